package dev.haar.engine.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** How many sequence numbers one search goes through: the reads of other queues wait for it. */
    private static final int STRETCH = 50_000;

    private final boolean fifo;

    /** The delayed ones. */
    private final SequenceHeap delayed = new SequenceHeap();

    /** Those that were passed over and have come due, by their sequence numbers. */
    private final SequenceHeap passed = new SequenceHeap();

    /** Messages that are not kept yet. */
    private final TreeSet<Long> arriving = new TreeSet<>();

    /** Messages behind the cursor that are in memory all the same: received before a restart, or of a quiet tenant. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    private final List<Cut> cuts = new ArrayList<>(1);
    private long purgedUpTo;

    /** What is at or before it has been read. */
    private long cursor;

    /** What is at or before it, and visible, is a noisy tenant's or {@link #ahead}. */
    private long searched;

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

        /** The messages of a range but those of some tenants. */
        record Others(Range range, Set<String> tenants) implements Page {}
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
            } else {
                searched = Math.min(searched, delayed.first() - 1);
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
        boolean any = fifo ? size > 0 : visible() > 0;
        return any && lastKept() > cursor ? new Page.Range(cursor, lastKept()) : null;
    }

    /** Whether there are messages that were not searched for those of quiet tenants. */
    boolean isUnsearched() {
        return cuts.isEmpty() && visible() > 0 && lastKept() > Math.max(cursor, searched);
    }

    /** Where to search next for the messages of others than these tenants. */
    Page search(Set<String> noisy) {
        long after = Math.max(cursor, searched);
        return new Page.Others(new Page.Range(after, Math.min(after + STRETCH, lastKept())), noisy);
    }

    /** The search begins again, since a tenant is quiet whose messages were passed over. */
    void searchAnew() {
        searched = cursor;
    }

    /** All that has not been read yet, or null if nothing is left. */
    Page rest() {
        return size == 0 ? null : new Page.Range(cursor, lastKept());
    }

    /** The messages behind the cursor that are in memory. */
    Set<Long> ahead() {
        return Set.copyOf(ahead);
    }

    /** A message has left memory, and the store before. */
    void left(long sequence) {
        // Nearly always there are none, and every message that is deleted comes by here.
        if (!ahead.isEmpty()) {
            ahead.remove(sequence);
        }
    }

    /** Whether a purge is under way: what was read may be gone, or not. */
    boolean isBeingPurged() {
        return !cuts.isEmpty();
    }

    /** Whether a message that was read is to be taken into memory; it is no longer here then. */
    boolean takes(Page page, long sequence, long visibleAt, long now) {
        if (sequence <= purgedUpTo) {
            return false;
        }
        return page instanceof Page.Others ? takesAhead(sequence, visibleAt, now) : takes(sequence, visibleAt, now);
    }

    private boolean takesAhead(long sequence, long visibleAt, long now) {
        if (visibleAt > now || !ahead.add(sequence)) {
            return false;
        }
        size--;
        return true;
    }

    private boolean takes(long sequence, long visibleAt, long now) {
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

    /** A page has been read up to this sequence number. */
    void read(Page page, long upTo) {
        if (page instanceof Page.Others) {
            searched = upTo;
        } else {
            exhausted(upTo);
        }
    }

    private void exhausted(long upTo) {
        cursor = Math.max(cursor, upTo);
        ahead.headSet(upTo, true).clear();
    }

    /** What was to be read was not, or is not taken. */
    void putBack(Page page) {
        if (page instanceof Page.Singles singles) {
            for (long sequence : singles.sequences()) {
                passed.add(sequence, sequence);
            }
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

    private long lastKept() {
        return arriving.isEmpty() ? lastSequence : arriving.first() - 1;
    }

    private void add(long sequence, long visibleAt, long now) {
        size++;
        if (visibleAt > now) {
            delayed.add(visibleAt, sequence);
        }
    }
}
