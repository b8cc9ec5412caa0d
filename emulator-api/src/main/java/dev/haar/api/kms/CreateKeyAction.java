package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyIdentity;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeyManager;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Labels;
import dev.haar.kms.key.Origin;
import dev.haar.kms.registry.KeyStores;
import dev.haar.kms.registry.Keys;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.CustomerMasterKeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;

/** <a href="https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html">CreateKey</a>. */
// AWS deprecates the member CustomerMasterKeySpec and still takes and returns it.
@SuppressWarnings("deprecation")
final class CreateKeyAction {
    private static final Pattern EXTERNAL_KEY_ID = Pattern.compile("^[a-zA-Z0-9-_.]+$");

    private final Keys keys;
    private final KeyStores stores;
    private final KeyForms forms;
    private final Time time;
    private final Executor workers;
    private final RegionalSpecs specs;

    CreateKeyAction(Keys keys, KeyStores stores, KeyForms forms, Time time, Executor workers, RegionalSpecs specs) {
        this.keys = keys;
        this.stores = stores;
        this.forms = forms;
        this.time = time;
        this.workers = workers;
        this.specs = specs;
    }

    CompletionStage<CreateKeyResponse> createKey(CreateKeyRequest request, Caller caller) {
        check(request);
        KeySpec spec = spec(request, caller.region());
        KeyUsage usage = usage(request, spec);
        Origin origin = request.origin() == null ? Origin.AWS_KMS : Origin.valueOf(request.originAsString());
        boolean multiRegion = Boolean.TRUE.equals(request.multiRegion());
        store(request, origin, spec, multiRegion, caller);
        KeyIdentity identity = new KeyIdentity(
                new KeyAddress(caller.account(), caller.region(), id(request, multiRegion)),
                spec,
                usage,
                origin,
                KeyManager.CUSTOMER,
                time.millis(),
                request.customKeyStoreId(),
                request.xksKeyId());
        Labels labels = new Labels(
                request.description() == null ? "" : request.description(),
                Policies.orDefault(
                        request.policy(), identity.address().arn(), request.bypassPolicyLockoutSafetyCheck(), caller),
                Tags.with(java.util.Map.of(), request.tags()));
        Optional<SecretBytes> material = Tags.customMaterial(request.tags());
        return CompletableFuture.supplyAsync(() -> ring(identity, material), workers)
                .thenCompose(ring -> keys.create(Key.made(identity, labels, ring, multiRegion)))
                .thenApply(key -> CreateKeyResponse.builder()
                        .keyMetadata(forms.metadata(key))
                        .build());
    }

    private static void check(CreateKeyRequest request) {
        Violations violations = Inputs.policy(new Violations(), request.policy())
                .length("description", request.description(), 0, 8192)
                .oneOf("keyUsage", request.keyUsageAsString(), Inputs.names(KeyUsageType.knownValues()))
                .oneOf(
                        "customerMasterKeySpec",
                        request.customerMasterKeySpecAsString(),
                        Inputs.names(CustomerMasterKeySpec.knownValues()))
                .oneOf(
                        "keySpec",
                        request.keySpecAsString(),
                        Inputs.names(software.amazon.awssdk.services.kms.model.KeySpec.knownValues()))
                .oneOf("origin", request.originAsString(), Inputs.names(OriginType.knownValues()))
                .length("customKeyStoreId", request.customKeyStoreId(), 1, 64)
                .length("xksKeyId", request.xksKeyId(), 1, 128)
                .pattern("xksKeyId", request.xksKeyId(), EXTERNAL_KEY_ID);
        Tags.check(violations, request.tags()).check();
        if (request.keySpec() != null && request.customerMasterKeySpec() != null) {
            throw KmsException.invalid(
                    "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.");
        }
    }

    private KeySpec spec(CreateKeyRequest request, String region) {
        String name = request.keySpec() != null ? request.keySpecAsString() : request.customerMasterKeySpecAsString();
        return specs.check(name == null ? KeySpec.SYMMETRIC_DEFAULT : KeySpec.valueOf(name), region);
    }

    private static KeyUsage usage(CreateKeyRequest request, KeySpec spec) {
        if (request.keyUsage() == null && spec != KeySpec.SYMMETRIC_DEFAULT) {
            throw KmsException.invalid(
                    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        }
        KeyUsage usage =
                request.keyUsage() == null ? KeyUsage.ENCRYPT_DECRYPT : KeyUsage.valueOf(request.keyUsageAsString());
        if (!spec.usages().contains(usage)) {
            throw KmsException.invalid("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
        }
        return usage;
    }

    /** A key in a custom key store is symmetric, of one Region, and its store is there and of the same kind. */
    private void store(CreateKeyRequest request, Origin origin, KeySpec spec, boolean multiRegion, Caller caller) {
        if (!origin.isCustomStore()) {
            if (request.customKeyStoreId() != null || request.xksKeyId() != null) {
                throw KmsException.invalid(
                        "CustomKeyStoreId and XksKeyId are not valid with the origin " + origin + ".");
            }
            return;
        }
        if (request.customKeyStoreId() == null) {
            throw KmsException.invalid("CustomKeyStoreId is required with the origin " + origin + ".");
        }
        if ((origin == Origin.EXTERNAL_KEY_STORE) != (request.xksKeyId() != null)) {
            throw KmsException.invalid("XksKeyId is for keys with the origin EXTERNAL_KEY_STORE, which need it.");
        }
        if (spec != KeySpec.SYMMETRIC_DEFAULT || multiRegion) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION,
                    "A custom key store holds symmetric encryption keys of one Region only.");
        }
        KeyStore store = stores.connected(caller.account(), caller.region(), request.customKeyStoreId());
        if (!store.type().name().equals(origin.name())) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION,
                    "The custom key store " + store.id() + " is of the type " + store.type() + ".");
        }
    }

    private static String id(CreateKeyRequest request, boolean multiRegion) {
        return Tags.customId(request.tags())
                .orElseGet(() -> multiRegion
                        ? "mrk-" + HexFormat.of().formatHex(Randomness.bytes(16))
                        : UUID.randomUUID().toString());
    }

    private static KeyRing ring(KeyIdentity identity, Optional<SecretBytes> material) {
        if (identity.origin() == Origin.EXTERNAL) {
            return new KeyRing(List.of(), null, null);
        }
        return material.map(secret ->
                        KeyMaker.ring(identity.spec(), identity.address().id(), secret))
                .orElseGet(() -> KeyMaker.ring(identity.spec()));
    }
}
