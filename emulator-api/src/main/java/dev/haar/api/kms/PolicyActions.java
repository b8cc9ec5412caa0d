package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.registry.Keys;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesRequest;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;

/** The policies of keys. */
final class PolicyActions {
    private static final Pattern POLICY_NAME = Pattern.compile("[\\w]+");

    private final Keys keys;
    private final Lookup lookup;

    PolicyActions(Keys keys, Lookup lookup) {
        this.keys = keys;
        this.lookup = lookup;
    }

    CompletionStage<GetKeyPolicyResponse> getKeyPolicy(GetKeyPolicyRequest request, Caller caller) {
        policyName(Inputs.keyId(request.keyId()), request.policyName());
        Key key = lookup.managed(request.keyId(), caller);
        return CompletableFuture.completedFuture(GetKeyPolicyResponse.builder()
                .policy(key.labels().policy())
                .policyName("default")
                .build());
    }

    CompletionStage<PutKeyPolicyResponse> putKeyPolicy(PutKeyPolicyRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId()).required("policy", request.policy());
        policyName(Inputs.policy(violations, request.policy()), request.policyName());
        KeyAddress address = lookup.address(request.keyId(), caller);
        String policy =
                Policies.valid(request.policy(), address.arn(), request.bypassPolicyLockoutSafetyCheck(), caller);
        return keys.policy(address, policy)
                .thenApply(key -> PutKeyPolicyResponse.builder().build());
    }

    private static void policyName(Violations violations, String name) {
        violations
                .length("policyName", name, 1, 128)
                .pattern("policyName", name, POLICY_NAME)
                .check();
        if (name != null && !name.equals("default")) {
            throw new KmsException(KmsError.NOT_FOUND, "No such policy exists");
        }
    }

    CompletionStage<ListKeyPoliciesResponse> listKeyPolicies(ListKeyPoliciesRequest request, Caller caller) {
        lookup.managed(request.keyId(), caller);
        Page<String> page = Page.of(List.of("default"), name -> name, request.limit(), 100, request.marker());
        return CompletableFuture.completedFuture(ListKeyPoliciesResponse.builder()
                .policyNames(page.items())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }
}
