package dev.haar.api.error;

/**
 * An error as a client sees it.
 *
 * @param shape the name of the error's shape: what AWS JSON names in {@code __type}
 * @param code the code of AWS Query, also in the header {@code x-amzn-query-error}
 * @param status the HTTP status
 * @param senderFault whether the request was to blame
 * @param message what is wrong; null for none
 * @param hasDetail whether it has the empty element {@code Detail} where its service's errors in XML have one
 */
public record AwsError(String shape, String code, int status, boolean senderFault, String message, boolean hasDetail) {
    public AwsError(String shape, String code, int status, boolean senderFault, String message) {
        this(shape, code, status, senderFault, message, true);
    }

    /** An error of the client's whose shape and code are the same word, with status 400. */
    public static AwsError sender(String code, String message) {
        return new AwsError(code, code, 400, true, message);
    }
}
