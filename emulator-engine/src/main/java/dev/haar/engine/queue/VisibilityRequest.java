package dev.haar.engine.queue;

/**
 * A wish to change how long a received message stays invisible.
 *
 * @param receiptHandle what it was received by
 * @param visibilityTimeout how long from now: 0 to 43,200 seconds
 */
public record VisibilityRequest(String receiptHandle, int visibilityTimeout) {}
