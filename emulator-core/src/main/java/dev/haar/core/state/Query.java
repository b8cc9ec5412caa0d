package dev.haar.core.state;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads from what is kept. */
public interface Query<T> {
    /** @param tables a connection to read from, for as long as the call lasts */
    T read(Connection tables) throws SQLException;
}
