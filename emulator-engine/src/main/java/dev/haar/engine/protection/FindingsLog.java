package dev.haar.engine.protection;

import dev.haar.core.util.Guard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The latest findings of audits. Safe for use by several threads. */
public final class FindingsLog {
    private static final int MOST = 1000;

    private final Guard guard = new Guard();
    private final Deque<Finding> newestFirst = new ArrayDeque<>();

    /** Adds one; the oldest gives way. */
    public void add(Finding finding) {
        guard.run(() -> {
            newestFirst.addFirst(finding);
            if (newestFirst.size() > MOST) {
                newestFirst.removeLast();
            }
        });
    }

    /** The latest that match, newest first. */
    public List<Finding> latest(Predicate<Finding> filter, int limit) {
        return guard.call(() -> newestFirst.stream().filter(filter).limit(limit).toList());
    }

    /** Forgets those that match. */
    public void forget(Predicate<Finding> filter) {
        guard.run(() -> newestFirst.removeIf(filter));
    }
}
