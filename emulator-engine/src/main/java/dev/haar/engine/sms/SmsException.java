package dev.haar.engine.sms;

/** A command to telephone numbers was refused; nothing has changed. */
public final class SmsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SmsError error;

    SmsException(SmsError error, String message) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
        this.error = error;
    }

    public SmsError error() {
        return error;
    }
}
