package dev.haar.core.time;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The one row in which the clock is kept: where it stands, or how far it is from the machine's. */
public final class ClockTables implements Tables {
    @Override
    public String schema() {
        return "clock";
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(List.of(
                "CREATE SCHEMA clock",
                "CREATE TABLE clock.clock (id INTEGER PRIMARY KEY, stands_at TIMESTAMP(3) WITH TIME ZONE,"
                        + " ahead_millis BIGINT)"));
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof ClockMoved;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        ClockMoved moved = (ClockMoved) change;
        to.update(
                "MERGE INTO clock.clock (id, stands_at, ahead_millis) KEY (id) VALUES (1, ?, ?)",
                moved.frozen() ? Instant.ofEpochMilli(moved.value()) : null,
                moved.frozen() ? null : moved.value());
    }
}
