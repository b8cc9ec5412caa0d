package dev.haar.core.state;

/** The state store could not keep a command's changes; the service is unavailable to that command. */
public final class StateStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
