package dev.haar.engine.topic;

import dev.haar.core.arn.Arn;
import dev.haar.engine.archive.ArchivePolicyException;
import dev.haar.engine.archive.ReplayPolicy;
import dev.haar.engine.delivery.DeliveryPolicy;
import dev.haar.engine.delivery.DeliveryPolicyException;
import dev.haar.engine.filter.FilterPolicy;
import dev.haar.engine.filter.FilterPolicyException;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.queue.QueueAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a subscription that can be set.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html">SetSubscriptionAttributes</a>
 */
final class SubscriptionAttributes {
    static final String REPLAY_POLICY = "ReplayPolicy";

    private static final String DEAD_LETTER_TARGET = "deadLetterTargetArn";

    private SubscriptionAttributes() {}

    /**
     * Attributes with some changed; an empty filter or replay policy takes it away.
     *
     * @param protocol the subscription's
     * @param fifo whether both the topic and its endpoint are FIFO
     * @param where what stands before the reason in a refusal
     */
    static Map<String, String> with(
            Map<String, String> current, Map<String, String> changes, String protocol, boolean fifo, String where) {
        Map<String, String> next = new LinkedHashMap<>(current);
        changes.forEach((name, value) -> {
            switch (name) {
                case "RawMessageDelivery" -> {
                    String raw = truth(where, name, value);
                    if (raw.equals("true") && !Endpoints.takesRaw(protocol)) {
                        throw TopicException.invalid(
                                where + "Delivery protocol [" + protocol + "] does not support raw message delivery.");
                    }
                    next.put(name, raw);
                }
                case "FilterPolicyScope" -> {
                    if (!value.equals("MessageAttributes") && !value.equals("MessageBody")) {
                        throw TopicException.invalid(where + "FilterPolicyScope: Invalid value [" + value
                                + "]. Please use either MessageBody or MessageAttributes");
                    }
                    next.put(name, value);
                }
                case "FilterPolicy" -> put(next, name, value.equals("{}") ? "" : value);
                case "RedrivePolicy" -> {
                    if (!value.isEmpty()) {
                        requireDeadLetterQueue(where, value, fifo);
                    }
                    put(next, name, value);
                }
                case "DeliveryPolicy" -> {
                    put(next, name, value.isEmpty() ? value : deliveryPolicy(where, value));
                }
                case "SubscriptionRoleArn" -> {
                    if (!value.isEmpty() && Arn.parse(value).isEmpty()) {
                        throw TopicException.invalid(where + name);
                    }
                    put(next, name, value);
                }
                case REPLAY_POLICY -> put(next, name, value.equals("{}") ? "" : value);
                default ->
                    throw TopicException.invalid(
                            where.isEmpty() ? "AttributeName" : where + "Unknown attribute " + name);
            }
        });
        if (next.containsKey("FilterPolicy")) {
            next.putIfAbsent("FilterPolicyScope", "MessageAttributes");
            try {
                filter(next);
            } catch (FilterPolicyException e) {
                boolean nesting = e.getMessage().startsWith("Filter policy scope");
                throw TopicException.invalid(where + (nesting ? "" : "FilterPolicy: ") + e.getMessage());
            }
        }
        try {
            replayPolicy(next);
        } catch (ArchivePolicyException e) {
            throw TopicException.invalid(where + REPLAY_POLICY + ": " + e.getMessage());
        }
        return next;
    }

    /** The replay policy among attributes. */
    static Optional<ReplayPolicy> replayPolicy(Map<String, String> attributes) {
        return Optional.ofNullable(attributes.get(REPLAY_POLICY)).map(ReplayPolicy::parse);
    }

    /** The filter policy among attributes. */
    static Optional<FilterPolicy> filter(Map<String, String> attributes) {
        return Optional.ofNullable(attributes.get("FilterPolicy"))
                .map(text -> FilterPolicy.parse(
                        text,
                        "MessageBody".equals(attributes.get("FilterPolicyScope"))
                                ? FilterPolicy.Scope.BODY
                                : FilterPolicy.Scope.ATTRIBUTES));
    }

    /** The dead-letter queue that a redrive policy names. */
    static Optional<QueueAddress> deadLetterQueue(String redrivePolicy) {
        return JsonText.parseObject(redrivePolicy)
                .map(policy -> policy.get(DEAD_LETTER_TARGET))
                .filter(String.class::isInstance)
                .flatMap(arn -> QueueAddress.ofArn((String) arn));
    }

    private static void requireDeadLetterQueue(String where, String value, boolean fifo) {
        Map<String, Object> policy = JsonText.parseObject(value)
                .orElseThrow(() -> TopicException.invalid(where + "RedrivePolicy: failed to parse JSON."));
        for (String name : policy.keySet()) {
            if (!name.equals(DEAD_LETTER_TARGET)) {
                throw TopicException.invalid(where + "RedrivePolicy: invalid JSON. Attribute " + name + " is unknown.");
            }
        }
        QueueAddress queue = deadLetterQueue(value)
                .orElseThrow(
                        () -> TopicException.invalid(where + "RedrivePolicy: deadLetterTargetArn is an invalid arn"));
        if (fifo && !queue.isFifo()) {
            throw TopicException.invalid(
                    where + "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
        }
    }

    private static String deliveryPolicy(String where, String value) {
        try {
            return DeliveryPolicy.subscription(value);
        } catch (DeliveryPolicyException e) {
            throw TopicException.invalid(where + "DeliveryPolicy: " + e.getMessage());
        }
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (value.isEmpty()) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    private static String truth(String where, String name, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw TopicException.invalid(where + name + ": Invalid value [" + value + "]. Must be true or false.");
        }
        return lower;
    }
}
