package dev.haar.engine.filter;

/** The text is no filter policy; the message is the one AWS gives. */
public final class FilterPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FilterPolicyException(String message) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
    }
}
