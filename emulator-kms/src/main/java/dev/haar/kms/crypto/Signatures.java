package dev.haar.kms.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.CryptoException;

/**
 * Signatures by the names that AWS has for the algorithms. Those of ECDSA and SM2 are DER; the salt of PSS is as long as the
 * digest.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html">Key specs</a>
 */
public final class Signatures {
    private Signatures() {}

    /**
     * Signs a message.
     *
     * @throws dev.haar.kms.KmsException with VALIDATION if the algorithm does not take the message's type or length
     */
    public static byte[] sign(String algorithm, SecretBytes pkcs8, byte[] message, MessageType type) {
        try {
            return scheme(algorithm).sign(pkcs8, message, type);
        } catch (GeneralSecurityException | CryptoException | IOException e) {
            throw new IllegalStateException("A key of ours does not sign with " + algorithm + ".", e);
        }
    }

    /** Whether a signature is the public key's for the message. */
    public static boolean verify(
            String algorithm, byte[] publicKey, byte[] message, MessageType type, byte[] signature) {
        try {
            return scheme(algorithm).verify(publicKey, message, type, signature);
        } catch (GeneralSecurityException | IOException e) {
            // What is no signature at all is a wrong one.
            return false;
        }
    }

    private static SignatureScheme scheme(String algorithm) {
        if (algorithm.startsWith("RSASSA")) {
            return new RsaSignatures(algorithm);
        }
        if (algorithm.startsWith("ECDSA")) {
            return new EcdsaSignatures(algorithm);
        }
        return switch (algorithm) {
            case "SM2DSA" -> new Sm2Signatures();
            case "ED25519_SHA_512" -> new Ed25519Signatures();
            case "ED25519_PH_SHA_512" -> new Ed25519PrehashSignatures();
            case "ML_DSA_SHAKE_256" -> new MlDsaSignatures();
            default -> throw new IllegalArgumentException(algorithm);
        };
    }
}
