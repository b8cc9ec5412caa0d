package dev.haar.engine.delivery;

import java.util.UUID;

/**
 * A message that would have left for a mailbox, a telephone or a device, and is kept for people and tests to read instead.
 *
 * @param id of this one alone
 * @param at when, in milliseconds since the epoch
 * @param to where it would have gone; the topic and subscription are null if it was published to the endpoint itself
 * @param messageId the id of the message
 * @param subject null for none
 * @param body the text
 * @param link where the recipient is to click to confirm the subscription; null for none
 */
public record Captured(
        UUID id, long at, Delivery.Destination to, String messageId, String subject, String body, String link) {}
