package dev.haar.core.state.h2;

import dev.haar.core.state.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the tables of every domain to the version that this program knows. */
final class Schema {
    private Schema() {}

    /**
     * Whether the file has tables of an older program.
     *
     * @throws StateDirectoryException if it has tables of a newer one
     */
    static boolean isOlder(Connection connection, List<Tables> domains) throws SQLException, StateDirectoryException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS haar");
            statement.execute("CREATE TABLE IF NOT EXISTS haar.schema_versions ("
                    + "domain VARCHAR(64) PRIMARY KEY, version INTEGER NOT NULL)");
        }
        boolean older = false;
        for (Tables domain : domains) {
            int version = version(connection, domain);
            int known = domain.migrations().size();
            if (version > known) {
                throw new StateDirectoryException("The state of " + domain.schema() + " has version " + version
                        + " and is newer than this program, which knows version " + known
                        + ": use the newer Haar, or another directory.");
            }
            older |= version > 0 && version < known;
        }
        return older;
    }

    /** Makes or migrates the tables, each domain's in one go. */
    static void migrate(Connection connection, List<Tables> domains) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Tables domain : domains) {
                int version = version(connection, domain);
                int known = domain.migrations().size();
                if (version == known) {
                    continue;
                }
                if (version == 0) {
                    // What is there already is from a first start that was cut off, before anything was kept in it.
                    statement.execute("DROP SCHEMA IF EXISTS " + domain.schema() + " CASCADE");
                }
                for (List<String> step : domain.migrations().subList(version, known)) {
                    for (String sql : step) {
                        statement.execute(sql);
                    }
                }
                statement.execute("MERGE INTO haar.schema_versions KEY (domain) VALUES ('" + domain.schema() + "', "
                        + known + ")");
                connection.commit();
            }
        }
    }

    private static int version(Connection connection, Tables domain) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT version FROM haar.schema_versions WHERE domain = ?")) {
            query.setString(1, domain.schema());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }
}
