package dev.haar.engine.delivery;

/** The text is no delivery policy; the message says why. */
public final class DeliveryPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeliveryPolicyException(String message) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
    }
}
