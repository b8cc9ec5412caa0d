package dev.haar.it.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
import com.amazonaws.encryptionsdk.CryptoResult;
import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsKeyringInput;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/** The AWS Encryption SDK for Java with a keyring on Haar's KMS. */
class EncryptionSdkIT {
    private static final byte[] SECRET = "the secret".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> CONTEXT = Map.of("purpose", "test");

    @RegisterExtension
    static final HaarExtension HAAR = HaarExtension.fast();

    @Test
    void keyring_encryptsAndDecrypts() {
        KmsClient kms = HAAR.closeWithTest(Clients.kms(HAAR.endpoint()));
        String arn = kms.createKey().keyMetadata().arn();
        AwsCrypto crypto = AwsCrypto.builder()
                .withCommitmentPolicy(CommitmentPolicy.RequireEncryptRequireDecrypt)
                .build();
        byte[] message = crypto.encryptData(keyring(kms, arn), SECRET, CONTEXT).getResult();
        CryptoResult<byte[], ?> opened = crypto.decryptData(keyring(kms, arn), message);
        assertThat(opened.getResult()).isEqualTo(SECRET);
        assertThat(opened.getEncryptionContext()).containsAllEntriesOf(CONTEXT);

        String other = kms.createKey().keyMetadata().arn();
        assertThatThrownBy(() -> crypto.decryptData(keyring(kms, other), message))
                .isInstanceOf(RuntimeException.class);
        kms.disableKey(request -> request.keyId(arn));
        assertThatThrownBy(() -> crypto.decryptData(keyring(kms, arn), message)).isInstanceOf(RuntimeException.class);
    }

    private static IKeyring keyring(KmsClient kms, String arn) {
        return MaterialProviders.builder()
                .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
                .build()
                .CreateAwsKmsKeyring(CreateAwsKmsKeyringInput.builder()
                        .kmsClient(kms)
                        .kmsKeyId(arn)
                        .build());
    }
}
