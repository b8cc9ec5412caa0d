package dev.haar.core.state;

import java.sql.Connection;
import java.sql.SQLException;

/** A domain's memory, as far as it is made of what its {@link Tables} keep. */
public interface Restorable {
    /**
     * Forgets everything, ends every wait, and becomes what the tables hold. Changes handed to the store while this goes
     * on are refused.
     *
     * @param tables a connection to read from, for as long as the call lasts
     */
    void restore(Connection tables) throws SQLException;
}
