package dev.haar.engine.topic;

import dev.haar.core.arn.Arn;

/**
 * Where a topic is.
 *
 * @param account the 12-digit account that owns it
 * @param region the region it is in
 * @param name its name, unique there
 */
public record TopicAddress(String account, String region, String name) {
    private static final String FIFO_SUFFIX = ".fifo";

    /** Whether it is a FIFO topic: its name tells. */
    public boolean isFifo() {
        return name.endsWith(FIFO_SUFFIX);
    }

    /** The topic's ARN. */
    public String arn() {
        return Arn.of("sns", region, account, name).toString();
    }
}
