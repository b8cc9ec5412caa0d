package dev.haar.engine.queue;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Sequence numbers with a time each, the earliest time first and of the same time the lowest number: sixteen bytes for one,
 * since there can be millions.
 */
final class SequenceHeap {
    private static final int INITIAL = 64;

    private long[] times = new long[INITIAL];
    private long[] sequences = new long[INITIAL];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The earliest time; {@link Long#MAX_VALUE} if it is empty. */
    long earliest() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** The sequence number with the earliest time; meaningless if it is empty. */
    long first() {
        return size == 0 ? 0 : sequences[0];
    }

    void add(long time, long sequence) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size + size / 2);
            sequences = Arrays.copyOf(sequences, times.length);
        }
        size++;
        rise(size - 1, time, sequence);
    }

    /** Takes out the one with the earliest time. */
    void removeFirst() {
        size--;
        sink(0, times[size], sequences[size]);
        if (size < times.length / 4 && times.length > INITIAL) {
            times = Arrays.copyOf(times, times.length / 2);
            sequences = Arrays.copyOf(sequences, times.length);
        }
    }

    void removeIf(LongPredicate sequenceIs) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!sequenceIs.test(sequences[i])) {
                times[kept] = times[i];
                sequences[kept] = sequences[i];
                kept++;
            }
        }
        size = kept;
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i, times[i], sequences[i]);
        }
    }

    /** Moves all times; their order stays. */
    void shift(long by) {
        for (int i = 0; i < size; i++) {
            times[i] += by;
        }
    }

    private void rise(int hole, long time, long sequence) {
        int at = hole;
        while (at > 0 && isBefore(time, sequence, (at - 1) / 2)) {
            int parent = (at - 1) / 2;
            times[at] = times[parent];
            sequences[at] = sequences[parent];
            at = parent;
        }
        times[at] = time;
        sequences[at] = sequence;
    }

    private void sink(int hole, long time, long sequence) {
        int at = hole;
        while (true) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(times[child + 1], sequences[child + 1], child)) {
                child++;
            }
            if (child >= size || isBefore(time, sequence, child)) {
                break;
            }
            times[at] = times[child];
            sequences[at] = sequences[child];
            at = child;
        }
        times[at] = time;
        sequences[at] = sequence;
    }

    private boolean isBefore(long time, long sequence, int other) {
        return time < times[other] || time == times[other] && sequence < sequences[other];
    }
}
