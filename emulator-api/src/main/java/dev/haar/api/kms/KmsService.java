package dev.haar.api.kms;

import dev.haar.api.error.AwsException;
import dev.haar.api.operator.Resettable;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Keys;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyRequest;

/** The actions of AWS KMS that are built. */
public final class KmsService implements Service, Resettable {
    private final Keys keys;
    private final Time time;
    private final Executor workers;

    /**
     * Makes the service.
     *
     * @param workers where keys are made and used, which takes milliseconds to seconds
     */
    public KmsService(Keys keys, Time time, Executor workers) {
        this.keys = keys;
        this.time = time;
        this.workers = workers;
    }

    @Override
    public ServiceModel model() {
        return ServiceModel.KMS;
    }

    @Override
    public List<Action<?, ?>> actions() {
        KeyActions key = new KeyActions(keys, time, workers);
        AliasActions alias = new AliasActions(keys);
        CipherActions cipher = new CipherActions(keys);
        SignatureActions signature = new SignatureActions(keys);
        // Lambdas and not method references: the SDK's classes are loaded by the first request that needs them.
        return List.of(
                action(
                        "CancelKeyDeletion",
                        () -> CancelKeyDeletionRequest.builder(),
                        (input, from) -> key.cancelKeyDeletion((CancelKeyDeletionRequest) input, from)),
                action(
                        "CreateAlias",
                        () -> CreateAliasRequest.builder(),
                        (input, from) -> alias.createAlias((CreateAliasRequest) input, from)),
                action(
                        "CreateKey",
                        () -> CreateKeyRequest.builder(),
                        (input, from) -> key.createKey((CreateKeyRequest) input, from)),
                work(
                        "Decrypt",
                        () -> DecryptRequest.builder(),
                        (input, from) -> cipher.decrypt((DecryptRequest) input, from)),
                action(
                        "DeleteAlias",
                        () -> DeleteAliasRequest.builder(),
                        (input, from) -> alias.deleteAlias((DeleteAliasRequest) input, from)),
                work(
                        "DeriveSharedSecret",
                        () -> DeriveSharedSecretRequest.builder(),
                        (input, from) -> signature.deriveSharedSecret((DeriveSharedSecretRequest) input, from)),
                action(
                        "DescribeKey",
                        () -> DescribeKeyRequest.builder(),
                        (input, from) -> key.describeKey((DescribeKeyRequest) input, from)),
                action(
                        "DisableKey",
                        () -> DisableKeyRequest.builder(),
                        (input, from) -> key.disableKey((DisableKeyRequest) input, from)),
                action(
                        "EnableKey",
                        () -> EnableKeyRequest.builder(),
                        (input, from) -> key.enableKey((EnableKeyRequest) input, from)),
                work(
                        "Encrypt",
                        () -> EncryptRequest.builder(),
                        (input, from) -> cipher.encrypt((EncryptRequest) input, from)),
                work(
                        "GenerateDataKey",
                        () -> GenerateDataKeyRequest.builder(),
                        (input, from) -> cipher.generateDataKey((GenerateDataKeyRequest) input, from)),
                work(
                        "GenerateDataKeyPair",
                        () -> GenerateDataKeyPairRequest.builder(),
                        (input, from) -> cipher.generateDataKeyPair((GenerateDataKeyPairRequest) input, from)),
                work(
                        "GenerateDataKeyPairWithoutPlaintext",
                        () -> GenerateDataKeyPairWithoutPlaintextRequest.builder(),
                        (input, from) -> cipher.generateDataKeyPairWithoutPlaintext(
                                (GenerateDataKeyPairWithoutPlaintextRequest) input, from)),
                work(
                        "GenerateDataKeyWithoutPlaintext",
                        () -> GenerateDataKeyWithoutPlaintextRequest.builder(),
                        (input, from) -> cipher.generateDataKeyWithoutPlaintext(
                                (GenerateDataKeyWithoutPlaintextRequest) input, from)),
                work(
                        "GenerateMac",
                        () -> GenerateMacRequest.builder(),
                        (input, from) -> signature.generateMac((GenerateMacRequest) input, from)),
                work(
                        "GenerateRandom",
                        () -> GenerateRandomRequest.builder(),
                        (input, from) -> cipher.generateRandom((GenerateRandomRequest) input, from)),
                action(
                        "GetKeyPolicy",
                        () -> GetKeyPolicyRequest.builder(),
                        (input, from) -> key.getKeyPolicy((GetKeyPolicyRequest) input, from)),
                work(
                        "GetPublicKey",
                        () -> GetPublicKeyRequest.builder(),
                        (input, from) -> signature.getPublicKey((GetPublicKeyRequest) input, from)),
                action(
                        "ListAliases",
                        () -> ListAliasesRequest.builder(),
                        (input, from) -> alias.listAliases((ListAliasesRequest) input, from)),
                action(
                        "ListKeyPolicies",
                        () -> ListKeyPoliciesRequest.builder(),
                        (input, from) -> key.listKeyPolicies((ListKeyPoliciesRequest) input, from)),
                action(
                        "ListKeys",
                        () -> ListKeysRequest.builder(),
                        (input, from) -> key.listKeys((ListKeysRequest) input, from)),
                action(
                        "ListResourceTags",
                        () -> ListResourceTagsRequest.builder(),
                        (input, from) -> key.listResourceTags((ListResourceTagsRequest) input, from)),
                action(
                        "PutKeyPolicy",
                        () -> PutKeyPolicyRequest.builder(),
                        (input, from) -> key.putKeyPolicy((PutKeyPolicyRequest) input, from)),
                work(
                        "ReEncrypt",
                        () -> ReEncryptRequest.builder(),
                        (input, from) -> cipher.reEncrypt((ReEncryptRequest) input, from)),
                action(
                        "ScheduleKeyDeletion",
                        () -> ScheduleKeyDeletionRequest.builder(),
                        (input, from) -> key.scheduleKeyDeletion((ScheduleKeyDeletionRequest) input, from)),
                work("Sign", () -> SignRequest.builder(), (input, from) -> signature.sign((SignRequest) input, from)),
                action(
                        "TagResource",
                        () -> TagResourceRequest.builder(),
                        (input, from) -> key.tagResource((TagResourceRequest) input, from)),
                action(
                        "UntagResource",
                        () -> UntagResourceRequest.builder(),
                        (input, from) -> key.untagResource((UntagResourceRequest) input, from)),
                action(
                        "UpdateAlias",
                        () -> UpdateAliasRequest.builder(),
                        (input, from) -> alias.updateAlias((UpdateAliasRequest) input, from)),
                action(
                        "UpdateKeyDescription",
                        () -> UpdateKeyDescriptionRequest.builder(),
                        (input, from) -> key.updateKeyDescription((UpdateKeyDescriptionRequest) input, from)),
                work(
                        "Verify",
                        () -> VerifyRequest.builder(),
                        (input, from) -> signature.verify((VerifyRequest) input, from)),
                work(
                        "VerifyMac",
                        () -> VerifyMacRequest.builder(),
                        (input, from) -> signature.verifyMac((VerifyMacRequest) input, from)));
    }

    @Override
    public String service() {
        return model().id();
    }

    @Override
    public void reset(Optional<String> account, Optional<String> region) {
        keys.reset(address -> account.map(address.account()::equals).orElse(true)
                && region.map(address.region()::equals).orElse(true));
    }

    /** An action that is done at once. */
    private static <O extends SdkPojo> Action<SdkPojo, O> action(
            String name,
            Supplier<? extends SdkPojo> newInput,
            BiFunction<SdkPojo, Caller, CompletionStage<O>> handler) {
        return new Action<>(name, newInput, (input, caller) -> {
            try {
                return KmsErrors.translated(handler.apply(input, caller));
            } catch (KmsException e) {
                throw new AwsException(KmsErrors.of(e));
            }
        });
    }

    /** An action that uses a key, which is not for an IO thread. */
    private <O extends SdkPojo> Action<SdkPojo, O> work(
            String name, Supplier<? extends SdkPojo> newInput, BiFunction<SdkPojo, Caller, O> handler) {
        return new Action<>(
                name,
                newInput,
                (input, caller) -> KmsErrors.translated(
                        CompletableFuture.supplyAsync(() -> handler.apply(input, caller), workers)));
    }
}
