package dev.haar.core.state.h2;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/** An open H2 file with the writer's connection to it. */
final class Database implements AutoCloseable {
    /** The name of the file without what H2 appends. */
    static final String NAME = "haar";

    /** How long an orderly stop may spend on making the file small, in milliseconds. */
    private static final int LAST_COMPACTION = 500;

    /**
     * Why each is as it is: a commit reaches the operating system before it is answered (WRITE_DELAY; with any other value
     * kill -9 loses what was acknowledged), space is used again at once (RETENTION_TIME), nothing but Haar closes the file,
     * and H2 writes no trace of its own.
     */
    private static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
            + ";TRACE_LEVEL_SYSTEM_OUT=0;MAX_COMPACT_TIME=" + LAST_COMPACTION;

    private final String url;
    private final Connection writing;
    private final org.h2.engine.Database opened;

    private Database(String url, Connection writing) throws SQLException {
        this.url = url;
        this.writing = writing;
        this.opened = ((SessionLocal) writing.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }

    static Path file(Path directory) {
        return directory.resolve(NAME + ".mv.db");
    }

    /** Opens the file in the directory, or makes it. */
    static Database open(Path directory, int cacheKilobytes) throws SQLException {
        String url =
                "jdbc:h2:file:" + directory.toAbsolutePath().resolve(NAME) + SETTINGS + ";CACHE_SIZE=" + cacheKilobytes;
        Connection connection = connect(url);
        try {
            connection.setAutoCommit(false);
            return new Database(url, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The connection of the one thread that writes. */
    Connection writing() {
        return writing;
    }

    /**
     * A further connection, for reading. A result lies in memory as a whole: H2 could read its rows as they are asked for,
     * but with RETENTION_TIME at 0 what they lie in may be gone by then.
     */
    Connection reading() throws SQLException {
        return connect(url);
    }

    MVStore file() {
        return opened.getStore().getMvStore();
    }

    /** Closes it as far as it is open; what was committed is in the file already. */
    @Override
    public void close() throws SQLException {
        if (!writing.isClosed()) {
            try (Statement statement = writing.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        }
    }

    /** Leaves a broken database without another word to the disk. */
    void abandon() {
        opened.shutdownImmediately();
    }

    private static Connection connect(String url) throws SQLException {
        // Neither through DriverManager nor by the driver's class, which would enter itself there: Haar's H2 would then
        // take the URLs of a program that embeds it, or that program's H2 Haar's.
        return new JdbcConnection(url, new Properties(), null, null, false);
    }
}
