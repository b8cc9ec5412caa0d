package dev.haar.kms.policy;

import dev.haar.kms.KmsException;
import java.util.List;
import java.util.Map;

/**
 * A key policy.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html">Key policies</a>
 */
public final class KeyPolicy {
    private static final String PUT = "kms:PutKeyPolicy";

    private final ResourcePolicy policy;

    private KeyPolicy(ResourcePolicy policy) {
        this.policy = policy;
    }

    /**
     * Reads a policy.
     *
     * @throws KmsException with MALFORMED_POLICY if it is none
     */
    public static KeyPolicy parse(String text) {
        return new KeyPolicy(ResourcePolicy.parse(text, "kms"));
    }

    /** Whether a statement allows what is asked and none denies it. */
    public boolean allows(PolicyRequest request) {
        return policy.allows(request);
    }

    /** Whether the policy denies what is asked in so many words, which no grant overrides. */
    public boolean denies(PolicyRequest request) {
        return policy.statements().stream().anyMatch(statement -> !statement.allows() && statement.isAbout(request));
    }

    /**
     * Refuses a policy that nobody of an account could change again.
     *
     * @throws KmsException with MALFORMED_POLICY
     */
    public void requireChangeableBy(String account, String keyArn) {
        PolicyRequest.Identity root = new PolicyRequest.Identity("arn:aws:iam::" + account + ":root", account);
        PolicyRequest request = new PolicyRequest(root, PUT, keyArn, Map.of("kms:CallerAccount", List.of(account)));
        boolean allowed = policy.statements().stream()
                .anyMatch(statement -> statement.allows() && statement.isAboutSomebodyOf(account, request));
        if (!allowed || denies(request)) {
            throw PolicyReader.malformed(
                    "The new key policy will not allow you to update the key policy in the future.");
        }
    }
}
