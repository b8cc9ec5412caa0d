package dev.haar.api.sns;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.sse.Encryption;
import dev.haar.engine.sms.SmsException;
import dev.haar.engine.topic.TopicException;
import dev.haar.kms.KmsException;

/** The errors of SNS: what the engine refuses, and what is wrong with a request by itself. */
final class SnsErrors {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private SnsErrors() {}

    /** The error that a refusal of the engine is. */
    static AwsError of(TopicException refusal) {
        String message = refusal.getMessage();
        return switch (refusal.error()) {
            case INVALID_PARAMETER -> own("InvalidParameterException", "InvalidParameter", 400, message);
            case INVALID_ATTRIBUTE -> own("InvalidParameterValueException", "ParameterValueInvalid", 400, message);
            case INVALID_STATE -> own("InvalidStateException", "InvalidState", 400, message);
            case NOT_FOUND -> own("NotFoundException", "NotFound", NOT_FOUND, message);
            case SUBSCRIPTION_LIMIT ->
                own("SubscriptionLimitExceededException", "SubscriptionLimitExceeded", FORBIDDEN, message);
            case FILTER_POLICY_LIMIT ->
                own("FilterPolicyLimitExceededException", "FilterPolicyLimitExceeded", FORBIDDEN, message);
            case TAG_LIMIT -> own("TagLimitExceededException", "TagLimitExceeded", 400, message);
            case NOT_AUTHORIZED -> own("AuthorizationErrorException", "AuthorizationError", FORBIDDEN, message);
            case ENDPOINT_DISABLED -> own("EndpointDisabledException", "EndpointDisabled", 400, message);
            case APPLICATION_DISABLED ->
                own("PlatformApplicationDisabledException", "PlatformApplicationDisabled", 400, message);
        };
    }

    /** The error that a refusal about a telephone number is. */
    static AwsError of(SmsException refusal) {
        String message = refusal.getMessage();
        return switch (refusal.error()) {
            case INVALID_PARAMETER -> own("InvalidParameterException", "InvalidParameter", 400, message);
            case NOT_FOUND -> own("ResourceNotFoundException", "ResourceNotFound", NOT_FOUND, message);
            case OPTED_OUT -> own("OptedOutException", "OptedOut", 400, message);
            case USER_ERROR -> own("UserErrorException", "UserError", 400, message);
            case VERIFICATION -> own("VerificationException", "VerificationException", 400, message);
        };
    }

    /** The error that a refusal of KMS's is to whoever publishes. */
    static AwsException of(KmsException refusal) {
        String code = switch (refusal.error()) {
            case DISABLED -> "KMSDisabled";
            case INVALID_STATE, INVALID_KEY_USAGE -> "KMSInvalidState";
            case NOT_FOUND -> "KMSNotFound";
            default -> "KMSAccessDenied";
        };
        return new AwsException(own(code + "Exception", code, 400, Encryption.worded(refusal)));
    }

    /** The error of the actions on tags for a topic that is not there. */
    static AwsException noResource() {
        return new AwsException(
                own("ResourceNotFoundException", "ResourceNotFound", NOT_FOUND, "Resource does not exist"));
    }

    static AwsException invalid(String what) {
        return new AwsException(of(TopicException.invalid(what)));
    }

    static AwsException invalidAttribute(String message) {
        return new AwsException(own("InvalidParameterValueException", "ParameterValueInvalid", 400, message));
    }

    static AwsException batch(String code, String message) {
        return new AwsException(own(code + "Exception", code, 400, message));
    }

    private static AwsError own(String shape, String code, int status, String message) {
        return new AwsError(shape, code, status, true, message, false);
    }
}
