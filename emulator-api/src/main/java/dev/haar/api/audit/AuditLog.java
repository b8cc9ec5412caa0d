package dev.haar.api.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The last calls, in memory. Safe for use by several threads. */
public final class AuditLog {
    private static final int MOST = 10_000;

    private final Deque<AuditEvent> events = new ArrayDeque<>();

    /** Adds a call; the oldest goes where there are too many. */
    public synchronized void add(AuditEvent event) {
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** The calls that match, the latest first. */
    public synchronized List<AuditEvent> latest(Predicate<AuditEvent> filter, int limit) {
        List<AuditEvent> found = new ArrayList<>();
        for (Iterator<AuditEvent> all = events.descendingIterator(); all.hasNext() && found.size() < limit; ) {
            AuditEvent event = all.next();
            if (filter.test(event)) {
                found.add(event);
            }
        }
        return found;
    }

    /** Forgets the calls that match. */
    public synchronized void forget(Predicate<AuditEvent> filter) {
        events.removeIf(filter);
    }
}
