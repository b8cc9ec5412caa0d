package dev.haar.engine.queue;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.Map;
import java.util.regex.Pattern;

/** How queues may be called. */
final class QueueNames {
    private static final Pattern STANDARD = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern FIFO = Pattern.compile("[A-Za-z0-9_-]{1,75}\\.fifo");

    private QueueNames() {}

    /** @throws EngineException if the name does not suit a queue that is made with these attributes */
    static void check(String name, Map<String, String> attributes) {
        boolean fifo = "true".equalsIgnoreCase(attributes.get("FifoQueue"));
        if (fifo && !FIFO.matcher(name).matches()) {
            throw invalid("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores,"
                    + " must end with .fifo suffix and be 1 to 80 in length.");
        }
        if (!fifo && !STANDARD.matcher(name).matches()) {
            throw invalid("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
    }

    private static EngineException invalid(String message) {
        return new EngineException(EngineError.INVALID_PARAMETER, message);
    }
}
