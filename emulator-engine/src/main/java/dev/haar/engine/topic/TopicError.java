package dev.haar.engine.topic;

/** Why a command to topics was refused. */
public enum TopicError {
    INVALID_PARAMETER,
    INVALID_ATTRIBUTE,
    INVALID_STATE,
    NOT_FOUND,
    SUBSCRIPTION_LIMIT,
    FILTER_POLICY_LIMIT,
    TAG_LIMIT,
    NOT_AUTHORIZED,
    ENDPOINT_DISABLED,
    APPLICATION_DISABLED
}
