package dev.haar.engine.delivery;

import dev.haar.engine.sse.Seal;
import dev.haar.engine.sse.Unsealing;
import java.util.UUID;

/**
 * A message on its way to one endpoint.
 *
 * @param id of this delivery alone
 * @param to where it goes
 * @param type what kind of message it is
 * @param messageId the id of the message
 * @param raw whether the body is the message alone
 * @param body what the endpoint gets
 * @param sealed whether the body is encrypted, as that of an encrypted topic's message is until it leaves
 * @param policy how often and how fast it is tried
 * @param retries how many retries there have been or are due
 * @param due when it is to be tried next, in milliseconds since the epoch
 */
public record Delivery(
        UUID id,
        Destination to,
        MessageType type,
        String messageId,
        boolean raw,
        String body,
        boolean sealed,
        DeliveryPolicy policy,
        int retries,
        long due) {
    /** What kind of message it is. */
    public enum MessageType {
        NOTIFICATION("Notification"),
        SUBSCRIPTION_CONFIRMATION("SubscriptionConfirmation"),
        UNSUBSCRIBE_CONFIRMATION("UnsubscribeConfirmation");

        private final String awsName;

        MessageType(String awsName) {
            this.awsName = awsName;
        }

        /** What AWS calls it. */
        public String awsName() {
            return awsName;
        }
    }

    /**
     * Where a message goes.
     *
     * @param topicArn the topic that it comes from
     * @param subscriptionArn the subscription that it is for
     * @param protocol AWS's name of the protocol
     * @param endpoint the endpoint, in the form of the protocol
     * @param deadLetterArn the queue that gets it if it cannot be delivered; null for none
     */
    public record Destination(
            String topicArn, String subscriptionArn, String protocol, String endpoint, String deadLetterArn) {}

    Delivery retriedAt(long next) {
        return new Delivery(id, to, type, messageId, raw, body, sealed, policy, retries + 1, next);
    }

    /** The same with its body encrypted. */
    public Delivery closed(Seal seal) {
        return new Delivery(id, to, type, messageId, raw, seal.seal(messageId, body), true, policy, retries, due);
    }

    /** The same in clear. */
    Delivery opened(Unsealing unsealing) {
        return new Delivery(id, to, type, messageId, raw, unsealing.open(body), false, policy, retries, due);
    }
}
