package dev.haar.api.error;

import java.util.concurrent.CompletionException;

/** What stages fail with. */
public final class Failures {
    private Failures() {}

    /** What a stage failed with, without the wrapping that the way here has put around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
