package dev.haar.engine.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The end of a queue that is in the store alone: messages that were never received, behind all that are in memory. It knows
 * how many there are and when the delayed ones are due; which they are, the store knows. Guarded by its queue.
 *
 * <p>Reading goes forward by sequence number. A standard queue's delayed messages are passed over, and read by themselves
 * once they are due; those of a FIFO queue are read in their order.
 */
final class Tail {
    /** How many messages that were passed over are read at once. */
    private static final int PORTION = 500;

    private final boolean fifo;

    /** The delayed ones. */
    private final SequenceHeap delayed = new SequenceHeap();

    /** Those that were passed over and have come due, by their sequence numbers. */
    private final SequenceHeap passed = new SequenceHeap();

    /** Messages that are not kept yet. */
    private final TreeSet<Long> arriving = new TreeSet<>();

    /** Messages behind the cursor that are in memory all the same, since they were received before a restart. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    private final List<Cut> cuts = new ArrayList<>(1);
    private long purgedUpTo;

    /** What is at or before it has been read. */
    private long cursor;

    private int size;
    private long lastSequence;

    Tail(boolean fifo) {
        this.fifo = fifo;
    }

    /** A purge that is not kept yet: how much of the tail it takes. */
    static final class Cut {
        private final long upTo;
        private int size;

        private Cut(long upTo, int size) {
            this.upTo = upTo;
            this.size = size;
        }
    }

    /** What to read next. */
    sealed interface Page {
        /** The messages behind one sequence number, up to another. */
        record Range(long after, long upTo) implements Page {}

        /** Some single messages, in order. */
        record Singles(List<Long> sequences) implements Page {}
    }

    /** Whether new messages go here, since there are others before them. */
    boolean isActive() {
        return size > 0 || !arriving.isEmpty() || !cuts.isEmpty();
    }

    int visible() {
        return size - delayed.size();
    }

    int delayed() {
        return delayed.size();
    }

    /** When the next message comes due; {@link Long#MAX_VALUE} if none does. */
    long nextVisibleAt() {
        return delayed.earliest();
    }

    /** A message was sent that will be here once it is kept. */
    void arrive(long sequence) {
        if (!isActive()) {
            cursor = sequence - 1;
            ahead.clear();
        }
        arriving.add(sequence);
        lastSequence = sequence;
    }

    /** A message that was arriving is kept. */
    void kept(long sequence, long visibleAt, long now) {
        arriving.remove(sequence);
        if (sequence > purgedUpTo) {
            add(sequence, visibleAt, now);
            for (Cut cut : cuts) {
                cut.size += sequence <= cut.upTo ? 1 : 0;
            }
        }
    }

    /** A message that was arriving was refused. */
    void refused(long sequence) {
        arriving.remove(sequence);
    }

    /** Begins after a restart, behind what has been read, with so many messages up to the last. */
    void restore(long readUpTo, int messages, long last) {
        cursor = readUpTo;
        size = messages;
        lastSequence = last;
    }

    /** One of the messages from before a restart may be delayed. */
    void restoreDelay(long sequence, long visibleAt, long now) {
        if (visibleAt > now) {
            delayed.add(visibleAt, sequence);
        }
    }

    /** One of the messages from before a restart is in memory though it is behind the cursor. */
    void restoreAhead(long sequence) {
        size--;
        ahead.add(sequence);
    }

    /** Brings it up to the time. */
    void catchUp(long now) {
        while (delayed.earliest() <= now) {
            if (!fifo && delayed.first() <= cursor) {
                passed.add(delayed.first(), delayed.first());
            }
            delayed.removeFirst();
        }
    }

    /** All delays of a FIFO queue's messages change by so many milliseconds. */
    void shiftDelays(long by) {
        delayed.shift(by);
    }

    /** What to read next, or null if there is nothing to be found at the moment. */
    Page next() {
        if (!cuts.isEmpty()) {
            return null;
        }
        if (!passed.isEmpty()) {
            List<Long> sequences = new ArrayList<>();
            while (sequences.size() < PORTION && !passed.isEmpty()) {
                sequences.add(passed.first());
                passed.removeFirst();
            }
            return new Page.Singles(sequences);
        }
        long upTo = arriving.isEmpty() ? lastSequence : arriving.first() - 1;
        boolean any = fifo ? size > 0 : visible() > 0;
        return any && upTo > cursor ? new Page.Range(cursor, upTo) : null;
    }

    /** All that has not been read yet, or null if nothing is left. */
    Page rest() {
        return size == 0 ? null : new Page.Range(cursor, arriving.isEmpty() ? lastSequence : arriving.first() - 1);
    }

    /** Whether a message that was read is to be taken into memory; it is no longer here then. */
    boolean takes(long sequence, long visibleAt, long now) {
        if (sequence > cursor) {
            cursor = sequence;
            if (!ahead.isEmpty() && ahead.remove(sequence)) {
                return false;
            }
        }
        if (visibleAt > now) {
            if (!fifo) {
                return false;
            }
            // All before it have been read, so it is the first to come due; or else the queue's delay has grown since.
            if (delayed.first() == sequence) {
                delayed.removeFirst();
            }
        }
        size--;
        return true;
    }

    /** There is nothing more up to this sequence number. */
    void exhausted(long upTo) {
        cursor = Math.max(cursor, upTo);
        ahead.headSet(upTo, true).clear();
    }

    /** What was to be read by itself was not. */
    void putBack(Page.Singles singles) {
        for (long sequence : singles.sequences()) {
            passed.add(sequence, sequence);
        }
    }

    /** A purge begins that takes all messages up to this sequence number: nothing is read until it is over. */
    Cut purge(long upTo) {
        Cut cut = new Cut(upTo, size);
        cuts.add(cut);
        return cut;
    }

    void purged(Cut cut, boolean kept) {
        cuts.remove(cut);
        if (!kept) {
            return;
        }
        size -= cut.size;
        cuts.forEach(later -> later.size -= cut.size);
        purgedUpTo = Math.max(purgedUpTo, cut.upTo);
        delayed.removeIf(sequence -> sequence <= cut.upTo);
        passed.removeIf(sequence -> sequence <= cut.upTo);
        exhausted(cut.upTo);
    }

    private void add(long sequence, long visibleAt, long now) {
        size++;
        if (visibleAt > now) {
            delayed.add(visibleAt, sequence);
        }
    }
}
