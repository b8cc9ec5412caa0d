package dev.haar.it.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Keys encrypt and sign for real. */
class EncryptionIT {
    private static final SdkBytes SECRET = SdkBytes.fromUtf8String("the secret");

    @RegisterExtension
    static final HaarExtension HAAR = HaarExtension.fast();

    private KmsClient kms;

    @BeforeEach
    void connect() {
        kms = HAAR.closeWithTest(Clients.kms(HAAR.endpoint()));
    }

    private String key() {
        return kms.createKey().keyMetadata().keyId();
    }

    @Test
    void ciphertext_opensWithItsContextOnly() {
        String key = key();
        SdkBytes ciphertext = kms.encrypt(
                        request -> request.keyId(key).plaintext(SECRET).encryptionContext(Map.of("a", "1", "b", "2")))
                .ciphertextBlob();
        assertThat(kms.decrypt(request ->
                                request.ciphertextBlob(ciphertext).encryptionContext(Map.of("b", "2", "a", "1")))
                        .plaintext())
                .isEqualTo(SECRET);
        assertThatExceptionOfType(InvalidCiphertextException.class)
                .isThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(ciphertext)));
    }

    @Test
    void dataKey_comesByAliasAndOpens() {
        String key = key();
        kms.createAlias(request -> request.aliasName("alias/app").targetKeyId(key));
        GenerateDataKeyResponse dataKey =
                kms.generateDataKey(request -> request.keyId("alias/app").keySpec(DataKeySpec.AES_256));
        assertThat(dataKey.plaintext().asByteArray()).hasSize(32);
        assertThat(kms.decrypt(request -> request.ciphertextBlob(dataKey.ciphertextBlob()))
                        .plaintext())
                .isEqualTo(dataKey.plaintext());
    }

    @Test
    void disabledKey_isRefused() {
        String key = key();
        kms.disableKey(request -> request.keyId(key));
        assertThatExceptionOfType(DisabledException.class)
                .isThrownBy(() -> kms.encrypt(request -> request.keyId(key).plaintext(SECRET)));
        kms.enableKey(request -> request.keyId(key));
        assertThat(kms.encrypt(request -> request.keyId(key).plaintext(SECRET)).keyId())
                .endsWith(key);
    }

    @Test
    void signature_verifiesWithTheJdk() throws Exception {
        String key = kms.createKey(
                        request -> request.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
                .keyMetadata()
                .keyId();
        byte[] signature = kms.sign(request ->
                        request.keyId(key).message(SECRET).signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                .signature()
                .asByteArray();
        byte[] publicKey =
                kms.getPublicKey(request -> request.keyId(key)).publicKey().asByteArray();
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey)));
        verifier.update(SECRET.asByteArray());
        assertThat(verifier.verify(signature)).isTrue();
    }
}
