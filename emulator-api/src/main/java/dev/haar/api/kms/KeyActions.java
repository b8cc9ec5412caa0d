package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.registry.Keys;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyLastUsageRequest;
import software.amazon.awssdk.services.kms.model.GetKeyLastUsageResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;

/** Describing, enabling and deleting keys. */
final class KeyActions {
    private final Keys keys;
    private final Lookup lookup;
    private final KeyForms forms;
    private final ManagedKeys managedKeys;

    KeyActions(Keys keys, Lookup lookup, KeyForms forms, ManagedKeys managedKeys) {
        this.keys = keys;
        this.lookup = lookup;
        this.forms = forms;
        this.managedKeys = managedKeys;
    }

    CompletionStage<DescribeKeyResponse> describeKey(DescribeKeyRequest request, Caller caller) {
        Inputs.grantTokens(Inputs.keyId(request.keyId()), request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        return managedKeys
                .called(request.keyId(), caller.account(), caller.region())
                .thenApply(made -> made.orElseGet(() -> lookup.any(request.keyId(), caller)))
                .thenApply(key -> DescribeKeyResponse.builder()
                        .keyMetadata(forms.metadata(key))
                        .build());
    }

    CompletionStage<ListKeysResponse> listKeys(ListKeysRequest request, Caller caller) {
        Page<Key> page = Page.of(
                keys.list(caller.account(), caller.region()),
                key -> key.address().id(),
                request.limit(),
                100,
                request.marker());
        return CompletableFuture.completedFuture(ListKeysResponse.builder()
                .keys(page.items().stream()
                        .map(key -> KeyListEntry.builder()
                                .keyId(key.address().id())
                                .keyArn(key.arn())
                                .build())
                        .toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    CompletionStage<EnableKeyResponse> enableKey(EnableKeyRequest request, Caller caller) {
        return keys.enable(lookup.address(request.keyId(), caller), true)
                .thenApply(key -> EnableKeyResponse.builder().build());
    }

    CompletionStage<DisableKeyResponse> disableKey(DisableKeyRequest request, Caller caller) {
        return keys.enable(lookup.address(request.keyId(), caller), false)
                .thenApply(key -> DisableKeyResponse.builder().build());
    }

    CompletionStage<UpdateKeyDescriptionResponse> updateKeyDescription(
            UpdateKeyDescriptionRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .required("description", request.description())
                .length("description", request.description(), 0, 8192)
                .check();
        return keys.describe(lookup.address(request.keyId(), caller), request.description())
                .thenApply(key -> UpdateKeyDescriptionResponse.builder().build());
    }

    CompletionStage<ScheduleKeyDeletionResponse> scheduleKeyDeletion(
            ScheduleKeyDeletionRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .range("pendingWindowInDays", request.pendingWindowInDays(), 1, 365)
                .check();
        KeyAddress address = lookup.address(request.keyId(), caller);
        int days = request.pendingWindowInDays() == null ? 30 : request.pendingWindowInDays();
        if (days < 7 || days > 30) {
            throw KmsException.invalid("PendingWindowInDays should be between 7 and 30 days (inclusive).");
        }
        return keys.scheduleDeletion(address, days)
                .thenApply(key -> ScheduleKeyDeletionResponse.builder()
                        .keyId(key.arn())
                        .deletionDate(
                                key.deletion().waitsForReplicas()
                                        ? null
                                        : Instant.ofEpochMilli(key.deletion().dueMillis()))
                        .keyState(key.state().toString())
                        .pendingWindowInDays(days)
                        .build());
    }

    CompletionStage<CancelKeyDeletionResponse> cancelKeyDeletion(CancelKeyDeletionRequest request, Caller caller) {
        return keys.cancelDeletion(lookup.address(request.keyId(), caller))
                .thenApply(key ->
                        CancelKeyDeletionResponse.builder().keyId(key.arn()).build());
    }

    CompletionStage<GetKeyLastUsageResponse> getKeyLastUsage(GetKeyLastUsageRequest request, Caller caller) {
        Key key = lookup.managed(request.keyId(), caller);
        Instant created = Instant.ofEpochMilli(key.identity().createdMillis());
        return CompletableFuture.completedFuture(GetKeyLastUsageResponse.builder()
                .keyId(key.arn())
                .keyLastUsage(forms.lastUse(key))
                .trackingStartDate(created)
                .keyCreationDate(created)
                .build());
    }
}
