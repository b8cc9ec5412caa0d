package dev.haar.core.state.h2;

import dev.haar.core.state.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.h2.api.ErrorCode;

/** Opens the state in a directory, or says in one line why that cannot be. */
final class Opening {
    private Opening() {}

    static Database open(Path directory, StoreOptions options, List<Tables> domains) throws StateDirectoryException {
        Path file = Database.file(directory);
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new StateDirectoryException(
                    "The state in " + file + " cannot be written to: make it writable, or choose another directory.");
        }
        Database database;
        try {
            database = Database.open(directory, options.cacheKilobytes());
        } catch (SQLException e) {
            throw explain(directory, e);
        }
        try {
            Schema.migrate(database.writing(), domains);
            for (Tables domain : domains) {
                domain.opened(database.writing());
            }
            database.writing().commit();
            return database;
        } catch (SQLException e) {
            database.abandon();
            throw explain(directory, e);
        } catch (StateDirectoryException e) {
            database.abandon();
            throw e;
        }
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
