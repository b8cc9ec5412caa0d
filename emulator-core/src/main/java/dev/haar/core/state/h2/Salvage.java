package dev.haar.core.state.h2;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.tools.Recover;
import org.h2.util.ScriptReader;

/**
 * Makes a database of the script that H2's recovery wrote. As it stands the script first puts every value into a column of
 * text, which spoils bytes and arrays; so tables are made first here, and rows go straight where they belong.
 */
final class Salvage {
    private static final System.Logger LOG = System.getLogger(Salvage.class.getName());
    private static final Pattern ROW = Pattern.compile("INSERT INTO (O_[0-9]+) VALUES.*", Pattern.DOTALL);
    private static final Pattern TARGET =
            Pattern.compile("INSERT INTO (\\S+) SELECT \\* FROM (O_[0-9]+)", Pattern.DOTALL);
    private static final Pattern PASSING = Pattern.compile("(CREATE|DROP) TABLE O_[0-9]+.*", Pattern.DOTALL);
    private static final Pattern LAST =
            Pattern.compile("DROP ALIAS.*|DROP TABLE IF EXISTS INFORMATION_SCHEMA.*", Pattern.DOTALL);
    private static final Pattern FUNCTION = Pattern.compile("(CREATE ALIAS .* FOR ')\\S+\\.(read[BC]lobMap')");
    private static final int ROWS_IN_ONE_COMMIT = 10_000;

    private final Connection connection;
    private final Statement statement;

    /** The tables that rows belong to, by the names they have in the script. */
    private final Map<String, String> targets = new HashMap<>();

    private int lost;

    private Salvage(Connection connection, Statement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** Runs the script; a row that cannot be read is left out. */
    static void run(Path script, Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            Salvage salvage = new Salvage(connection, statement);
            List<String> last = salvage.makeTables(script);
            salvage.fillTables(script);
            for (String sql : last) {
                salvage.attempt(sql);
            }
            connection.commit();
            if (salvage.lost > 0) {
                LOG.log(System.Logger.Level.WARNING, "{0} rows could not be read.", salvage.lost);
            }
        }
    }

    private List<String> makeTables(Path script) throws IOException {
        List<String> last = new ArrayList<>();
        forEach(script, sql -> {
            Matcher target = TARGET.matcher(sql);
            if (target.matches()) {
                targets.put(target.group(2), target.group(1));
            } else if (LAST.matcher(sql).matches()) {
                last.add(sql);
            } else if (!ROW.matcher(sql).matches() && !PASSING.matcher(sql).matches()) {
                // The function's class has another name where H2 is relocated.
                attempt(FUNCTION.matcher(sql).replaceFirst("$1" + Recover.class.getName() + ".$2"));
            }
        });
        return last;
    }

    private void fillTables(Path script) throws IOException, SQLException {
        int[] rows = {0};
        forEach(script, sql -> {
            Matcher row = ROW.matcher(sql);
            String target = row.matches() ? targets.get(row.group(1)) : null;
            if (target != null) {
                if (!attempt("INSERT INTO " + target + sql.substring(row.end(1)))) {
                    lost++;
                }
                if (++rows[0] % ROWS_IN_ONE_COMMIT == 0) {
                    connection.commit();
                }
            }
        });
    }

    private boolean attempt(String sql) {
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A statement of the recovery failed.", e);
            return false;
        }
    }

    /** Takes one statement of the script. */
    private interface Step {
        void take(String sql) throws SQLException;
    }

    private static void forEach(Path script, Step step) throws IOException {
        try (Reader text = Files.newBufferedReader(script, StandardCharsets.UTF_8);
                ScriptReader statements = new ScriptReader(text)) {
            statements.setSkipRemarks(true);
            for (String sql = statements.readStatement(); sql != null; sql = statements.readStatement()) {
                if (!sql.isBlank()) {
                    step.take(sql.strip());
                }
            }
        } catch (SQLException e) {
            throw new IOException("The recovered rows could not be kept.", e);
        }
    }
}
