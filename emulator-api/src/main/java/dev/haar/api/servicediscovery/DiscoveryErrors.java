package dev.haar.api.servicediscovery;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.servicediscovery.DiscoveryException;

/** The errors of Cloud Map: 400 whatever they are. */
final class DiscoveryErrors {
    static final String INVALID_INPUT = "InvalidInput";

    private DiscoveryErrors() {}

    static AwsError of(DiscoveryException refusal) {
        String shape = switch (refusal.error()) {
            case CUSTOM_HEALTH_NOT_FOUND -> "CustomHealthNotFound";
            case DUPLICATE_REQUEST -> "DuplicateRequest";
            case INSTANCE_NOT_FOUND -> "InstanceNotFound";
            case INVALID_INPUT -> INVALID_INPUT;
            case NAMESPACE_ALREADY_EXISTS -> "NamespaceAlreadyExists";
            case NAMESPACE_NOT_FOUND -> "NamespaceNotFound";
            case OPERATION_NOT_FOUND -> "OperationNotFound";
            case RESOURCE_IN_USE -> "ResourceInUse";
            case RESOURCE_LIMIT_EXCEEDED -> "ResourceLimitExceeded";
            case RESOURCE_NOT_FOUND -> "ResourceNotFoundException";
            case SERVICE_ALREADY_EXISTS -> "ServiceAlreadyExists";
            case SERVICE_ATTRIBUTES_LIMIT_EXCEEDED -> "ServiceAttributesLimitExceededException";
            case SERVICE_NOT_FOUND -> "ServiceNotFound";
            case TOO_MANY_TAGS -> "TooManyTagsException";
        };
        return AwsError.sender(shape, refusal.getMessage()).with(refusal.members());
    }

    static AwsException invalid(String message) {
        return new AwsException(AwsError.sender(INVALID_INPUT, message));
    }
}
