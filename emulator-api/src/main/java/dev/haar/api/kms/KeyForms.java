package dev.haar.api.kms;

import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyState;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.Origin;
import dev.haar.kms.registry.KeyStores;
import dev.haar.kms.registry.Registry;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.KeyLastUsageData;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;

/** Keys as KMS describes them. */
// AWS deprecates the member CustomerMasterKeySpec and still takes and returns it.
@SuppressWarnings("deprecation")
final class KeyForms {
    private final Registry registry;
    private final KeyStores stores;

    KeyForms(Registry registry, KeyStores stores) {
        this.registry = registry;
        this.stores = stores;
    }

    KeyMetadata metadata(Key key) {
        KeyMetadata.Builder metadata = KeyMetadata.builder()
                .awsAccountId(key.address().account())
                .keyId(key.address().id())
                .arn(key.arn())
                .creationDate(Instant.ofEpochMilli(key.identity().createdMillis()))
                .enabled(key.state() == KeyState.ENABLED)
                .description(key.labels().description())
                .keyUsage(key.usage().name())
                .keyState(key.state().toString())
                .origin(key.identity().origin().name())
                .keyManager(key.identity().manager().name())
                .customerMasterKeySpec(key.spec().name())
                .keySpec(key.spec().name())
                .multiRegion(key.isMultiRegion());
        deletion(key, metadata);
        algorithms(key, metadata);
        material(key, metadata);
        store(key, metadata);
        if (key.isMultiRegion()) {
            metadata.multiRegionConfiguration(multiRegion(key));
        }
        return metadata.build();
    }

    private static void deletion(Key key, KeyMetadata.Builder metadata) {
        if (key.state() == KeyState.PENDING_DELETION) {
            metadata.deletionDate(Instant.ofEpochMilli(key.deletion().dueMillis()));
        }
        if (key.state() == KeyState.PENDING_REPLICA_DELETION) {
            metadata.pendingDeletionWindowInDays(key.deletion().days());
        }
    }

    private static void algorithms(Key key, KeyMetadata.Builder metadata) {
        List<String> algorithms = key.spec().algorithms(key.usage());
        switch (key.usage()) {
            case ENCRYPT_DECRYPT -> metadata.encryptionAlgorithmsWithStrings(algorithms);
            case SIGN_VERIFY -> metadata.signingAlgorithmsWithStrings(algorithms);
            case GENERATE_VERIFY_MAC -> metadata.macAlgorithmsWithStrings(algorithms);
            case KEY_AGREEMENT -> metadata.keyAgreementAlgorithmsWithStrings(algorithms);
        }
    }

    private static void material(Key key, KeyMetadata.Builder metadata) {
        Material current = key.ring().current().orElse(null);
        if (current == null) {
            return;
        }
        if (key.spec() == KeySpec.SYMMETRIC_DEFAULT && !key.identity().origin().isCustomStore()) {
            metadata.currentKeyMaterialId(current.id());
        }
        if (key.identity().origin() == Origin.EXTERNAL && current.isPresent()) {
            metadata.expirationModel(expiration(current)).validTo(validTo(current));
        }
    }

    /** Whether imported material goes by itself. */
    static ExpirationModelType expiration(Material material) {
        return material.validToMillis() == 0
                ? ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE
                : ExpirationModelType.KEY_MATERIAL_EXPIRES;
    }

    /** When imported material goes; null if it stays. */
    static Instant validTo(Material material) {
        return material.validToMillis() == 0 ? null : Instant.ofEpochMilli(material.validToMillis());
    }

    private void store(Key key, KeyMetadata.Builder metadata) {
        String storeId = key.identity().customKeyStoreId();
        if (storeId == null) {
            return;
        }
        metadata.customKeyStoreId(storeId)
                .cloudHsmClusterId(
                        stores.get(key.address().account(), key.address().region(), storeId)
                                .settings()
                                .get("CloudHsmClusterId"));
        if (key.identity().externalKeyId() != null) {
            metadata.xksKeyConfiguration(external -> external.id(key.identity().externalKeyId()));
        }
    }

    private MultiRegionConfiguration multiRegion(Key key) {
        Key primary = registry.find(key.address().in(key.primaryRegion())).orElse(key);
        return MultiRegionConfiguration.builder()
                .multiRegionKeyType(key.isPrimary() ? MultiRegionKeyType.PRIMARY : MultiRegionKeyType.REPLICA)
                .primaryKey(of(primary))
                .replicaKeys(
                        registry.replicas(primary).stream().map(KeyForms::of).toList())
                .build();
    }

    private static MultiRegionKey of(Key key) {
        return MultiRegionKey.builder()
                .arn(key.arn())
                .region(key.address().region())
                .build();
    }

    /** What a key was last used for; empty if it was not. */
    KeyLastUsageData lastUse(Key key) {
        KeyLastUsageData.Builder usage = KeyLastUsageData.builder();
        registry.lastUse(key.address())
                .ifPresent(use -> usage.operation(use.operation())
                        .timestamp(Instant.ofEpochMilli(use.millis()))
                        .cloudTrailEventId(use.eventId())
                        .kmsRequestId(use.requestId()));
        return usage.build();
    }

    /** The material that a symmetric key used; null for other keys, of which AWS does not tell it. */
    static String materialId(Key key) {
        return key.spec() == KeySpec.SYMMETRIC_DEFAULT ? key.current().id() : null;
    }
}
