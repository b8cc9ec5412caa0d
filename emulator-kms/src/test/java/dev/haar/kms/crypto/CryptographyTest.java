package dev.haar.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is encrypted and signed here opens and verifies with the JDK, and nothing that was changed does. */
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

    @Test
    void everyChangedByteIsNoticed() {
        byte[] blob = sealed();
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= 1;
            assertInvalid(changed, CONTEXT);
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
    void signaturesOfRsaVerifyWithTheJdk() throws Exception {
        KeyPair pair = KeyPairs.rsa(2048);
        for (int bits : new int[] {256, 384, 512}) {
            Signature pkcs1 = Signature.getInstance("SHA" + bits + "withRSA");
            assertVerifies(pair, "RSASSA_PKCS1_V1_5_SHA_" + bits, pkcs1);
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec(
                    "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / Byte.SIZE, 1));
            assertVerifies(pair, "RSASSA_PSS_SHA_" + bits, pss);
        }
    }

    @Test
    void signaturesOfTheNistCurvesVerifyWithTheJdk() throws Exception {
        assertVerifies(KeyPairs.ec(256), "ECDSA_SHA_256", Signature.getInstance("SHA256withECDSA"));
        assertVerifies(KeyPairs.ec(384), "ECDSA_SHA_384", Signature.getInstance("SHA384withECDSA"));
        assertVerifies(KeyPairs.ec(521), "ECDSA_SHA_512", Signature.getInstance("SHA512withECDSA"));
    }

    private static void assertVerifies(KeyPair pair, String algorithm, Signature jdk) throws Exception {
        SecretBytes secret = new SecretBytes(pair.getPrivate().getEncoded());
        byte[] publicKey = pair.getPublic().getEncoded();
        byte[] ours = Signatures.sign(algorithm, secret, MESSAGE, false);
        jdk.initVerify(pair.getPublic());
        jdk.update(MESSAGE);
        assertThat(jdk.verify(ours)).as(algorithm).isTrue();
        jdk.initSign(pair.getPrivate());
        jdk.update(MESSAGE);
        byte[] theirs = jdk.sign();
        assertThat(Signatures.verify(algorithm, publicKey, MESSAGE, false, theirs))
                .as(algorithm)
                .isTrue();
        theirs[theirs.length - 1] ^= 1;
        assertThat(Signatures.verify(algorithm, publicKey, MESSAGE, false, theirs))
                .as(algorithm)
                .isFalse();
    }

    @Test
    void bothSidesOfAnAgreementDeriveOneSecret() {
        KeyPair one = KeyPairs.ec(384);
        KeyPair other = KeyPairs.ec(384);
        assertThat(Ecdh.agree(
                        new SecretBytes(one.getPrivate().getEncoded()),
                        other.getPublic().getEncoded()))
                .isEqualTo(Ecdh.agree(
                        new SecretBytes(other.getPrivate().getEncoded()),
                        one.getPublic().getEncoded()))
                .hasSize(48);
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
}
