package dev.haar.kms;

/** A command was refused; nothing has changed. The message is the one AWS gives. */
public final class KmsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final KmsError error;

    public KmsException(KmsError error, String message) {
        // An answer like any other: nobody reads its stack, and making one costs more than the command.
        super(message, null, false, false);
        this.error = error;
    }

    /** A value of the request is not one that AWS takes. */
    public static KmsException invalid(String message) {
        return new KmsException(KmsError.VALIDATION, message);
    }

    public KmsError error() {
        return error;
    }
}
