package dev.haar.engine.delivery;

import java.time.Instant;

/**
 * One attempt to deliver a message, as the log tells it.
 *
 * @param at when it ended
 * @param to where the message was to go
 * @param messageId the id of the message
 * @param number 1 for the first
 * @param outcome what came of it
 * @param status the HTTP status; 0 if there was none
 * @param answer what was answered, or what went wrong
 */
public record Attempt(
        Instant at, Delivery.Destination to, String messageId, int number, Outcome outcome, int status, String answer) {
    /** What came of an attempt. */
    public enum Outcome {
        DELIVERED,
        /** It failed and will be repeated. */
        RETRYING,
        /** It failed for good and the dead-letter queue has it. */
        DEAD_LETTERED,
        /** It failed for good and is lost. */
        FAILED
    }
}
