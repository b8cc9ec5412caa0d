package dev.haar.engine.queue;

import java.time.Duration;

/**
 * Limits and waits of AWS's that only some users want.
 *
 * @param inFlightLimit how many messages of a queue may be in flight, and how many of a FIFO queue are searched for groups
 * @param waitAfterDelete how long the name of a deleted queue is taken
 * @param waitAfterPurge how long after a purge the next one is refused
 * @param deduplicationScopeDelay how long a changed DeduplicationScope takes to come into force
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html">Quotas</a>
 */
public record QueueRules(
        int inFlightLimit, Duration waitAfterDelete, Duration waitAfterPurge, Duration deduplicationScopeDelay) {
    private static final int IN_FLIGHT_LIMIT = 120_000;

    /** AWS's. */
    public static QueueRules strict() {
        Duration minute = Duration.ofSeconds(60);
        return new QueueRules(IN_FLIGHT_LIMIT, minute, minute, minute);
    }

    /** Without the waits, which only make tests slow. */
    public static QueueRules fast() {
        return new QueueRules(IN_FLIGHT_LIMIT, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
