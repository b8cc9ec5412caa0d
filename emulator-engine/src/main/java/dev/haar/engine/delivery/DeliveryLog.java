package dev.haar.engine.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/** The latest attempts to deliver. Safe for use by several threads, of which none waits for another. */
public final class DeliveryLog {
    private static final int MOST = 10_000;

    private final AtomicReferenceArray<Attempt> ring = new AtomicReferenceArray<>(MOST);
    private final AtomicLong added = new AtomicLong();

    /** Adds one; the oldest gives way. */
    public void add(Attempt attempt) {
        ring.set((int) (added.getAndIncrement() % MOST), attempt);
    }

    /** The latest that match, newest first. */
    public List<Attempt> latest(Predicate<Attempt> filter, int limit) {
        List<Attempt> found = new ArrayList<>();
        long newest = added.get();
        for (long number = newest - 1; number >= Math.max(0, newest - MOST) && found.size() < limit; number--) {
            Attempt attempt = ring.get((int) (number % MOST));
            if (attempt != null && filter.test(attempt)) {
                found.add(attempt);
            }
        }
        return found;
    }

    /** Forgets those that match. */
    public void forget(Predicate<Attempt> filter) {
        for (int i = 0; i < MOST; i++) {
            Attempt attempt = ring.get(i);
            if (attempt != null && filter.test(attempt)) {
                ring.compareAndSet(i, attempt, null);
            }
        }
    }
}
