package dev.haar.core.state.h2;

import dev.haar.core.state.Change;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.state.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes groups of changes to one open database, each group in one transaction. Used by one thread. */
final class Writer {
    private final Database database;
    private final Connection connection;
    private final boolean fsync;
    private final PreparedStatements statements;
    private final List<Tables> domains;
    private final Map<Class<?>, Tables> owners = new ConcurrentHashMap<>();

    Writer(Database database, boolean fsync, List<Tables> domains) {
        this.database = database;
        this.fsync = fsync;
        this.connection = database.writing();
        this.statements = new PreparedStatements(connection);
        this.domains = domains;
    }

    /**
     * Keeps a group and tells each of it.
     *
     * @throws SQLException if nobody knows what of the group is in the file; nobody has been told then
     */
    void write(List<Pending> group) throws SQLException {
        try {
            for (Pending pending : group) {
                apply(pending);
            }
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            connection.rollback();
            writeEachAlone(group);
            return;
        }
        commit();
        for (Pending pending : group) {
            pending.kept();
        }
    }

    /** Does a small portion of work that nobody waits for; false if there is none. */
    boolean tidy() throws SQLException {
        boolean more = false;
        for (Tables domain : domains) {
            more |= domain.tidy(statements);
        }
        connection.commit();
        return more;
    }

    /** What SQL refuses must not cost the others of its group their commit. */
    private void writeEachAlone(List<Pending> group) throws SQLException {
        for (Pending pending : group) {
            try {
                apply(pending);
            } catch (SQLException e) {
                if (!isRefusal(e)) {
                    pending.refused(new StateStoreException("The state could not be written.", e));
                    throw e;
                }
                connection.rollback();
                pending.refused(new StateStoreException("The change cannot be kept.", e));
                continue;
            }
            commit();
            pending.kept();
        }
    }

    private void commit() throws SQLException {
        connection.commit();
        if (fsync) {
            database.file().sync();
        }
    }

    private void apply(Pending pending) throws SQLException {
        for (Change change : pending.changes()) {
            owner(change).write(change, statements);
        }
    }

    private Tables owner(Change change) {
        return owners.computeIfAbsent(
                change.getClass(),
                type -> domains.stream()
                        .filter(domain -> domain.owns(change))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("No table keeps a " + type.getName())));
    }

    /** Whether the database is well and only this statement was not to its liking: classes 22, 23 and 42 of SQLSTATE. */
    private static boolean isRefusal(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }
}
