package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;

/** Answers the requests of one route; runs on an IO thread, so it never blocks. */
@FunctionalInterface
public interface OperatorHandler {
    /**
     * Answers a request.
     *
     * @throws dev.haar.api.error.AwsException for an error, whose status and message are told
     */
    Answer handle(OperatorRequest request);
}
