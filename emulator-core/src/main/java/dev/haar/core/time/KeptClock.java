package dev.haar.core.time;

import dev.haar.core.state.Commit;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The clock in the hands of people: where they move it is kept, so that it stands there after a restart. */
public final class KeptClock implements Restorable {
    private static final System.Logger LOG = System.getLogger(KeptClock.class.getName());

    private final HaarTime time;
    private final StateStore store;

    public KeptClock(HaarTime time, StateStore store) {
        this.time = time;
        this.store = store;
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
        keep();
    }

    /** See {@link HaarTime#unfreeze()}. */
    public void unfreeze() {
        time.unfreeze();
        keep();
    }

    /** See {@link HaarTime#advance}. */
    public void advance(Duration by) {
        time.advance(by);
        keep();
    }

    /** See {@link HaarTime#set}. */
    public void set(Instant instant) {
        time.set(instant);
        keep();
    }

    /** See {@link HaarTime#reset()}. */
    public void reset() {
        time.reset();
        keep();
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

    private void keep() {
        store.commit(List.of(time.state()), new Commit() {
            @Override
            public void kept() {
                // Nobody waits for it.
            }

            @Override
            public void refused(StateStoreException reason) {
                LOG.log(System.Logger.Level.WARNING, "The clock stands elsewhere after the next start.", reason);
            }
        });
    }
}
