package dev.haar.engine.queue;

import java.util.concurrent.atomic.LongAdder;

/**
 * How much heap the waiting messages of all queues may take, and how much they do. Once it is full, queues leave their ends
 * in the store. Safe for use by several threads.
 */
public final class MessageMemory {
    private static final int ENOUGH = 2000;
    private static final int MODEST = 4 << 20;
    private static final MessageMemory UNLIMITED = new MessageMemory(Long.MAX_VALUE, ENOUGH, MODEST);

    /** So many messages a queue keeps on offer in memory, if they are small: enough while the next are being read. */
    final int enough;

    /** So many bytes of messages on offer a queue may keep in memory though that is full. */
    final int modest;

    private final long budget;
    private final LongAdder used = new LongAdder();

    MessageMemory(long budget, int enough, int modest) {
        this.budget = budget;
        this.enough = enough;
        this.modest = modest;
    }

    /** No bound but the heap: for a store that keeps nothing. */
    public static MessageMemory unlimited() {
        return UNLIMITED;
    }

    /** @param bytes about how much heap messages may take, at least 0; each queue may keep a few of its own beyond that */
    public static MessageMemory of(long bytes) {
        return new MessageMemory(bytes, ENOUGH, MODEST);
    }

    boolean isFull() {
        return isBounded() && used.sum() >= budget;
    }

    /** The part of one queue. */
    Share share() {
        return new Share();
    }

    private boolean isBounded() {
        return budget != Long.MAX_VALUE;
    }

    /** What one queue takes; nothing is counted where there is no bound. Guarded by the queue. */
    final class Share {
        private long bytes;
        private boolean released;

        long bytes() {
            return bytes;
        }

        void take(Message message) {
            if (isBounded()) {
                add(message.bytes());
            }
        }

        void give(Message message) {
            if (isBounded()) {
                add(-message.bytes());
            }
        }

        /** Gives back everything: the queue is gone, whatever happens to its messages yet. */
        void release() {
            add(-bytes);
            released = true;
        }

        private void add(long more) {
            if (!released) {
                bytes += more;
                used.add(more);
            }
        }
    }
}
