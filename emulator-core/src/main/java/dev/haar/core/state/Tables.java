package dev.haar.core.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How one domain's changes become rows: its tables and what each change does to them. */
public interface Tables {
    /** The domain: the SQL schema in which its tables are. */
    String schema();

    /**
     * The statements that make the tables, step by step: a file that has seen the first n steps has version n of this
     * domain. Steps are only ever added. Each statement is kept by itself, and a step that was cut off is run again from its
     * start: all but those of the first step must stand that.
     */
    List<List<String>> migrations();

    /**
     * The file has been opened, or opened anew: what the tables remember of their rows is to be read from it.
     *
     * @param reading a connection for as long as the call lasts
     */
    default void opened(Connection reading) throws SQLException {
        // Most tables remember nothing.
    }

    /** Whether the change is this domain's. */
    boolean owns(Change change);

    /** Writes a change of this domain. */
    void write(Change change, Statements to) throws SQLException;

    /**
     * Does a small portion of work that nobody waits for, such as removing the rows of what is gone already.
     *
     * @return whether there is more to do
     */
    default boolean tidy(Statements to) throws SQLException {
        return false;
    }
}
