package dev.haar.core.state;

import java.sql.SQLException;

/** Runs SQL in the transaction of the writer. */
public interface Statements {
    /**
     * Runs an INSERT, UPDATE, MERGE or DELETE.
     *
     * @param sql constant text: each is prepared once
     * @param values what stands for its question marks; a {@link java.time.Instant} is a TIMESTAMP(3)
     * @return how many rows it concerned
     */
    int update(String sql, Object... values) throws SQLException;
}
