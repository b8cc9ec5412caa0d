package dev.haar.engine.queue;

import dev.haar.engine.message.MessageAttributes;

/**
 * A message to be sent.
 *
 * @param body its text
 * @param attributes its message attributes
 * @param delaySeconds how long it is delayed, 0 to 900 seconds; null for the queue's delay
 * @param groupId its message group id; null for none
 * @param deduplicationId its message deduplication id; null for none
 * @param traceHeader its AWSTraceHeader; null for none
 * @param senderId who sends it
 */
public record OutgoingMessage(
        String body,
        MessageAttributes attributes,
        Integer delaySeconds,
        String groupId,
        String deduplicationId,
        String traceHeader,
        String senderId) {}
