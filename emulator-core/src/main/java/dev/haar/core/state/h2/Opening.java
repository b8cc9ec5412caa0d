package dev.haar.core.state.h2;

import dev.haar.core.state.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.h2.api.ErrorCode;

/** Opens the state in a directory, or says in one line why that cannot be. */
final class Opening {
    private final Path directory;
    private final StoreOptions options;
    private final List<Tables> domains;
    private final MigrationCopy copy;

    private Opening(Path directory, StoreOptions options, List<Tables> domains) {
        this.directory = directory;
        this.options = options;
        this.domains = domains;
        this.copy = new MigrationCopy(directory);
    }

    static Database open(Path directory, StoreOptions options, List<Tables> domains) throws StateDirectoryException {
        Path file = Database.file(directory);
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new StateDirectoryException(
                    "The state in " + file + " cannot be written to: make it writable, or choose another directory.");
        }
        return new Opening(directory, options, domains).open();
    }

    private Database open() throws StateDirectoryException {
        try {
            copy.putBack();
        } catch (IOException e) {
            throw new StateDirectoryException(
                    "The state in " + directory + " cannot be put back as it was before a migration: " + e, e);
        }
        Database database = connect();
        try {
            if (Schema.isOlder(database.writing(), domains)) {
                database.close();
                return migrate();
            }
            return makeReady(database);
        } catch (SQLException e) {
            database.abandon();
            throw explain(directory, e);
        } catch (StateDirectoryException e) {
            database.abandon();
            throw e;
        }
    }

    /** Migrates what an older program left; if that fails everything is as it was. */
    private Database migrate() throws StateDirectoryException {
        try {
            copy.make();
        } catch (IOException e) {
            throw new StateDirectoryException(
                    "The state in " + directory + " is of an older Haar and cannot be copied to be migrated: " + e, e);
        }
        Database database = connect();
        try {
            makeReady(database);
            copy.delete();
            return database;
        } catch (SQLException | IOException | RuntimeException | OutOfMemoryError e) {
            database.abandon();
            throw undo(e);
        }
    }

    private StateDirectoryException undo(Throwable failure) {
        String reason = failure instanceof SQLException e ? firstLine(e) : failure.toString();
        try {
            copy.putBack();
        } catch (IOException e) {
            failure.addSuppressed(e);
            return new StateDirectoryException(
                    "The state in " + directory + " could not be migrated (" + reason
                            + "); the next start tries again.",
                    failure);
        }
        return new StateDirectoryException(
                "The state in " + directory + " is of an older Haar and could not be migrated (" + reason
                        + "); it is as it was. More heap (-Xmx) or room on the disk may help.",
                failure);
    }

    private Database connect() throws StateDirectoryException {
        try {
            return Database.open(directory, options.cacheKilobytes());
        } catch (SQLException e) {
            throw explain(directory, e);
        }
    }

    private Database makeReady(Database database) throws SQLException {
        Schema.migrate(database.writing(), domains);
        for (Tables domain : domains) {
            domain.opened(database.writing());
        }
        database.writing().commit();
        return database;
    }

    static StateDirectoryException explain(Path directory, SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.FILE_CORRUPTED_1 ->
                new StateDirectoryException(
                        "The state in " + directory + " is damaged (" + firstLine(e)
                                + "): save what can be read with 'haar state recover', or move the directory away.",
                        e);
            default ->
                new StateDirectoryException("The state in " + directory + " cannot be opened: " + firstLine(e), e);
        };
    }

    static String firstLine(SQLException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }
}
