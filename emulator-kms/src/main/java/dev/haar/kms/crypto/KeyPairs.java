package dev.haar.kms.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Makes key pairs, and finds the other half of one. RSA takes up to seconds: never on an IO thread. */
public final class KeyPairs {
    private KeyPairs() {}

    /**
     * A key pair.
     *
     * @param privateKey in PKCS #8
     * @param publicKey a DER SubjectPublicKeyInfo
     */
    public record Pair(SecretBytes privateKey, byte[] publicKey) {}

    /** An RSA key with the public exponent 65,537. */
    public static Pair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
            KeyPair pair = generator.generateKeyPair();
            return new Pair(
                    new SecretBytes(pair.getPrivate().getEncoded()),
                    pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK makes RSA keys.", e);
        }
    }

    /** A key on a curve by the name that SEC 2 or GM/T 0003 gives it, such as {@code secp256k1}. */
    public static Pair ec(String curve) {
        ASN1ObjectIdentifier id = ECNamedCurveTable.getOID(curve);
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(id, CustomNamedCurves.getByOID(id)), Randomness.source()));
        return pair(generator);
    }

    /** A key for Ed25519. */
    public static Pair ed25519() {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(Randomness.source()));
        return pair(generator);
    }

    /**
     * A key for ML-DSA.
     *
     * @param set the parameter set: 44, 65 or 87
     */
    public static Pair mlDsa(int set) {
        MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
        MLDSAParameters parameters = switch (set) {
            case 44 -> MLDSAParameters.ml_dsa_44;
            case 65 -> MLDSAParameters.ml_dsa_65;
            default -> MLDSAParameters.ml_dsa_87;
        };
        generator.init(new MLDSAKeyGenerationParameters(Randomness.source(), parameters));
        return pair(generator);
    }

    private static Pair pair(AsymmetricCipherKeyPairGenerator generator) {
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            return new Pair(
                    new SecretBytes(PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate())
                            .getEncoded()),
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic())
                            .getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("A key that was just made cannot be written.", e);
        }
    }

    /**
     * The key pair of a private key that comes from elsewhere.
     *
     * @param pkcs8 what is said to be a private key in PKCS #8
     * @param kind what it must be: {@code RSA}, a curve's name, {@code Ed25519} or {@code ML-DSA-65}
     * @param bits the length of an RSA modulus
     * @throws IllegalArgumentException if it is not
     */
    public static Pair of(SecretBytes pkcs8, String kind, int bits) {
        try {
            AsymmetricKeyParameter privateKey = PrivateKeyFactory.createKey(pkcs8.reveal());
            AsymmetricKeyParameter publicKey = publicKey(privateKey);
            if (!isOf(privateKey, kind, bits)) {
                throw new IllegalArgumentException("This is a key of another kind.");
            }
            return new Pair(
                    pkcs8,
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey)
                            .getEncoded());
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("This is no private key for " + kind + ".", e);
        }
    }

    private static AsymmetricKeyParameter publicKey(AsymmetricKeyParameter privateKey) {
        if (privateKey instanceof RSAPrivateCrtKeyParameters rsa) {
            return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
        }
        if (privateKey instanceof ECPrivateKeyParameters ec) {
            ECDomainParameters curve = ec.getParameters();
            return new ECPublicKeyParameters(new FixedPointCombMultiplier().multiply(curve.getG(), ec.getD()), curve);
        }
        if (privateKey instanceof Ed25519PrivateKeyParameters ed25519) {
            return ed25519.generatePublicKey();
        }
        return ((MLDSAPrivateKeyParameters) privateKey).getPublicKeyParameters();
    }

    private static boolean isOf(AsymmetricKeyParameter privateKey, String kind, int bits) {
        if (privateKey instanceof RSAPrivateCrtKeyParameters rsa) {
            return kind.equals("RSA") && rsa.getModulus().bitLength() == bits;
        }
        if (privateKey instanceof ECKeyParameters ec) {
            return ec.getParameters() instanceof ECNamedDomainParameters named
                    && named.getName().equals(ECNamedCurveTable.getOID(kind));
        }
        if (privateKey instanceof MLDSAPrivateKeyParameters mlDsa) {
            return mlDsa.getParameters().getName().equalsIgnoreCase(kind);
        }
        return kind.equals("Ed25519");
    }
}
