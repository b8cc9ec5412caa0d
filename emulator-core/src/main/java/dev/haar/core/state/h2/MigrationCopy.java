package dev.haar.core.state.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file as it was before its tables were migrated. H2 keeps each statement of a migration by itself and copies a table to
 * change a column, so one that is cut off, or runs out of memory or disk, may leave a file that nobody can open. While the
 * copy is there the migration is not over, and the next start begins with the copy.
 */
final class MigrationCopy {
    private final Path file;
    private final Path copy;

    MigrationCopy(Path directory) {
        this.file = Database.file(directory);
        this.copy = directory.resolve(Database.NAME + ".before-migration");
    }

    /** Copies the file, which nobody has open. */
    void make() throws IOException {
        // Under another name until it is whole.
        Path partial = copy.resolveSibling(copy.getFileName() + ".part");
        try {
            Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Puts the file back as it was, if a migration did not end. */
    void putBack() throws IOException {
        if (Files.exists(copy)) {
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The migration is over. */
    void delete() throws IOException {
        Files.deleteIfExists(copy);
    }
}
