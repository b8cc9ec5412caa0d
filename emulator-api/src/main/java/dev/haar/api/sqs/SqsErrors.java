package dev.haar.api.sqs;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.api.error.Failures;
import dev.haar.api.service.Caller;
import dev.haar.core.state.StateStoreException;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.concurrent.CompletionException;

/** The errors of SQS: what the engine refuses, and what is wrong with a request by itself. */
final class SqsErrors {
    private static final String PREFIX = "AWS.SimpleQueueService.";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private SqsErrors() {}

    /** The error that a refusal of the engine is to this caller. */
    static AwsError of(EngineException refusal, Caller caller) {
        String message = refusal.getMessage();
        return switch (refusal.error()) {
            case QUEUE_DOES_NOT_EXIST -> own("QueueDoesNotExist", PREFIX + "NonExistentQueue", 400, missing(caller));
            case QUEUE_NAME_EXISTS -> own("QueueNameExists", "QueueAlreadyExists", 400, message);
            case QUEUE_DELETED_RECENTLY -> own("QueueDeletedRecently", PREFIX + "QueueDeletedRecently", 400, message);
            case PURGE_QUEUE_IN_PROGRESS ->
                own("PurgeQueueInProgress", PREFIX + "PurgeQueueInProgress", FORBIDDEN, message);
            case RESOURCE_NOT_FOUND ->
                own("ResourceNotFoundException", "ResourceNotFoundException", NOT_FOUND, message);
            case UNKNOWN_ATTRIBUTE -> AwsError.sender("InvalidAttributeName", message);
            case INVALID_ATTRIBUTE_VALUE -> AwsError.sender("InvalidAttributeValue", message);
            case INVALID_PARAMETER -> invalidParameterValue(message);
            case MISSING_PARAMETER -> missingParameter(message);
            case INVALID_MESSAGE_CONTENTS -> AwsError.sender("InvalidMessageContents", message);
            case MESSAGE_TOO_LONG -> invalidParameterValue("One or more parameters are invalid. Reason: " + message);
            case RECEIPT_HANDLE_IS_INVALID ->
                own("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", NOT_FOUND, message);
            case OVER_LIMIT -> own("OverLimit", "OverLimit", FORBIDDEN, message);
            case KMS_ACCESS_DENIED -> own("KmsAccessDenied", "KMS.AccessDeniedException", 400, message);
            case KMS_DISABLED -> own("KmsDisabled", "KMS.DisabledException", 400, message);
            case KMS_INVALID_KEY_USAGE -> own("KmsInvalidKeyUsage", "KMS.InvalidKeyUsageException", 400, message);
            case KMS_INVALID_STATE -> own("KmsInvalidState", "KMS.InvalidStateException", 400, message);
            case KMS_NOT_FOUND -> own("KmsNotFound", "KMS.NotFoundException", 400, message);
        };
    }

    /** The error of one entry of a batch: AWS words one of them otherwise there. */
    static AwsError ofEntry(Throwable failure, Caller caller) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof EngineException refusal) {
            return refusal.error() == EngineError.MESSAGE_TOO_LONG
                    ? invalidParameterValue(
                            "One or more parameters cannot be validated. Reason: " + refusal.getMessage())
                    : of(refusal, caller);
        }
        if (cause instanceof AwsException exception) {
            return exception.error();
        }
        if (cause instanceof StateStoreException) {
            return CommonErrors.serviceUnavailable();
        }
        throw new CompletionException(cause);
    }

    static AwsException missing(String parameter) {
        return new AwsException(missingParameter("The request must contain the parameter " + parameter + "."));
    }

    static AwsException invalid(String message) {
        return new AwsException(invalidParameterValue(message));
    }

    /** An error of a batch as a whole. */
    static AwsException batch(String shape, String message) {
        return new AwsException(own(shape, PREFIX + shape, 400, message));
    }

    /**
     * The error of a batch of more than ten.
     *
     * @param hasDetail whether it has the element {@code Detail} by AWS Query; on AWS only that of SendMessageBatch does
     */
    static AwsException tooManyEntries(int size, boolean hasDetail) {
        String shape = "TooManyEntriesInBatchRequest";
        String message = "Maximum number of entries per request are 10. You have sent " + size + ".";
        return new AwsException(new AwsError(shape, PREFIX + shape, 400, true, message, hasDetail));
    }

    static AwsException unknownAttribute(String name) {
        return new AwsException(AwsError.sender("InvalidAttributeName", "Unknown Attribute " + name + "."));
    }

    static AwsException invalidAddress(String address) {
        return new AwsException(own(
                "InvalidAddress",
                "InvalidAddress",
                NOT_FOUND,
                "The address " + address + " is not valid for this endpoint."));
    }

    static AwsException unsupported(String message) {
        return new AwsException(own("UnsupportedOperation", PREFIX + "UnsupportedOperation", 400, message));
    }

    private static AwsError invalidParameterValue(String message) {
        return own("InvalidParameterValueException", "InvalidParameterValue", 400, message);
    }

    private static AwsError missingParameter(String message) {
        return own("MissingRequiredParameterException", "MissingParameter", 400, message);
    }

    private static String missing(Caller caller) {
        return caller.isQuery()
                ? "The specified queue does not exist for this wsdl version."
                : "The specified queue does not exist.";
    }

    private static AwsError own(String shape, String code, int status, String message) {
        return new AwsError(shape, code, status, true, message);
    }
}
