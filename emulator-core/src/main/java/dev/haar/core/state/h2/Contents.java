package dev.haar.core.state.h2;

import dev.haar.core.state.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a state holds, counted.
 *
 * @param versions the version of each domain's tables
 * @param rows how many rows each table has, by its name with its schema's
 */
public record Contents(Map<String, Integer> versions, Map<String, Long> rows) {
    /** Counts it. */
    public static final Query<Contents> QUERY = Contents::count;

    private static Contents count(Connection tables) throws SQLException {
        Map<String, Integer> versions = new LinkedHashMap<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Statement statement = tables.createStatement()) {
            try (ResultSet domains =
                    statement.executeQuery("SELECT domain, version FROM haar.schema_versions ORDER BY domain")) {
                while (domains.next()) {
                    versions.put(domains.getString(1), domains.getInt(2));
                }
            }
            List<String> names = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SELECT LOWER(table_schema), LOWER(table_name)"
                    + " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                    + " AND table_schema NOT IN ('INFORMATION_SCHEMA', 'HAAR') ORDER BY 1, 2")) {
                while (found.next()) {
                    names.add(found.getString(1) + "." + found.getString(2));
                }
            }
            for (String name : names) {
                // Names of tables come from Haar's own schema, not from people.
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + name)) {
                    count.next();
                    rows.put(name, count.getLong(1));
                }
            }
        }
        return new Contents(versions, rows);
    }
}
