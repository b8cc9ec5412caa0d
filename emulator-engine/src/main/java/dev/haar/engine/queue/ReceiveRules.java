package dev.haar.engine.queue;

import dev.haar.engine.EngineException;
import dev.haar.engine.settings.QueueSettings;

/** What consumers may ask for. */
final class ReceiveRules {
    static final int LONGEST_VISIBILITY_TIMEOUT = 43_200;
    private static final int MOST_MESSAGES = 10;
    private static final int LONGEST_WAIT = 20;

    private ReceiveRules() {}

    /** @throws EngineException if one of the options is out of its range or not for this kind of queue */
    static void check(ReceiveOptions options, QueueSettings settings) {
        Integer max = options.maxMessages();
        if (max != null && (max < 1 || max > MOST_MESSAGES)) {
            throw EngineException.invalidParameter(
                    "MaxNumberOfMessages", max, "Must be between 1 and 10, if provided.");
        }
        Integer wait = options.waitSeconds();
        if (wait != null && (wait < 0 || wait > LONGEST_WAIT)) {
            throw EngineException.invalidParameter("WaitTimeSeconds", wait, "Must be >= 0 and <= 20, if provided.");
        }
        checkVisibilityTimeout(options.visibilityTimeout());
        if (options.attemptId() != null) {
            SendRules.checkId("ReceiveRequestAttemptId", options.attemptId());
            if (!settings.isFifo()) {
                throw EngineException.invalidParameter(
                        "ReceiveRequestAttemptId",
                        options.attemptId(),
                        "The request include parameter that is not valid for this queue type.");
            }
        }
    }

    /** @throws EngineException if the timeout is there and not 0 to 43,200 seconds */
    static void checkVisibilityTimeout(Integer timeout) {
        if (timeout != null && (timeout < 0 || timeout > LONGEST_VISIBILITY_TIMEOUT)) {
            throw EngineException.invalidParameter(
                    "VisibilityTimeout", timeout, "Must be >= 0 and <= 43200, if provided.");
        }
    }
}
