package dev.haar.engine.sms;

/** Why a command to telephone numbers was refused. */
public enum SmsError {
    INVALID_PARAMETER,
    NOT_FOUND,
    OPTED_OUT,
    USER_ERROR,
    VERIFICATION
}
