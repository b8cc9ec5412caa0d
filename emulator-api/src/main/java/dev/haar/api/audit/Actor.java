package dev.haar.api.audit;

/**
 * Who made a call.
 *
 * @param account the 12-digit account; null if a service acts for itself
 * @param accessKeyId what the call was signed with; null if it was not signed
 * @param service the service that made it, such as {@code sqs.amazonaws.com}; null if none did
 */
public record Actor(String account, String accessKeyId, String service) {}
