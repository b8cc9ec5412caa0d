package dev.haar.core.time;

import dev.haar.core.state.Commit;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.state.Unawaited;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The clock in the hands of people. Where they move it is kept, so that it stands there after a restart. */
public final class KeptClock implements Restorable {
    private static final Unawaited MOVE =
            new Unawaited("After a restart the clock will not stand where it was moved to.");

    private final HaarTime time;
    private final StateStore store;

    public KeptClock(HaarTime time, StateStore store) {
        this.time = time;
        this.store = store;
        time.onMove(moved -> store.commit(List.of(moved), MOVE));
    }

    public Instant now() {
        return time.now();
    }

    public boolean isFrozen() {
        return time.isFrozen();
    }

    /** See {@link HaarTime#freeze()}. */
    public void freeze() {
        time.freeze();
    }

    /** See {@link HaarTime#unfreeze()}. */
    public void unfreeze() {
        time.unfreeze();
    }

    /** See {@link HaarTime#advance}. */
    public void advance(Duration by) {
        time.advance(by);
    }

    /** See {@link HaarTime#set}. */
    public void set(Instant instant) {
        time.set(instant);
    }

    /** See {@link HaarTime#reset()}. */
    public void reset() {
        time.reset();
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        try (Statement statement = tables.createStatement();
                ResultSet rows = statement.executeQuery("SELECT stands_at, ahead_millis FROM clock.clock")) {
            if (rows.next()) {
                Instant standsAt = rows.getObject(1, Instant.class);
                time.restore(
                        standsAt == null
                                ? new ClockMoved(false, rows.getLong(2))
                                : new ClockMoved(true, standsAt.toEpochMilli()));
            }
        }
    }

    /**
     * Waits for the clock's last move.
     *
     * @return done once it is kept, and with it everything that was handed to the store before, and nothing is due any more:
     *     what the move set off is then done, too, also where each step of it waits for the commit of the one before
     */
    public CompletableFuture<Void> settle() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        store.commit(List.of(time.state()), new Settling(settled, time.tasksRun()));
        return settled;
    }

    /** Waits until a commit passes in which nothing became due. */
    private final class Settling implements Commit {
        private final CompletableFuture<Void> settled;
        private final long tasksBefore;

        private Settling(CompletableFuture<Void> settled, long tasksBefore) {
            this.settled = settled;
            this.tasksBefore = tasksBefore;
        }

        @Override
        public void kept() {
            time.runDue();
            long tasks = time.tasksRun();
            if (tasks == tasksBefore) {
                settled.complete(null);
            } else {
                store.commit(List.of(time.state()), new Settling(settled, tasks));
            }
        }

        @Override
        public void refused(StateStoreException reason) {
            settled.completeExceptionally(reason);
        }
    }
}
