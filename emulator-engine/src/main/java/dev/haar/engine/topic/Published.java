package dev.haar.engine.topic;

/**
 * A message that was published.
 *
 * @param messageId a UUID
 * @param sequenceNumber 20 digits; null on a standard topic
 */
public record Published(String messageId, String sequenceNumber) {}
