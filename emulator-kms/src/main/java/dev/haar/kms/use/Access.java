package dev.haar.kms.use;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.policy.KeyPolicy;
import dev.haar.kms.policy.PolicyRequest;
import dev.haar.kms.registry.Grants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides who may use a key: by its policy and by its grants. */
public final class Access {
    private final Grants grants;

    public Access(Grants grants) {
        this.grants = grants;
    }

    /**
     * On whose behalf a key is used.
     *
     * @param principal who asks
     * @param sourceArn the resource that a service asks for; null if it asks for none
     * @param viaService the service through which a request comes, such as {@code sqs.us-east-1.amazonaws.com}; null if it
     *     comes directly
     * @param account the account that asks
     */
    public record User(PolicyRequest.Principal principal, String sourceArn, String viaService, String account) {}

    /**
     * Refuses a user whom neither policy nor grant admits, or whom the policy denies.
     *
     * @param action such as {@code Decrypt}
     * @param context the encryption context
     * @throws KmsException with ACCESS_DENIED
     */
    public void require(Key key, User user, String action, Map<String, String> context) {
        KeyPolicy policy = KeyPolicy.parse(key.labels().policy());
        PolicyRequest request =
                new PolicyRequest(user.principal(), "kms:" + action, key.arn(), conditions(key, user, context));
        boolean admitted = policy.allows(request) || !policy.denies(request) && isGranted(key, user, action, context);
        if (!admitted) {
            throw new KmsException(
                    KmsError.ACCESS_DENIED,
                    "User: " + user.principal().name() + " is not authorized to perform: kms:" + action
                            + " on resource: " + key.arn() + " because no resource-based policy allows the kms:"
                            + action + " action");
        }
    }

    private boolean isGranted(Key key, User user, String action, Map<String, String> context) {
        return grants
                .list(grant -> grant.key().equals(key.address())
                        && grant.grantee().name().equals(user.principal().name())
                        && grant.operations().contains(action)
                        && grant.constraints().admit(context, user.sourceArn()))
                .stream()
                .map(Grant::id)
                .findAny()
                .isPresent();
    }

    private static Map<String, List<String>> conditions(Key key, User user, Map<String, String> context) {
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        conditions.put("kms:KeySpec", List.of(key.spec().name()));
        conditions.put("kms:KeyUsage", List.of(key.usage().name()));
        conditions.put("kms:KeyOrigin", List.of(key.identity().origin().name()));
        conditions.put("kms:MultiRegion", List.of(String.valueOf(key.isMultiRegion())));
        context.forEach((name, value) -> conditions.put("kms:EncryptionContext:" + name, List.of(value)));
        if (!context.isEmpty()) {
            conditions.put("kms:EncryptionContextKeys", List.copyOf(context.keySet()));
        }
        if (user.viaService() != null) {
            conditions.put("kms:ViaService", List.of(user.viaService()));
        }
        if (user.principal() instanceof PolicyRequest.ServicePrincipal) {
            conditions.put("aws:PrincipalIsAWSService", List.of("true"));
            conditions.put("aws:PrincipalServiceName", List.of(user.principal().name()));
            conditions.put("aws:SourceAccount", List.of(user.account()));
        } else {
            conditions.put("aws:PrincipalAccount", List.of(user.account()));
            // A service that asks for itself is not of the account: so the keys that AWS manages for SQS do not admit
            // SNS.
            conditions.put("kms:CallerAccount", List.of(user.account()));
        }
        if (user.sourceArn() != null) {
            conditions.put("aws:SourceArn", List.of(user.sourceArn()));
        }
        return conditions;
    }
}
