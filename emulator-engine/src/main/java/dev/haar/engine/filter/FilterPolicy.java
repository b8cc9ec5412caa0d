package dev.haar.engine.filter;

import java.util.Map;

/**
 * Which messages a subscription wants, read once and matched often.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
 */
public final class FilterPolicy {
    private final Scope scope;
    private final Condition condition;

    /** What the policy looks at. */
    public enum Scope {
        /** The message's attributes; no nesting. */
        ATTRIBUTES,
        /** The message's body, which must be a JSON object. */
        BODY
    }

    private FilterPolicy(Scope scope, Condition condition) {
        this.scope = scope;
        this.condition = condition;
    }

    /**
     * Reads a policy.
     *
     * @throws FilterPolicyException if it is none
     */
    public static FilterPolicy parse(String text, Scope scope) {
        return new FilterPolicy(scope, new PolicyReader(text, scope).read());
    }

    /** Whether the message is wanted. */
    public boolean wants(FilteredMessage message) {
        Map<String, Object> values = message.values(scope);
        // Where there is nothing at all not even "exists": false holds: AWS's guide says so.
        return !values.isEmpty() && condition.holds(values);
    }

    Scope scope() {
        return scope;
    }

    Condition condition() {
        return condition;
    }
}
