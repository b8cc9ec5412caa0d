package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.Labels;
import dev.haar.kms.registry.ReplicaKeys;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionRequest;
import software.amazon.awssdk.services.kms.model.UpdatePrimaryRegionResponse;

/** Multi-Region keys. */
final class ReplicaActions {
    private static final Pattern REGION = Pattern.compile("^([a-z]+-){2,3}\\d+$");

    private final ReplicaKeys replicas;
    private final Lookup lookup;
    private final KeyForms forms;

    ReplicaActions(ReplicaKeys replicas, Lookup lookup, KeyForms forms) {
        this.replicas = replicas;
        this.lookup = lookup;
        this.forms = forms;
    }

    CompletionStage<ReplicateKeyResponse> replicateKey(ReplicateKeyRequest request, Caller caller) {
        Violations violations = Inputs.policy(
                        region(Inputs.keyId(request.keyId()), "replicaRegion", request.replicaRegion()),
                        request.policy())
                .length("description", request.description(), 0, 8192);
        Tags.check(violations, request.tags()).check();
        KeyAddress address = lookup.address(request.keyId(), caller);
        Labels labels = new Labels(
                request.description() == null ? "" : request.description(),
                Policies.orDefault(
                        request.policy(),
                        address.in(request.replicaRegion()).arn(),
                        request.bypassPolicyLockoutSafetyCheck(),
                        caller),
                Tags.with(Map.of(), request.tags()));
        return replicas.replicate(address, request.replicaRegion(), labels)
                .thenApply(key -> ReplicateKeyResponse.builder()
                        .replicaKeyMetadata(forms.metadata(key))
                        .replicaPolicy(key.labels().policy())
                        .replicaTags(Tags.of(key.labels().tags()))
                        .build());
    }

    CompletionStage<UpdatePrimaryRegionResponse> updatePrimaryRegion(
            UpdatePrimaryRegionRequest request, Caller caller) {
        region(Inputs.keyId(request.keyId()), "primaryRegion", request.primaryRegion())
                .check();
        return replicas.movePrimary(lookup.address(request.keyId(), caller), request.primaryRegion())
                .thenApply(done -> UpdatePrimaryRegionResponse.builder().build());
    }

    private static Violations region(Violations violations, String path, String value) {
        return violations.required(path, value).length(path, value, 1, 32).pattern(path, value, REGION);
    }
}
