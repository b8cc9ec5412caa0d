package dev.haar.api.kms;

import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kms.model.GrantConstraints;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/** Grants as KMS takes and shows them. */
final class GrantForms {
    private GrantForms() {}

    static dev.haar.kms.key.GrantConstraints constraints(GrantConstraints given) {
        return given == null
                ? dev.haar.kms.key.GrantConstraints.NONE
                : new dev.haar.kms.key.GrantConstraints(
                        given.hasEncryptionContextSubset() ? given.encryptionContextSubset() : null,
                        given.hasEncryptionContextEquals() ? given.encryptionContextEquals() : null,
                        given.sourceArn());
    }

    static GrantListEntry entry(Grant grant) {
        GrantListEntry.Builder entry = GrantListEntry.builder()
                .keyId(grant.key().arn())
                .grantId(grant.id())
                .name(grant.name() == null ? "" : grant.name())
                .creationDate(Instant.ofEpochMilli(grant.createdMillis()))
                .issuingAccount(grant.issuer())
                .operationsWithStrings(grant.operations());
        if (grant.grantee().isService()) {
            entry.granteeServicePrincipal(grant.grantee().name());
        } else {
            entry.granteePrincipal(grant.grantee().name());
        }
        if (grant.retiree() != null && grant.retiree().isService()) {
            entry.retiringServicePrincipal(grant.retiree().name());
        } else if (grant.retiree() != null) {
            entry.retiringPrincipal(grant.retiree().name());
        }
        if (!grant.constraints().equals(dev.haar.kms.key.GrantConstraints.NONE)) {
            entry.constraints(constraints -> constraints
                    .encryptionContextSubset(grant.constraints().subset())
                    .encryptionContextEquals(grant.constraints().equal())
                    .sourceArn(grant.constraints().sourceArn()));
        }
        return entry.build();
    }

    /** What a grant for a key can allow. */
    static List<String> operations(Key key) {
        List<String> operations = new ArrayList<>(List.of("CreateGrant", "RetireGrant", "DescribeKey"));
        switch (key.usage()) {
            case ENCRYPT_DECRYPT -> operations.addAll(List.of("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"));
            case SIGN_VERIFY -> operations.addAll(List.of("Sign", "Verify"));
            case GENERATE_VERIFY_MAC -> operations.addAll(List.of("GenerateMac", "VerifyMac"));
            case KEY_AGREEMENT -> operations.add("DeriveSharedSecret");
        }
        if (key.spec() == KeySpec.SYMMETRIC_DEFAULT) {
            operations.addAll(List.of(
                    "GenerateDataKey",
                    "GenerateDataKeyWithoutPlaintext",
                    "GenerateDataKeyPair",
                    "GenerateDataKeyPairWithoutPlaintext"));
        } else if (!key.spec().isSecret()) {
            operations.add("GetPublicKey");
        }
        return operations;
    }
}
