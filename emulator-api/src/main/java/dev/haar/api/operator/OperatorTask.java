package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;
import java.util.concurrent.CompletableFuture;

/** Answers the requests of one route when it is done with them; like a handler it never blocks. */
@FunctionalInterface
public interface OperatorTask {
    /**
     * Answers a request, now or later.
     *
     * @throws dev.haar.api.error.AwsException for an error, whose status and message are told; a failed future is the same
     */
    CompletableFuture<Answer> handle(OperatorRequest request);
}
