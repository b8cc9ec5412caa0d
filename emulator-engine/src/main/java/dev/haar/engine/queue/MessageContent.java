package dev.haar.engine.queue;

import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageAttributes;
import java.util.UUID;

/**
 * Everything of a message that does not depend on the queue it is in.
 *
 * @param id names the message to people
 * @param body its text
 * @param bodyMd5 the digest of the text's UTF-8 bytes
 * @param attributes its message attributes
 * @param senderId who sent it
 * @param groupId its message group; null if it has none
 * @param sentAt when it was sent, in milliseconds since the epoch
 * @param firstReceivedAt when it was first received, likewise; 0 if it never was
 * @param receiveCount how often it was received
 * @param extras what few messages have
 */
record MessageContent(
        UUID id,
        String body,
        Md5 bodyMd5,
        MessageAttributes attributes,
        String senderId,
        String groupId,
        long sentAt,
        long firstReceivedAt,
        int receiveCount,
        Message.Extras extras) {
    /** What may be left in the store alone. */
    Stowage.Load load() {
        return new Stowage.Load(body, attributes, senderId);
    }

    /** Since when its retention period counts. */
    long retainedSince() {
        return extras.retainedSince(sentAt);
    }

    MessageContent with(Message.Extras otherExtras) {
        return new MessageContent(
                id, body, bodyMd5, attributes, senderId, groupId, sentAt, firstReceivedAt, receiveCount, otherExtras);
    }
}
