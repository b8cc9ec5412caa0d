package dev.haar.engine.queue;

import dev.haar.core.arn.Arn;
import java.util.Optional;

/**
 * Where a queue is.
 *
 * @param account the 12-digit account that owns it
 * @param region the region it is in
 * @param name its name, unique there
 */
public record QueueAddress(String account, String region, String name) {
    private static final String FIFO_SUFFIX = ".fifo";

    /** The address that an ARN gives; empty if it is none of a queue. */
    public static Optional<QueueAddress> ofArn(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("sqs"))
                .map(arn -> new QueueAddress(arn.account(), arn.region(), arn.resource()));
    }

    /** Whether it is a FIFO queue: its name tells. */
    public boolean isFifo() {
        return name.endsWith(FIFO_SUFFIX);
    }

    /** The queue's ARN. */
    public String arn() {
        return Arn.of("sqs", region, account, name).toString();
    }
}
