package dev.haar.engine.topic;

/** A command to topics was refused; nothing has changed. The message is the one AWS gives. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TopicError error;

    public TopicException(TopicError error, String message) {
        // An answer like any other: nobody reads its stack.
        super(message, null, false, false);
        this.error = error;
    }

    /** {@code Invalid parameter: ...}, as SNS words most of its refusals. */
    public static TopicException invalid(String what) {
        return new TopicException(TopicError.INVALID_PARAMETER, "Invalid parameter: " + what);
    }

    public static TopicException notFound(String what) {
        return new TopicException(TopicError.NOT_FOUND, what + " does not exist");
    }

    public TopicError error() {
        return error;
    }
}
