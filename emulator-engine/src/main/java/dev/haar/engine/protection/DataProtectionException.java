package dev.haar.engine.protection;

/** The text is no data protection policy; the message says why. */
public final class DataProtectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DataProtectionException(String message) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
    }
}
