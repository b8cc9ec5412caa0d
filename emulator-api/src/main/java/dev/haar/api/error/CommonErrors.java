package dev.haar.api.error;

/**
 * The errors that every AWS service shares: what is answered before an action sees the request, or when it fails
 * unforeseen.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
public final class CommonErrors {
    private CommonErrors() {}

    /** Nothing that the client did: 500. */
    public static AwsError internalFailure() {
        return new AwsError(
                "InternalFailure",
                "InternalFailure",
                500,
                false,
                "The request processing has failed because of an unknown error, exception or failure.");
    }

    /** What the command changed could not be kept: 503, so that SDKs try again. */
    public static AwsError serviceUnavailable() {
        return new AwsError(
                "ServiceUnavailable",
                "ServiceUnavailable",
                503,
                false,
                "The request has failed due to a temporary failure of the server.");
    }

    /** AWS has this action, Haar does not: 501, which SDKs do not retry. */
    public static AwsError notImplemented(String service, String action) {
        String message = "Haar does not implement the action " + action + " of the service " + service + ".";
        return new AwsError("NotImplemented", "NotImplemented", 501, false, message);
    }

    /**
     * AWS JSON that names no action of a service.
     *
     * @param status 400 if the service at least is known, else 404
     */
    public static AwsError unknownOperation(int status) {
        return new AwsError("UnknownOperationException", "UnknownOperationException", status, true, null);
    }

    /**
     * AWS JSON that cannot be read into the action's input.
     *
     * @param message what is wrong with it; null if it is not even JSON, where AWS says no more than the type
     */
    public static AwsError serialization(String message) {
        return AwsError.sender("SerializationException", message);
    }

    /** AWS Query whose parameters do not have the form of the action's input. */
    public static AwsError malformedInput(String message) {
        return AwsError.sender("MalformedInput", message);
    }

    /** AWS Query that is not form-encoded, or carries far more parameters than any action has. */
    public static AwsError malformedQueryString(String message) {
        return AwsError.sender("MalformedQueryString", message);
    }

    /** AWS Query without an action. */
    public static AwsError missingAction() {
        return AwsError.sender("MissingAction", "The request is missing an action or a required parameter.");
    }

    /** AWS Query with an action that the service does not have. */
    public static AwsError invalidAction(String action) {
        return AwsError.sender("InvalidAction", "The action " + action + " is not valid for this endpoint.");
    }

    /** AWS Query to a service that has no API of the given version. */
    public static AwsError noSuchVersion(String action, String version) {
        return AwsError.sender("NoSuchVersion", "Could not find operation " + action + " for version " + version + ".");
    }

    /** A body beyond the server's limit: 413. */
    public static AwsError requestTooLarge(long limit) {
        String message = "The request must not be longer than " + limit + " bytes.";
        return new AwsError("RequestEntityTooLarge", "RequestEntityTooLarge", 413, true, message);
    }

    /** A request that breaks HTTP itself. */
    public static AwsError invalidHttpRequest(String reason) {
        return AwsError.sender("InvalidHttpRequest", "Invalid HTTP request. Reason: " + reason);
    }
}
