package dev.haar.engine.topic;

import dev.haar.engine.filter.FilterPolicy;
import dev.haar.engine.queue.QueueAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A subscription as it is at one time.
 *
 * @param arn its ARN: the topic's with a UUID
 * @param owner the 12-digit account that made it
 * @param attributes what was set, by AWS's names, validated
 * @param filter the filter policy among them, read
 * @param confirmation whether its endpoint has agreed to it
 */
public record Subscription(
        String arn,
        TopicAddress topic,
        String protocol,
        String endpoint,
        String owner,
        Map<String, String> attributes,
        Optional<FilterPolicy> filter,
        Confirmation confirmation) {
    /** One without attributes. */
    Subscription(
            String arn, TopicAddress topic, String protocol, String endpoint, String owner, Confirmation confirmation) {
        this(arn, topic, protocol, endpoint, owner, Map.of(), Optional.empty(), confirmation);
    }

    /** Whether the endpoint gets the message alone, without an envelope. */
    public boolean isRaw() {
        return Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
    }

    /** Whether its endpoint has agreed to it, or need not. */
    public boolean isConfirmed() {
        return confirmation.state() == Confirmation.State.CONFIRMED;
    }

    /** Whether whoever confirmed it was known. */
    public boolean wasAuthenticated() {
        return confirmation.authenticated();
    }

    /** The queue that gets what cannot be delivered; null for none. */
    String deadLetterArn() {
        String redrive = attributes.get("RedrivePolicy");
        return redrive == null
                ? null
                : SubscriptionAttributes.deadLetterQueue(redrive)
                        .map(QueueAddress::arn)
                        .orElse(null);
    }

    Subscription with(Map<String, String> next) {
        return new Subscription(
                arn,
                topic,
                protocol,
                endpoint,
                owner,
                Map.copyOf(next),
                SubscriptionAttributes.filter(next),
                confirmation);
    }

    Subscription with(Confirmation next) {
        return new Subscription(arn, topic, protocol, endpoint, owner, attributes, filter, next);
    }
}
