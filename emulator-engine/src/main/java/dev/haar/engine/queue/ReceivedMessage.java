package dev.haar.engine.queue;

import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageAttributes;
import java.util.UUID;

/**
 * A message as a consumer gets it. Times are milliseconds since the epoch.
 *
 * @param id its id
 * @param receiptHandle what the consumer deletes it by
 * @param body its text
 * @param bodyMd5 the digest of the text
 * @param attributes all its message attributes
 * @param senderId who sent it
 * @param sentAt when it was sent
 * @param firstReceivedAt when it was first received
 * @param receiveCount how often it was received, this time included
 * @param sequenceNumber its sequence number; null on a standard queue
 * @param groupId its message group id; null for none
 * @param deduplicationId its message deduplication id; null on a standard queue
 * @param traceHeader its AWSTraceHeader; null for none
 * @param deadLetterSource the ARN of the queue it came from as a dead letter; null if it did not
 */
public record ReceivedMessage(
        UUID id,
        String receiptHandle,
        String body,
        Md5 bodyMd5,
        MessageAttributes attributes,
        String senderId,
        long sentAt,
        long firstReceivedAt,
        int receiveCount,
        String sequenceNumber,
        String groupId,
        String deduplicationId,
        String traceHeader,
        String deadLetterSource) {
    /** The message with another body. */
    public ReceivedMessage withBody(String otherBody, Md5 otherMd5) {
        return new ReceivedMessage(
                id,
                receiptHandle,
                otherBody,
                otherMd5,
                attributes,
                senderId,
                sentAt,
                firstReceivedAt,
                receiveCount,
                sequenceNumber,
                groupId,
                deduplicationId,
                traceHeader,
                deadLetterSource);
    }

    /** What the consumer gets of a message that has just been received. */
    static ReceivedMessage of(Message message, QueueContext queue) {
        return new ReceivedMessage(
                message.id(),
                new ReceiptHandle(queue.incarnation, message.sequence, message.receives).text(),
                message.load().body(),
                new Md5(message.md5High, message.md5Low),
                message.load().attributes(),
                message.load().senderId(),
                message.sentAt,
                message.firstReceivedAt,
                message.receiveCount,
                queue.settings.isFifo() ? SequenceNumber.text(message.sequence) : null,
                message.lane.id,
                message.extras.deduplicationId(),
                message.extras.traceHeader(),
                message.extras.deadLetterSource());
    }
}
