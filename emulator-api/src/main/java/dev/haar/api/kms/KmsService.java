package dev.haar.api.kms;

import dev.haar.api.audit.AuditLog;
import dev.haar.api.operator.Resettable;
import dev.haar.api.service.Action;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.core.time.Time;
import dev.haar.kms.registry.Aliases;
import dev.haar.kms.registry.Grants;
import dev.haar.kms.registry.Imports;
import dev.haar.kms.registry.KeyStores;
import dev.haar.kms.registry.Keys;
import dev.haar.kms.registry.Registry;
import dev.haar.kms.registry.ReplicaKeys;
import dev.haar.kms.registry.Rotations;
import dev.haar.kms.use.KeyUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ConnectCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.DeleteImportedKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DescribeCustomKeyStoresRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisconnectCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.GetKeyLastUsageRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetParametersForImportRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.ImportKeyMaterialRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateCustomKeyStoreRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyRequest;

/** AWS KMS, all of its actions. */
public final class KmsService implements Service, Resettable {
    private final Registry registry;
    private final Time time;
    private final Executor workers;
    private final boolean strict;
    private final AuditLog log;

    /**
     * Makes the service.
     *
     * @param workers where keys are made and used, which takes milliseconds to seconds
     * @param log where calls are noted
     * @param strict whether what AWS has in some Regions only is refused in the others
     */
    public KmsService(Registry registry, Time time, Executor workers, AuditLog log, boolean strict) {
        this.registry = registry;
        this.time = time;
        this.workers = workers;
        this.log = log;
        this.strict = strict;
    }

    @Override
    public ServiceModel model() {
        return ServiceModel.KMS;
    }

    @Override
    public List<Action<?, ?>> actions() {
        Keys keys = new Keys(registry);
        Grants grants = new Grants(registry);
        Lookup lookup = new Lookup(keys, grants);
        KeyStores stores = new KeyStores(registry);
        KeyUse use = new KeyUse(registry);
        KeyForms forms = new KeyForms(registry, stores);
        RegionalSpecs specs = new RegionalSpecs(strict);
        CreateKeyAction creation = new CreateKeyAction(keys, stores, forms, time, workers, specs);
        KeyActions key = new KeyActions(keys, lookup, forms, new ManagedKeys(keys, time));
        PolicyActions policy = new PolicyActions(keys, lookup);
        TagActions tag = new TagActions(keys, lookup);
        AliasActions alias = new AliasActions(new Aliases(registry), lookup);
        RotationActions rotation = new RotationActions(new Rotations(registry), lookup);
        ImportActions imported = new ImportActions(new Imports(registry), lookup, time, workers, specs);
        ReplicaActions replica = new ReplicaActions(new ReplicaKeys(registry), lookup, forms);
        GrantActions grant = new GrantActions(grants, lookup, time);
        KeyStoreActions store = new KeyStoreActions(stores, time);
        CipherActions cipher = new CipherActions(lookup, use);
        DataKeyActions dataKey = new DataKeyActions(lookup, use, stores, specs);
        SignatureActions signature = new SignatureActions(lookup, use);
        KmsCalls calls = new KmsCalls(new KmsAudit(log, registry, new AuditedResources(lookup, grants), time), workers);
        // Lambdas and not method references: the SDK's classes are loaded by the first request that needs them.
        return List.of(
                calls.action(
                        "CancelKeyDeletion",
                        () -> CancelKeyDeletionRequest.builder(),
                        (input, from) -> key.cancelKeyDeletion((CancelKeyDeletionRequest) input, from)),
                calls.action(
                        "ConnectCustomKeyStore",
                        () -> ConnectCustomKeyStoreRequest.builder(),
                        (input, from) -> store.connectCustomKeyStore((ConnectCustomKeyStoreRequest) input, from)),
                calls.action(
                        "CreateAlias",
                        () -> CreateAliasRequest.builder(),
                        (input, from) -> alias.createAlias((CreateAliasRequest) input, from)),
                calls.action(
                        "CreateCustomKeyStore",
                        () -> CreateCustomKeyStoreRequest.builder(),
                        (input, from) -> store.createCustomKeyStore((CreateCustomKeyStoreRequest) input, from)),
                calls.action(
                        "CreateGrant",
                        () -> CreateGrantRequest.builder(),
                        (input, from) -> grant.createGrant((CreateGrantRequest) input, from)),
                calls.action(
                        "CreateKey",
                        () -> CreateKeyRequest.builder(),
                        (input, from) -> creation.createKey((CreateKeyRequest) input, from)),
                calls.work(
                        "Decrypt",
                        () -> DecryptRequest.builder(),
                        (input, from) -> cipher.decrypt((DecryptRequest) input, from)),
                calls.action(
                        "DeleteAlias",
                        () -> DeleteAliasRequest.builder(),
                        (input, from) -> alias.deleteAlias((DeleteAliasRequest) input, from)),
                calls.action(
                        "DeleteCustomKeyStore",
                        () -> DeleteCustomKeyStoreRequest.builder(),
                        (input, from) -> store.deleteCustomKeyStore((DeleteCustomKeyStoreRequest) input, from)),
                calls.action(
                        "DeleteImportedKeyMaterial",
                        () -> DeleteImportedKeyMaterialRequest.builder(),
                        (input, from) ->
                                imported.deleteImportedKeyMaterial((DeleteImportedKeyMaterialRequest) input, from)),
                calls.work(
                        "DeriveSharedSecret",
                        () -> DeriveSharedSecretRequest.builder(),
                        (input, from) -> signature.deriveSharedSecret((DeriveSharedSecretRequest) input, from)),
                calls.action(
                        "DescribeCustomKeyStores",
                        () -> DescribeCustomKeyStoresRequest.builder(),
                        (input, from) -> store.describeCustomKeyStores((DescribeCustomKeyStoresRequest) input, from)),
                calls.action(
                        "DescribeKey",
                        () -> DescribeKeyRequest.builder(),
                        (input, from) -> key.describeKey((DescribeKeyRequest) input, from)),
                calls.action(
                        "DisableKey",
                        () -> DisableKeyRequest.builder(),
                        (input, from) -> key.disableKey((DisableKeyRequest) input, from)),
                calls.action(
                        "DisableKeyRotation",
                        () -> DisableKeyRotationRequest.builder(),
                        (input, from) -> rotation.disableKeyRotation((DisableKeyRotationRequest) input, from)),
                calls.action(
                        "DisconnectCustomKeyStore",
                        () -> DisconnectCustomKeyStoreRequest.builder(),
                        (input, from) -> store.disconnectCustomKeyStore((DisconnectCustomKeyStoreRequest) input, from)),
                calls.action(
                        "EnableKey",
                        () -> EnableKeyRequest.builder(),
                        (input, from) -> key.enableKey((EnableKeyRequest) input, from)),
                calls.action(
                        "EnableKeyRotation",
                        () -> EnableKeyRotationRequest.builder(),
                        (input, from) -> rotation.enableKeyRotation((EnableKeyRotationRequest) input, from)),
                calls.work(
                        "Encrypt",
                        () -> EncryptRequest.builder(),
                        (input, from) -> cipher.encrypt((EncryptRequest) input, from)),
                calls.work(
                        "GenerateDataKey",
                        () -> GenerateDataKeyRequest.builder(),
                        (input, from) -> dataKey.generateDataKey((GenerateDataKeyRequest) input, from)),
                calls.work(
                        "GenerateDataKeyPair",
                        () -> GenerateDataKeyPairRequest.builder(),
                        (input, from) -> dataKey.generateDataKeyPair((GenerateDataKeyPairRequest) input, from)),
                calls.work(
                        "GenerateDataKeyPairWithoutPlaintext",
                        () -> GenerateDataKeyPairWithoutPlaintextRequest.builder(),
                        (input, from) -> dataKey.generateDataKeyPairWithoutPlaintext(
                                (GenerateDataKeyPairWithoutPlaintextRequest) input, from)),
                calls.work(
                        "GenerateDataKeyWithoutPlaintext",
                        () -> GenerateDataKeyWithoutPlaintextRequest.builder(),
                        (input, from) -> dataKey.generateDataKeyWithoutPlaintext(
                                (GenerateDataKeyWithoutPlaintextRequest) input, from)),
                calls.work(
                        "GenerateMac",
                        () -> GenerateMacRequest.builder(),
                        (input, from) -> signature.generateMac((GenerateMacRequest) input, from)),
                calls.work(
                        "GenerateRandom",
                        () -> GenerateRandomRequest.builder(),
                        (input, from) -> dataKey.generateRandom((GenerateRandomRequest) input, from)),
                calls.action(
                        "GetKeyLastUsage",
                        () -> GetKeyLastUsageRequest.builder(),
                        (input, from) -> key.getKeyLastUsage((GetKeyLastUsageRequest) input, from)),
                calls.action(
                        "GetKeyPolicy",
                        () -> GetKeyPolicyRequest.builder(),
                        (input, from) -> policy.getKeyPolicy((GetKeyPolicyRequest) input, from)),
                calls.action(
                        "GetKeyRotationStatus",
                        () -> GetKeyRotationStatusRequest.builder(),
                        (input, from) -> rotation.getKeyRotationStatus((GetKeyRotationStatusRequest) input, from)),
                calls.work(
                        "GetParametersForImport",
                        () -> GetParametersForImportRequest.builder(),
                        (input, from) -> imported.getParametersForImport((GetParametersForImportRequest) input, from)),
                calls.work(
                        "GetPublicKey",
                        () -> GetPublicKeyRequest.builder(),
                        (input, from) -> signature.getPublicKey((GetPublicKeyRequest) input, from)),
                calls.action(
                        "ImportKeyMaterial",
                        () -> ImportKeyMaterialRequest.builder(),
                        (input, from) -> imported.importKeyMaterial((ImportKeyMaterialRequest) input, from)),
                calls.action(
                        "ListAliases",
                        () -> ListAliasesRequest.builder(),
                        (input, from) -> alias.listAliases((ListAliasesRequest) input, from)),
                calls.action(
                        "ListGrants",
                        () -> ListGrantsRequest.builder(),
                        (input, from) -> grant.listGrants((ListGrantsRequest) input, from)),
                calls.action(
                        "ListKeyPolicies",
                        () -> ListKeyPoliciesRequest.builder(),
                        (input, from) -> policy.listKeyPolicies((ListKeyPoliciesRequest) input, from)),
                calls.action(
                        "ListKeyRotations",
                        () -> ListKeyRotationsRequest.builder(),
                        (input, from) -> rotation.listKeyRotations((ListKeyRotationsRequest) input, from)),
                calls.action(
                        "ListKeys",
                        () -> ListKeysRequest.builder(),
                        (input, from) -> key.listKeys((ListKeysRequest) input, from)),
                calls.action(
                        "ListResourceTags",
                        () -> ListResourceTagsRequest.builder(),
                        (input, from) -> tag.listResourceTags((ListResourceTagsRequest) input, from)),
                calls.action(
                        "ListRetirableGrants",
                        () -> ListRetirableGrantsRequest.builder(),
                        (input, from) -> grant.listRetirableGrants((ListRetirableGrantsRequest) input, from)),
                calls.action(
                        "PutKeyPolicy",
                        () -> PutKeyPolicyRequest.builder(),
                        (input, from) -> policy.putKeyPolicy((PutKeyPolicyRequest) input, from)),
                calls.work(
                        "ReEncrypt",
                        () -> ReEncryptRequest.builder(),
                        (input, from) -> cipher.reEncrypt((ReEncryptRequest) input, from)),
                calls.action(
                        "ReplicateKey",
                        () -> ReplicateKeyRequest.builder(),
                        (input, from) -> replica.replicateKey((ReplicateKeyRequest) input, from)),
                calls.action(
                        "RetireGrant",
                        () -> RetireGrantRequest.builder(),
                        (input, from) -> grant.retireGrant((RetireGrantRequest) input, from)),
                calls.action(
                        "RevokeGrant",
                        () -> RevokeGrantRequest.builder(),
                        (input, from) -> grant.revokeGrant((RevokeGrantRequest) input, from)),
                calls.action(
                        "RotateKeyOnDemand",
                        () -> RotateKeyOnDemandRequest.builder(),
                        (input, from) -> rotation.rotateKeyOnDemand((RotateKeyOnDemandRequest) input, from)),
                calls.action(
                        "ScheduleKeyDeletion",
                        () -> ScheduleKeyDeletionRequest.builder(),
                        (input, from) -> key.scheduleKeyDeletion((ScheduleKeyDeletionRequest) input, from)),
                calls.work(
                        "Sign",
                        () -> SignRequest.builder(),
                        (input, from) -> signature.sign((SignRequest) input, from)),
                calls.action(
                        "TagResource",
                        () -> TagResourceRequest.builder(),
                        (input, from) -> tag.tagResource((TagResourceRequest) input, from)),
                calls.action(
                        "UntagResource",
                        () -> UntagResourceRequest.builder(),
                        (input, from) -> tag.untagResource((UntagResourceRequest) input, from)),
                calls.action(
                        "UpdateAlias",
                        () -> UpdateAliasRequest.builder(),
                        (input, from) -> alias.updateAlias((UpdateAliasRequest) input, from)),
                calls.action(
                        "UpdateCustomKeyStore",
                        () -> UpdateCustomKeyStoreRequest.builder(),
                        (input, from) -> store.updateCustomKeyStore((UpdateCustomKeyStoreRequest) input, from)),
                calls.action(
                        "UpdateKeyDescription",
                        () -> UpdateKeyDescriptionRequest.builder(),
                        (input, from) -> key.updateKeyDescription((UpdateKeyDescriptionRequest) input, from)),
                calls.action(
                        "UpdatePrimaryRegion",
                        () -> UpdatePrimaryRegionRequest.builder(),
                        (input, from) -> replica.updatePrimaryRegion((UpdatePrimaryRegionRequest) input, from)),
                calls.work(
                        "Verify",
                        () -> VerifyRequest.builder(),
                        (input, from) -> signature.verify((VerifyRequest) input, from)),
                calls.work(
                        "VerifyMac",
                        () -> VerifyMacRequest.builder(),
                        (input, from) -> signature.verifyMac((VerifyMacRequest) input, from)));
    }

    @Override
    public Map<String, Long> holdings() {
        return Map.of("keys", registry.size());
    }

    @Override
    public String service() {
        return model().id();
    }

    @Override
    public void reset(Optional<String> account, Optional<String> region) {
        log.forget(event -> account.map(event.recipient()::equals).orElse(true)
                && region.map(event.region()::equals).orElse(true));
        registry.reset(address -> account.map(address.account()::equals).orElse(true)
                && region.map(address.region()::equals).orElse(true));
    }
}
