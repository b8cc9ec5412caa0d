package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A store that reports when the test says so: at once, late, out of turn, or with a refusal. */
final class TestStore implements StateStore {
    /** When a store reports. */
    enum Manner {
        AT_ONCE,
        LATE,
        OUT_OF_TURN
    }

    private record Pending(List<? extends Change> changes, Commit commit) {}

    private final Manner manner;
    private final Random random = new Random(42);
    private final List<Pending> pending = new ArrayList<>();
    private Predicate<Change> refusal = change -> false;

    TestStore(Manner manner) {
        this.manner = manner;
    }

    /** Refuses, from now on, all commits with such a change. */
    void refuse(Predicate<Change> changes) {
        refusal = changes;
    }

    @Override
    public void commit(List<? extends Change> changes, Commit commit) {
        if (manner == Manner.AT_ONCE) {
            report(new Pending(List.copyOf(changes), commit));
        } else {
            pending.add(new Pending(List.copyOf(changes), commit));
        }
    }

    /** How many commits wait for their report. */
    int waiting() {
        return pending.size();
    }

    /** Reports one of the commits that wait; false if there is none. */
    boolean reportOne() {
        if (pending.isEmpty()) {
            return false;
        }
        report(pending.remove(manner == Manner.OUT_OF_TURN ? random.nextInt(pending.size()) : 0));
        return true;
    }

    /** Reports the commit that came last. */
    void reportLast() {
        report(pending.remove(pending.size() - 1));
    }

    void reportAll() {
        while (reportOne()) {
            // Each report may bring new commits.
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private void report(Pending commit) {
        if (commit.changes.stream().anyMatch(refusal)) {
            commit.commit.refused(new StateStoreException("The test says so.", null));
        } else {
            commit.commit.kept();
        }
    }
}
