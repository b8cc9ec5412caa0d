package dev.haar.kms.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is asked of a key policy.
 *
 * @param principal who asks
 * @param action such as {@code kms:Decrypt}
 * @param resource the ARN of the key
 * @param conditions the values of condition keys, by their names in lower case
 */
public record PolicyRequest(Principal principal, String action, String resource, Map<String, List<String>> conditions) {
    /** Somebody who asks. */
    public sealed interface Principal {
        /** The name by which messages call it. */
        String name();
    }

    /** A user, a role or an account. */
    public record Identity(String name, String account) implements Principal {}

    /** A service of AWS, such as {@code sns.amazonaws.com}. */
    public record ServicePrincipal(String name) implements Principal {}

    public PolicyRequest {
        Map<String, List<String>> lower = new LinkedHashMap<>();
        conditions.forEach((key, values) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
        conditions = lower;
    }
}
