package dev.haar.engine.archive;

/** The text is no archive or replay policy; the message says why. */
public final class ArchivePolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchivePolicyException(String message) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
    }
}
