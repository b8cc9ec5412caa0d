package dev.haar.engine.topic;

import dev.haar.engine.archive.ArchivedMessage;
import dev.haar.engine.message.MessageAttributes;
import java.util.Map;
import java.util.UUID;

/**
 * A message to be published.
 *
 * @param message its text; with bodies per protocol, the default one
 * @param bodies the text for certain protocols
 * @param subject null for none
 * @param groupId null for none
 * @param deduplicationId null for none
 * @param traceHeader null for none
 * @param endpointUrl where the unsubscribe link leads
 */
public record Publication(
        String message,
        Map<String, String> bodies,
        String subject,
        MessageAttributes attributes,
        String groupId,
        String deduplicationId,
        String traceHeader,
        String endpointUrl) {
    /** A message of the archive, as it was. */
    static Publication of(ArchivedMessage message) {
        return new Publication(
                message.message(),
                message.bodies(),
                message.subject(),
                message.attributes(),
                message.groupId(),
                message.deduplicationId(),
                message.traceHeader(),
                message.endpointUrl());
    }

    /** How it is archived, in clear; {@code key} is its deduplication id, given or computed. */
    ArchivedMessage archived(UUID archive, long sequence, long at, String messageId, String key) {
        return new ArchivedMessage(
                archive,
                sequence,
                at,
                messageId,
                message,
                bodies,
                false,
                subject,
                attributes,
                groupId,
                key,
                traceHeader,
                endpointUrl);
    }

    /** The same with other message attributes. */
    Publication with(MessageAttributes others) {
        return new Publication(message, bodies, subject, others, groupId, deduplicationId, traceHeader, endpointUrl);
    }

    /** The same with other texts. */
    Publication with(String otherMessage, Map<String, String> otherBodies) {
        return new Publication(
                otherMessage, otherBodies, subject, attributes, groupId, deduplicationId, traceHeader, endpointUrl);
    }

    /** The text that a subscription gets; that of a device goes by its platform, which is in the ARN of its endpoint. */
    String bodyFor(Subscription subscription) {
        if (!subscription.protocol().equals("application")) {
            return body(subscription.protocol());
        }
        String[] path = subscription.endpoint().split("/");
        return body(path.length > 1 ? path[1] : subscription.endpoint());
    }

    String body(String protocol) {
        return bodies.getOrDefault(protocol, message);
    }
}
