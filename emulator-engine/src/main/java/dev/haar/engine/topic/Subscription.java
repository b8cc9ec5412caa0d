package dev.haar.engine.topic;

import dev.haar.engine.archive.ReplayPolicy;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.filter.FilterPolicy;
import dev.haar.engine.filter.FilteredMessage;
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
 * @param replayPolicy which messages of the archive it has asked for
 * @param replay how far it has come with these; null if it has asked for none
 */
public record Subscription(
        String arn,
        TopicAddress topic,
        String protocol,
        String endpoint,
        String owner,
        Map<String, String> attributes,
        Optional<FilterPolicy> filter,
        Confirmation confirmation,
        Optional<ReplayPolicy> replayPolicy,
        Replay replay) {
    /** One without attributes. */
    Subscription(
            String arn, TopicAddress topic, String protocol, String endpoint, String owner, Confirmation confirmation) {
        this(arn, topic, protocol, endpoint, owner, Map.of(), Optional.empty(), confirmation, Optional.empty(), null);
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

    /** Where its messages go, as deliveries and their log have it. */
    Delivery.Destination destination() {
        return new Delivery.Destination(topic.arn(), arn, protocol, endpoint, deadLetterArn());
    }

    /** Whether its filter policy, if it has one, lets a message through. */
    boolean wants(Publication publication) {
        return filter.map(policy ->
                        policy.wants(new FilteredMessage(publication.attributes(), publication.body(protocol))))
                .orElse(true);
    }

    /** Who made it. */
    public String principal() {
        return Protection.principal(owner);
    }

    /** AWS's word for the state of its replay; none if it has asked for none. */
    public Optional<String> replayStatus(long now) {
        return replayPolicy.filter(policy -> replay != null).map(policy -> replay.status(policy, now));
    }

    /** Whether a message that is published is for it now: during a replay it comes in its turn, after its end not at all. */
    boolean takesNew(long at) {
        return replay == null
                || !replay.isUnderWay()
                        && replayPolicy
                                .map(ReplayPolicy::end)
                                .map(end -> at <= end)
                                .orElse(true);
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
                confirmation,
                SubscriptionAttributes.replayPolicy(next),
                replay);
    }

    Subscription with(Confirmation next) {
        return new Subscription(arn, topic, protocol, endpoint, owner, attributes, filter, next, replayPolicy, replay);
    }

    Subscription with(Replay next) {
        return new Subscription(
                arn, topic, protocol, endpoint, owner, attributes, filter, confirmation, replayPolicy, next);
    }
}
