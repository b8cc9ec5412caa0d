package dev.haar.engine;

/** A command was refused; nothing has changed. The message is the one AWS gives. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final EngineError error;

    public EngineException(EngineError error, String message) {
        // An answer like any other: nobody reads its stack, and making one costs more than the command.
        super(message, null, false, false);
        this.error = error;
    }

    /** {@code Value X for parameter Y is invalid. Reason: Z}, as SQS words most of its refusals. */
    public static EngineException invalidParameter(String parameter, Object value, String reason) {
        return new EngineException(
                EngineError.INVALID_PARAMETER,
                "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    public EngineError error() {
        return error;
    }
}
