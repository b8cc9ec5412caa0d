package dev.haar.api.kms;

import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyState;
import dev.haar.kms.key.KeyUsage;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Keys as KMS describes them. */
// AWS deprecates the member CustomerMasterKeySpec and still takes and returns it.
@SuppressWarnings("deprecation")
final class KeyForms {
    private KeyForms() {}

    static KeyMetadata metadata(Key key) {
        KeyMetadata.Builder metadata = KeyMetadata.builder()
                .awsAccountId(key.address().account())
                .keyId(key.address().id())
                .arn(key.arn())
                .creationDate(Instant.ofEpochMilli(key.createdMillis()))
                .enabled(key.state() == KeyState.ENABLED)
                .description(key.description())
                .keyUsage(key.usage().name())
                .keyState(key.state().toString())
                .origin("AWS_KMS")
                .keyManager("CUSTOMER")
                .customerMasterKeySpec(key.spec().name())
                .keySpec(key.spec().name())
                .multiRegion(false);
        if (key.state() == KeyState.PENDING_DELETION) {
            metadata.deletionDate(Instant.ofEpochMilli(key.deletionMillis()));
        }
        if (key.spec() == KeySpec.SYMMETRIC_DEFAULT) {
            metadata.currentKeyMaterialId(key.current().id());
        }
        List<String> algorithms = key.spec().algorithms(key.usage());
        switch (key.usage()) {
            case ENCRYPT_DECRYPT -> metadata.encryptionAlgorithmsWithStrings(algorithms);
            case SIGN_VERIFY -> metadata.signingAlgorithmsWithStrings(algorithms);
            case GENERATE_VERIFY_MAC -> metadata.macAlgorithmsWithStrings(algorithms);
            case KEY_AGREEMENT -> metadata.keyAgreementAlgorithmsWithStrings(algorithms);
        }
        return metadata.build();
    }

    /** The material that a symmetric key used; null for other keys, of which AWS does not tell it. */
    static String materialId(Key key) {
        return key.usage() == KeyUsage.ENCRYPT_DECRYPT && key.spec() == KeySpec.SYMMETRIC_DEFAULT
                ? key.current().id()
                : null;
    }
}
