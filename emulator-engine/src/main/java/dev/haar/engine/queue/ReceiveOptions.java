package dev.haar.engine.queue;

/**
 * What a consumer asks for.
 *
 * @param maxMessages how many messages at most: 1 to 10; null for 1
 * @param visibilityTimeout how long they become invisible: 0 to 43,200 seconds; null for the queue's timeout
 * @param waitSeconds how long to wait for one: 0 to 20 seconds; null for the queue's wait time
 * @param attemptId the ReceiveRequestAttemptId, on a FIFO queue; null for none
 */
public record ReceiveOptions(Integer maxMessages, Integer visibilityTimeout, Integer waitSeconds, String attemptId) {}
