package dev.haar.api.error;

/** Ends a request with an error that the client is told. */
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AwsError error;

    public AwsException(AwsError error) {
        // An answer like any other: nobody reads its stack, and making one costs more than the request.
        super(error.message(), null, false, false);
        this.error = error;
    }

    public AwsError error() {
        return error;
    }
}
