package dev.haar.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/** What is encrypted here is what the standards say, and nothing that was changed opens. */
class CryptographyTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
    private static final SecretBytes KEY = new SecretBytes(new byte[32]);
    private static final Map<String, String> CONTEXT = Map.of("a", "1", "b", "2");

    private static byte[] sealed() {
        return CiphertextBlob.seal(KEY, "000000000000", "some-key", "ab".repeat(32), CONTEXT, MESSAGE);
    }

    @Test
    void ciphertextNamesItsKeyAndOpens() {
        CiphertextBlob blob = CiphertextBlob.parse(sealed());
        assertThat(blob.account()).isEqualTo("000000000000");
        assertThat(blob.keyId()).isEqualTo("some-key");
        assertThat(blob.materialId()).isEqualTo("ab".repeat(32));
        assertThat(blob.open(KEY, Map.of("b", "2", "a", "1"))).isEqualTo(MESSAGE);
    }

    /** Also one of those that name the key, before anything is known of the key. */
    @Test
    void everyChangedByteIsNoticed() {
        byte[] blob = sealed();
        int names = blob.length - MESSAGE.length - AesGcm.OVERHEAD;
        for (int i = 0; i < blob.length; i++) {
            for (int change : new int[] {1, 3, 0x80, 0xff}) {
                byte[] changed = blob.clone();
                changed[i] ^= (byte) change;
                assertInvalid(changed, CONTEXT);
                boolean isOld = changed[0] == 1;
                if (i < names && !isOld) {
                    assertThatThrownBy(() -> CiphertextBlob.parse(changed)).isInstanceOf(KmsException.class);
                }
            }
        }
        for (int length = 0; length < blob.length; length++) {
            assertInvalid(java.util.Arrays.copyOf(blob, length), CONTEXT);
        }
    }

    @Test
    void everyOtherContextIsNoticed() {
        assertInvalid(sealed(), Map.of());
        assertInvalid(sealed(), Map.of("a", "1"));
        assertInvalid(sealed(), Map.of("a", "1", "b", "2", "c", "3"));
        assertInvalid(sealed(), Map.of("a", "1b", "", "2"));
    }

    private static void assertInvalid(byte[] blob, Map<String, String> context) {
        assertThatThrownBy(() -> CiphertextBlob.parse(blob).open(KEY, context))
                .isInstanceOfSatisfying(
                        KmsException.class, e -> assertThat(e.error()).isEqualTo(KmsError.INVALID_CIPHERTEXT));
    }

    @Test
    void bothSidesOfAnAgreementDeriveOneSecret() {
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1", "sm2p256v1")) {
            KeyPairs.Pair one = KeyPairs.ec(curve);
            KeyPairs.Pair other = KeyPairs.ec(curve);
            assertThat(Ecdh.agree(one.privateKey(), other.publicKey()))
                    .as(curve)
                    .isEqualTo(Ecdh.agree(other.privateKey(), one.publicKey()));
        }
    }

    @Test
    void agreementIsTheJdksToo() throws Exception {
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            assertAgrees(
                    curve, generator.generateKeyPair(), KeyAgreement.getInstance("ECDH"), KeyFactory.getInstance("EC"));
        }
    }

    @Test
    void agreementOnSm2sCurveIsBouncyCastlesProvidersToo() throws Exception {
        Provider provider = new BouncyCastleProvider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        assertAgrees(
                "sm2p256v1",
                generator.generateKeyPair(),
                KeyAgreement.getInstance("ECDH", provider),
                KeyFactory.getInstance("EC", provider));
    }

    private static void assertAgrees(String curve, KeyPair theirs, KeyAgreement agreement, KeyFactory keys)
            throws Exception {
        KeyPairs.Pair ours = KeyPairs.ec(curve);
        agreement.init(theirs.getPrivate());
        agreement.doPhase(keys.generatePublic(new X509EncodedKeySpec(ours.publicKey())), true);
        assertThat(Ecdh.agree(ours.privateKey(), theirs.getPublic().getEncoded()))
                .as(curve)
                .isEqualTo(agreement.generateSecret());
    }

    @Test
    void agreementWithAKeyOnAnotherCurveIsRefused() {
        SecretBytes ours = KeyPairs.ec("secp256r1").privateKey();
        for (byte[] other :
                List.of(KeyPairs.ec("secp384r1").publicKey(), KeyPairs.rsa(2048).publicKey(), MESSAGE)) {
            assertThatThrownBy(() -> Ecdh.agree(ours, other))
                    .isInstanceOfSatisfying(
                            KmsException.class, e -> assertThat(e.error()).isEqualTo(KmsError.VALIDATION));
        }
    }

    /** Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation", which NIST publishes. */
    @Test
    void aesGcmAnswersWhatNistSays() throws Exception {
        SecretBytes key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        byte[] nonce = bytes("cafebabefacedbaddecaf888").reveal();
        byte[] bound = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2").reveal();
        byte[] plaintext = bytes(
                        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
                                + "49a6b525b16aedf5aa0de657ba637b39")
                .reveal();
        byte[] sealed = AesGcm.seal(key, nonce, bound, plaintext);
        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo("cafebabefacedbaddecaf888"
                        + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                        + "c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b");
        assertThat(AesGcm.open(key, bound, sealed)).isEqualTo(plaintext);
    }

    /** Test case 3 of RFC 5869. */
    @Test
    void derivationIsHkdf() {
        SecretBytes secret = bytes("0b".repeat(22));
        assertThat(HexFormat.of().formatHex(Derivation.derive(secret, "", 42)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    private static SecretBytes bytes(String hex) {
        return new SecretBytes(HexFormat.of().parseHex(hex));
    }

    @Test
    void oaepIsTheJdksToo() throws Exception {
        KeyPairs.Pair pair = KeyPairs.rsa(2048);
        KeyFactory keys = KeyFactory.getInstance("RSA");
        for (String digest : List.of("SHA-1", "SHA-256")) {
            OAEPParameterSpec parameters =
                    new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT);
            Cipher jdk = Cipher.getInstance("RSA/ECB/OAEPPadding");
            jdk.init(Cipher.ENCRYPT_MODE, keys.generatePublic(new X509EncodedKeySpec(pair.publicKey())), parameters);
            String algorithm = "RSAES_OAEP_" + digest.replace('-', '_');
            assertThat(Oaep.decrypt(algorithm, pair.privateKey(), jdk.doFinal(MESSAGE)))
                    .isEqualTo(MESSAGE);
            jdk.init(
                    Cipher.DECRYPT_MODE,
                    keys.generatePrivate(
                            new PKCS8EncodedKeySpec(pair.privateKey().reveal())),
                    parameters);
            assertThat(jdk.doFinal(Oaep.encrypt(algorithm, pair.publicKey(), MESSAGE)))
                    .isEqualTo(MESSAGE);
        }
    }

    /** Its provider has the parts without the DER around them: the point, the digest, the encrypted text. */
    @Test
    void sm2IsBouncyCastlesProvidersToo() throws Exception {
        Provider provider = new BouncyCastleProvider();
        KeyPairs.Pair pair = KeyPairs.ec("sm2p256v1");
        KeyFactory keys = KeyFactory.getInstance("EC", provider);
        Cipher theirs = Cipher.getInstance("SM2", provider);
        theirs.init(
                Cipher.DECRYPT_MODE,
                keys.generatePrivate(new PKCS8EncodedKeySpec(pair.privateKey().reveal())));
        assertThat(theirs.doFinal(bare(Sm2Encryption.encrypt(pair.publicKey(), MESSAGE))))
                .isEqualTo(MESSAGE);
    }

    /** What the provider reads, in the older order of the standard: the digest comes last. */
    private static byte[] bare(byte[] der) throws Exception {
        ASN1Sequence parts = ASN1Sequence.getInstance(der);
        ByteArrayOutputStream bare = new ByteArrayOutputStream();
        bare.write(4);
        for (int i = 0; i < 2; i++) {
            bare.write(BigIntegers.asUnsignedByteArray(
                    32, ASN1Integer.getInstance(parts.getObjectAt(i)).getPositiveValue()));
        }
        bare.write(ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets());
        bare.write(ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets());
        return bare.toByteArray();
    }

    @Test
    void sm2OpensWhatItEncryptedAndNothingElse() {
        KeyPairs.Pair pair = KeyPairs.ec("sm2p256v1");
        byte[] ciphertext = Sm2Encryption.encrypt(pair.publicKey(), MESSAGE);
        assertThat(Sm2Encryption.decrypt(pair.privateKey(), ciphertext)).isEqualTo(MESSAGE);
        for (int i = 0; i < ciphertext.length; i++) {
            byte[] changed = ciphertext.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> Sm2Encryption.decrypt(pair.privateKey(), changed))
                    .isInstanceOf(KmsException.class);
        }
    }

    /** Test case 2 of RFC 4231. */
    @Test
    void hmacAnswersWhatTheRfcSays() {
        SecretBytes key = new SecretBytes("Jefe".getBytes(StandardCharsets.US_ASCII));
        byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(Hmacs.of("HMAC_SHA_256", key, message)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(HexFormat.of().formatHex(Hmacs.of("HMAC_SHA_224", key, message)))
                .isEqualTo("a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44");
    }

    @Test
    void hmacIsTheJdksToo() throws Exception {
        for (int bits : new int[] {224, 256, 384, 512}) {
            SecretBytes key = new SecretBytes(Randomness.bytes(bits / Byte.SIZE));
            Mac jdk = Mac.getInstance("HmacSHA" + bits);
            jdk.init(new SecretKeySpec(key.reveal(), "HMAC"));
            assertThat(Hmacs.of("HMAC_SHA_" + bits, key, MESSAGE))
                    .as("HMAC_SHA_" + bits)
                    .isEqualTo(jdk.doFinal(MESSAGE));
        }
    }
}
