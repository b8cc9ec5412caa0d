package dev.haar.engine.filter;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages a subscription wants, read once and matched often.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
 */
public final class FilterPolicy {
    private final Condition condition;

    /** What the policy looks at. */
    public enum Scope {
        /** The message's attributes; no nesting. */
        ATTRIBUTES,
        /** The message's body, which must be a JSON object. */
        BODY
    }

    FilterPolicy(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads a policy.
     *
     * @throws FilterPolicyException if it is none
     */
    public static FilterPolicy parse(String text, Scope scope) {
        return new FilterPolicy(new PolicyReader(text, scope).read());
    }

    /** Whether a message with these attributes is wanted. */
    public boolean wants(MessageAttributes attributes) {
        return condition.holds(values(attributes));
    }

    /** Whether a message with this body is wanted. */
    public boolean wants(String body) {
        return JsonText.parseObject(body).map(condition::holds).orElse(false);
    }

    /** Attributes as a policy sees them; binary ones it does not see. */
    private static Map<String, Object> values(MessageAttributes attributes) {
        Map<String, Object> values = new HashMap<>();
        for (MessageAttribute each : attributes.asList()) {
            if (each.text() != null) {
                value(each).ifPresent(value -> values.put(each.name(), value));
            }
        }
        return values;
    }

    private static Optional<Object> value(MessageAttribute attribute) {
        if (attribute.dataType().startsWith("Number")) {
            return Optional.of(new BigDecimal(attribute.text()));
        }
        if (attribute.dataType().equals("String.Array")) {
            return JsonText.parseObject("{\"v\":" + attribute.text() + "}")
                    .map(object -> object.get("v") instanceof List<?> list ? list : attribute.text());
        }
        return Optional.of(attribute.text());
    }
}
