package dev.haar.engine.topic;

import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.Delivery.MessageType;
import dev.haar.engine.delivery.DeliveryPolicy;
import dev.haar.engine.delivery.RetryPolicy;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes what leaves a topic for endpoints other than queues. */
final class Outgoings {
    private final Time time;
    private final Supplier<UUID> ids;

    Outgoings(Time time, Supplier<UUID> ids) {
        this.time = time;
        this.ids = ids;
    }

    /** A message of a topic for a subscription's endpoint. */
    Delivery notification(Topic topic, Subscription subscription, String messageId, String text) {
        return delivery(
                topic,
                subscription,
                MessageType.NOTIFICATION,
                messageId,
                // Lambda has a form of its own, which is made of the envelope on the way.
                subscription.isRaw(),
                text);
    }

    /** The question to an HTTP endpoint whether it wants messages. */
    Delivery question(Topic topic, Subscription subscription, MessageType type, Invitation invitation) {
        return delivery(topic, subscription, type, invitation.messageId(), false, invitation.body());
    }

    /** A message for a mailbox, a telephone or a device. */
    Captured captured(Subscription subscription, String messageId, String subject, String body) {
        return new Captured(ids.get(), time.millis(), subscription.destination(), messageId, subject, body, null);
    }

    /** The question to a mailbox whether it wants messages. */
    Captured letter(Subscription subscription, Invitation invitation) {
        String text = "You have chosen to subscribe to the topic:\n"
                + subscription.topic().arn()
                + "\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is"
                + " necessary):\n" + invitation.link();
        return new Captured(
                ids.get(),
                time.millis(),
                subscription.destination(),
                invitation.messageId(),
                "AWS Notification - Subscription Confirmation",
                text,
                invitation.link());
    }

    private Delivery delivery(
            Topic topic, Subscription subscription, MessageType type, String messageId, boolean raw, String body) {
        DeliveryPolicy policy = DeliveryPolicy.of(
                topic.attributes().get("DeliveryPolicy"),
                subscription.attributes().get("DeliveryPolicy"));
        if (!Endpoints.isHttp(subscription.protocol())) {
            policy = new DeliveryPolicy(RetryPolicy.MANAGED, 0, policy.contentType());
        }
        return new Delivery(
                ids.get(), subscription.destination(), type, messageId, raw, body, false, policy, 0, time.millis());
    }
}
