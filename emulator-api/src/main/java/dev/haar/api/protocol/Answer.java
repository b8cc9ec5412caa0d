package dev.haar.api.protocol;

/**
 * An answer as HTTP carries it.
 *
 * @param status the HTTP status
 * @param contentType the type of its body
 * @param queryError the header {@code x-amzn-query-error}; null for none
 * @param body what it says
 */
public record Answer(int status, String contentType, String queryError, Body body) {
    /** An answer without AWS's headers for errors. */
    public static Answer of(int status, String contentType, Body body) {
        return new Answer(status, contentType, null, body);
    }
}
