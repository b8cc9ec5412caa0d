package dev.haar.it.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;
import software.amazon.awssdk.services.sqs.model.KmsDisabledException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

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
    void encryptedQueueWhoseKeyIsDisabled_isTheSdksException() {
        String key = key();
        String url = HAAR.sqs()
                .createQueue(request ->
                        request.queueName("encrypted").attributes(Map.of(QueueAttributeName.KMS_MASTER_KEY_ID, key)))
                .queueUrl();
        HAAR.sqs().sendMessage(request -> request.queueUrl(url).messageBody("hello"));
        kms.disableKey(request -> request.keyId(key));
        assertThatExceptionOfType(KmsDisabledException.class)
                .isThrownBy(() ->
                        HAAR.sqs().sendMessage(request -> request.queueUrl(url).messageBody("again")));
        assertThatExceptionOfType(KmsDisabledException.class)
                .isThrownBy(() -> HAAR.sqs().receiveMessage(request -> request.queueUrl(url)));
        kms.enableKey(request -> request.keyId(key));
        assertThat(HAAR.sqs()
                        .receiveMessage(request -> request.queueUrl(url))
                        .messages()
                        .get(0)
                        .body())
                .isEqualTo("hello");
    }

    @Test
    void importedMaterial_isTheKeys() throws Exception {
        String key = kms.createKey(request -> request.origin(OriginType.EXTERNAL))
                .keyMetadata()
                .keyId();
        GetParametersForImportResponse parameters = kms.getParametersForImport(request -> request.keyId(key)
                .wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256)
                .wrappingKeySpec(WrappingKeySpec.RSA_2048));
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(parameters.publicKey().asByteArray())),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        byte[] wrapped = cipher.doFinal(new byte[32]);
        kms.importKeyMaterial(request -> request.keyId(key)
                .importToken(parameters.importToken())
                .encryptedKeyMaterial(SdkBytes.fromByteArray(wrapped))
                .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE));
        SdkBytes ciphertext =
                kms.encrypt(request -> request.keyId(key).plaintext(SECRET)).ciphertextBlob();
        assertThat(kms.decrypt(request -> request.ciphertextBlob(ciphertext)).plaintext())
                .isEqualTo(SECRET);
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
