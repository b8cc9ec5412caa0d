package dev.haar.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.kms.KmsException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.ECFieldElement;
import org.junit.jupiter.api.Test;

/** What is signed here verifies elsewhere and the other way round, for every algorithm. */
class SignaturesTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
    private static final BigInteger ORDER_OF_P256 =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    @Test
    void rsaVerifiesWithTheJdk() throws Exception {
        KeyPairs.Pair pair = KeyPairs.rsa(2048);
        KeyFactory keys = KeyFactory.getInstance("RSA");
        for (int bits : new int[] {256, 384, 512}) {
            assertInteroperates(
                    pair, keys, "RSASSA_PKCS1_V1_5_SHA_" + bits, Signature.getInstance("SHA" + bits + "withRSA"));
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec(
                    "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / Byte.SIZE, 1));
            assertInteroperates(pair, keys, "RSASSA_PSS_SHA_" + bits, pss);
        }
    }

    @Test
    void theNistCurvesVerifyWithTheJdk() throws Exception {
        KeyFactory keys = KeyFactory.getInstance("EC");
        assertInteroperates(KeyPairs.ec("secp256r1"), keys, "ECDSA_SHA_256", Signature.getInstance("SHA256withECDSA"));
        assertInteroperates(KeyPairs.ec("secp384r1"), keys, "ECDSA_SHA_384", Signature.getInstance("SHA384withECDSA"));
        assertInteroperates(KeyPairs.ec("secp521r1"), keys, "ECDSA_SHA_512", Signature.getInstance("SHA512withECDSA"));
    }

    @Test
    void secp256k1AndSm2VerifyWithBouncyCastlesProvider() throws Exception {
        KeyFactory keys = KeyFactory.getInstance("EC", BOUNCY_CASTLE);
        assertInteroperates(
                KeyPairs.ec("secp256k1"),
                keys,
                "ECDSA_SHA_256",
                Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE));
        assertInteroperates(
                KeyPairs.ec("sm2p256v1"), keys, "SM2DSA", Signature.getInstance("SM3withSM2", BOUNCY_CASTLE));
    }

    @Test
    void ed25519VerifiesWithTheJdk() throws Exception {
        assertInteroperates(
                KeyPairs.ed25519(),
                KeyFactory.getInstance("Ed25519"),
                "ED25519_SHA_512",
                Signature.getInstance("Ed25519"));
    }

    @Test
    void mlDsaVerifiesWithBouncyCastlesProvider() throws Exception {
        KeyFactory keys = KeyFactory.getInstance("ML-DSA", BOUNCY_CASTLE);
        for (int set : new int[] {44, 65, 87}) {
            assertInteroperates(
                    KeyPairs.mlDsa(set),
                    keys,
                    "ML_DSA_SHAKE_256",
                    Signature.getInstance("ML-DSA-" + set, BOUNCY_CASTLE));
        }
    }

    private static void assertInteroperates(KeyPairs.Pair pair, KeyFactory keys, String algorithm, Signature theirs)
            throws Exception {
        byte[] ours = Signatures.sign(algorithm, pair.privateKey(), MESSAGE, MessageType.RAW);
        theirs.initVerify(keys.generatePublic(new X509EncodedKeySpec(pair.publicKey())));
        theirs.update(MESSAGE);
        assertThat(theirs.verify(ours)).as(algorithm).isTrue();
        theirs.initSign(
                keys.generatePrivate(new PKCS8EncodedKeySpec(pair.privateKey().reveal())));
        theirs.update(MESSAGE);
        byte[] signature = theirs.sign();
        assertThat(Signatures.verify(algorithm, pair.publicKey(), MESSAGE, MessageType.RAW, signature))
                .as(algorithm)
                .isTrue();
        signature[signature.length - 1] ^= 1;
        assertThat(Signatures.verify(algorithm, pair.publicKey(), MESSAGE, MessageType.RAW, signature))
                .as(algorithm)
                .isFalse();
        assertThat(Signatures.verify(algorithm, pair.publicKey(), MESSAGE, MessageType.RAW, MESSAGE))
                .as(algorithm)
                .isFalse();
    }

    @Test
    void aDigestIsTheMessageItIsOf() throws Exception {
        KeyPairs.Pair rsa = KeyPairs.rsa(2048);
        for (int bits : new int[] {256, 384, 512}) {
            assertDigestSigns(rsa, "RSASSA_PKCS1_V1_5_SHA_" + bits, bits);
            assertDigestSigns(rsa, "RSASSA_PSS_SHA_" + bits, bits);
        }
        assertDigestSigns(KeyPairs.ec("secp256r1"), "ECDSA_SHA_256", 256);
        assertDigestSigns(KeyPairs.ec("secp384r1"), "ECDSA_SHA_384", 384);
        assertDigestSigns(KeyPairs.ec("secp521r1"), "ECDSA_SHA_512", 512);
        assertDigestSigns(KeyPairs.ec("secp256k1"), "ECDSA_SHA_256", 256);
    }

    private static void assertDigestSigns(KeyPairs.Pair pair, String algorithm, int bits) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-" + bits).digest(MESSAGE);
        byte[] signature = Signatures.sign(algorithm, pair.privateKey(), digest, MessageType.DIGEST);
        assertThat(Signatures.verify(algorithm, pair.publicKey(), MESSAGE, MessageType.RAW, signature))
                .as(algorithm)
                .isTrue();
        assertThatThrownBy(() -> Signatures.sign(algorithm, pair.privateKey(), MESSAGE, MessageType.DIGEST))
                .isInstanceOf(KmsException.class)
                .hasMessage("Digest is invalid length for algorithm " + algorithm + ".");
    }

    /** The digest of SM2DSA holds Z, which follows from the public key and the signer's id, here the usual one. */
    @Test
    void aDigestOfSm2HoldsZ() throws Exception {
        KeyPairs.Pair pair = KeyPairs.ec("sm2p256v1");
        ECPublicKeyParameters key = (ECPublicKeyParameters) PublicKeyFactory.createKey(pair.publicKey());
        byte[] id = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
        SM3Digest sm3 = new SM3Digest();
        sm3.update((byte) (id.length * Byte.SIZE >> Byte.SIZE));
        sm3.update((byte) (id.length * Byte.SIZE));
        sm3.update(id, 0, id.length);
        for (ECFieldElement number : new ECFieldElement[] {
            key.getParameters().getCurve().getA(),
            key.getParameters().getCurve().getB(),
            key.getParameters().getG().getAffineXCoord(),
            key.getParameters().getG().getAffineYCoord(),
            key.getQ().getAffineXCoord(),
            key.getQ().getAffineYCoord()
        }) {
            sm3.update(number.getEncoded(), 0, 32);
        }
        byte[] digest = new byte[32];
        sm3.doFinal(digest, 0);
        sm3.update(digest, 0, digest.length);
        sm3.update(MESSAGE, 0, MESSAGE.length);
        sm3.doFinal(digest, 0);
        byte[] signature = Signatures.sign("SM2DSA", pair.privateKey(), digest, MessageType.DIGEST);
        assertThat(Signatures.verify("SM2DSA", pair.publicKey(), MESSAGE, MessageType.RAW, signature))
                .isTrue();
    }

    /** Section 7.3 of RFC 8032: the one vector of Ed25519ph. */
    @Test
    void ed25519phAnswersWhatTheRfcSays() throws Exception {
        byte[] seed = HexFormat.of().parseHex("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42");
        byte[] pkcs8 = new org.bouncycastle.asn1.pkcs.PrivateKeyInfo(
                        new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                org.bouncycastle.internal.asn1.edec.EdECObjectIdentifiers.id_Ed25519),
                        new org.bouncycastle.asn1.DEROctetString(seed))
                .getEncoded();
        byte[] digest = MessageDigest.getInstance("SHA-512").digest("abc".getBytes(StandardCharsets.US_ASCII));
        byte[] signature = Signatures.sign("ED25519_PH_SHA_512", new SecretBytes(pkcs8), digest, MessageType.DIGEST);
        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41"
                        + "31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406");
        byte[] publicKey = KeyPairs.of(new SecretBytes(pkcs8), "Ed25519", 0).publicKey();
        assertThat(Signatures.verify("ED25519_PH_SHA_512", publicKey, digest, MessageType.DIGEST, signature))
                .isTrue();
    }

    @Test
    void anExternalMuIsTheMessageItIsOf() throws Exception {
        KeyPairs.Pair pair = KeyPairs.mlDsa(65);
        MLDSASigner signer = new MLDSASigner();
        signer.init(false, (MLDSAPublicKeyParameters) PublicKeyFactory.createKey(pair.publicKey()));
        signer.update(MESSAGE, 0, MESSAGE.length);
        byte[] mu = signer.generateMu();
        byte[] signature = Signatures.sign("ML_DSA_SHAKE_256", pair.privateKey(), mu, MessageType.EXTERNAL_MU);
        assertThat(Signatures.verify("ML_DSA_SHAKE_256", pair.publicKey(), MESSAGE, MessageType.RAW, signature))
                .isTrue();
        assertThat(Signatures.verify("ML_DSA_SHAKE_256", pair.publicKey(), mu, MessageType.EXTERNAL_MU, signature))
                .isTrue();
    }

    /** The signature of "sample" in appendix A.2.5 of RFC 6979. */
    @Test
    void ecdsaVerifiesWhatTheRfcSigned() throws Exception {
        byte[] point = HexFormat.of()
                .parseHex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                        + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
        byte[] publicKey = new org.bouncycastle.asn1.x509.SubjectPublicKeyInfo(
                        new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                org.bouncycastle.asn1.x9.X9ObjectIdentifiers.id_ecPublicKey,
                                org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp256r1),
                        point)
                .getEncoded();
        byte[] signature = StandardDSAEncoding.INSTANCE.encode(
                ORDER_OF_P256,
                new BigInteger("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716", 16),
                new BigInteger("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8", 16));
        byte[] message = "sample".getBytes(StandardCharsets.US_ASCII);
        assertThat(Signatures.verify("ECDSA_SHA_256", publicKey, message, MessageType.RAW, signature))
                .isTrue();
        assertThat(Signatures.verify("ECDSA_SHA_256", publicKey, MESSAGE, MessageType.RAW, signature))
                .isFalse();
    }

    /** Keys and signatures that another library made, for every algorithm that it has. */
    @Test
    void whatOpenSslSignedVerifies() throws Exception {
        Properties made = new Properties();
        try (InputStream file = SignaturesTest.class.getResourceAsStream("openssl.properties")) {
            made.load(file);
        }
        byte[] message = "made elsewhere".getBytes(StandardCharsets.US_ASCII);
        List<String> names = made.stringPropertyNames().stream()
                .filter(name -> name.endsWith(".key"))
                .map(name -> name.substring(0, name.length() - ".key".length()))
                .toList();
        assertThat(names).hasSize(14);
        for (String name : names) {
            String algorithm = name.split("\\.")[0];
            byte[] publicKey = Base64.getDecoder().decode(made.getProperty(name + ".key"));
            byte[] signature = Base64.getDecoder().decode(made.getProperty(name + ".signature"));
            assertThat(Signatures.verify(algorithm, publicKey, message, MessageType.RAW, signature))
                    .as(name)
                    .isTrue();
            signature[signature.length / 2] ^= 1;
            assertThat(Signatures.verify(algorithm, publicKey, message, MessageType.RAW, signature))
                    .as(name)
                    .isFalse();
        }
    }

    @Test
    void whatAnAlgorithmDoesNotTakeIsRefused() {
        KeyPairs.Pair pair = KeyPairs.ed25519();
        assertThatThrownBy(
                        () -> Signatures.sign("ED25519_SHA_512", pair.privateKey(), new byte[64], MessageType.DIGEST))
                .isInstanceOf(KmsException.class);
        assertThatThrownBy(() -> Signatures.sign("ED25519_PH_SHA_512", pair.privateKey(), MESSAGE, MessageType.RAW))
                .isInstanceOf(KmsException.class);
    }

    @Test
    void thePublicKeyFollowsFromThePrivateKey() {
        for (KeyPairs.Pair pair : new KeyPairs.Pair[] {
            KeyPairs.rsa(2048), KeyPairs.ec("secp256k1"), KeyPairs.ed25519(), KeyPairs.mlDsa(44)
        }) {
            String kind = kind(pair);
            assertThat(KeyPairs.of(pair.privateKey(), kind, 2048).publicKey()).isEqualTo(pair.publicKey());
            assertThatThrownBy(() -> KeyPairs.of(pair.privateKey(), "secp384r1", 2048))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String kind(KeyPairs.Pair pair) {
        return switch (pair.publicKey().length) {
            case 294 -> "RSA";
            case 88 -> "secp256k1";
            case 44 -> "Ed25519";
            default -> "ML-DSA-44";
        };
    }
}
