package dev.haar.api.error;

import java.util.Map;

/**
 * An error as a client sees it.
 *
 * @param shape the name of the error's shape: what AWS JSON names in {@code __type}
 * @param code the code of AWS Query, also in the header {@code x-amzn-query-error}
 * @param status the HTTP status
 * @param senderFault whether the request was to blame
 * @param message what is wrong; null for none
 * @param hasDetail whether it has the empty element {@code Detail} where its service's errors in XML have one
 * @param members what its shape has beside the message, in AWS JSON
 */
public record AwsError(
        String shape,
        String code,
        int status,
        boolean senderFault,
        String message,
        boolean hasDetail,
        Map<String, String> members) {
    public AwsError {
        members = Map.copyOf(members);
    }

    public AwsError(String shape, String code, int status, boolean senderFault, String message, boolean hasDetail) {
        this(shape, code, status, senderFault, message, hasDetail, Map.of());
    }

    public AwsError(String shape, String code, int status, boolean senderFault, String message) {
        this(shape, code, status, senderFault, message, true);
    }

    /** An error of the client's whose shape and code are the same word, with status 400. */
    public static AwsError sender(String code, String message) {
        return new AwsError(code, code, 400, true, message);
    }

    /** The same with what its shape has beside the message. */
    public AwsError with(Map<String, String> newMembers) {
        return new AwsError(shape, code, status, senderFault, message, hasDetail, newMembers);
    }
}
