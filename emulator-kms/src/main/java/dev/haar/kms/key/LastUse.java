package dev.haar.kms.key;

/**
 * What a key was last used for.
 *
 * @param operation the action, by AWS's name
 * @param millis when
 * @param eventId the event in the audit log
 * @param requestId the request
 */
public record LastUse(String operation, long millis, String eventId, String requestId) {}
