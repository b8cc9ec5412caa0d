package dev.haar.engine.queue;

/**
 * The primary keys of messages: the number of the queue above, the sequence number of the message below, so that the
 * messages of a queue lie together in the file and in their order.
 */
final class MessageIds {
    private static final int SEQUENCE_BITS = 40;

    /** The highest sequence number that there can be. */
    static final long LAST_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

    private MessageIds() {}

    /** Ids from the first to the last, both included. */
    record Range(long first, long last) {}

    static long of(int queue, long sequence) {
        return (long) queue << SEQUENCE_BITS | sequence;
    }

    static int queue(long id) {
        return (int) (id >>> SEQUENCE_BITS);
    }

    static long sequence(long id) {
        return id & LAST_SEQUENCE;
    }

    /** All ids of a queue up to a sequence number. */
    static Range upTo(int queue, long sequence) {
        return new Range(of(queue, 0), of(queue, sequence));
    }
}
