package dev.haar.core.state.h2;

import dev.haar.core.util.PrivateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.h2.tools.Recover;

/** A state directory that no Haar runs on, in the hands of people. */
public final class StateDirectory {
    private static final StoreOptions OPTIONS = StoreOptions.defaults();

    private final Path directory;

    public StateDirectory(Path directory) {
        this.directory = directory;
    }

    /** Whether there is a state in it. */
    public boolean exists() {
        return Files.exists(Database.file(directory));
    }

    /**
     * Counts what it holds.
     *
     * @throws StateDirectoryException if a Haar runs on it, or it cannot be read
     */
    public Contents contents() throws IOException {
        requireState();
        return DirectoryLock.whileHeld(directory, () -> {
            try (Database database = open()) {
                return Contents.QUERY.read(database.writing());
            }
        });
    }

    /** Whether a Haar runs on it. */
    public boolean isInUse() throws IOException {
        try {
            return DirectoryLock.whileHeld(directory, () -> false);
        } catch (DirectoryLock.InUseException e) {
            return true;
        }
    }

    /** How large its file is, in bytes. */
    public long size() throws IOException {
        return Files.size(Database.file(directory));
    }

    /**
     * Copies it into a ZIP file.
     *
     * @throws StateDirectoryException if a Haar runs on it, or it cannot be read
     */
    public void export(Path file) throws IOException {
        requireState();
        DirectoryLock.whileHeld(directory, () -> {
            try (Database database = open()) {
                export(database, directory, file);
            }
            return file;
        });
    }

    /**
     * Salvages what can be read into a new directory. This one stays as it is.
     *
     * @throws StateDirectoryException if there is nothing to read, or the new directory has a state already
     */
    public void recover(Path target) throws IOException {
        requireState();
        if (new StateDirectory(target).exists()) {
            throw new StateDirectoryException("There is a state in " + target + " already: choose a new directory.");
        }
        DirectoryLock.whileHeld(
                directory,
                () -> DirectoryLock.whileHeld(target, () -> {
                    Path work = Files.createTempDirectory(target, "recovery");
                    try {
                        salvage(target, work);
                        copyOthers(target);
                    } finally {
                        delete(work);
                    }
                    return target;
                }));
    }

    private void salvage(Path target, Path work) throws IOException {
        // H2 writes its script beside the file, which may be where nothing can be written.
        Files.copy(Database.file(directory), Database.file(work));
        try {
            Recover.execute(work.toString(), Database.NAME);
            Path script = work.resolve(Database.NAME + ".h2.sql");
            try (Database recovered = Database.open(target, OPTIONS.cacheKilobytes())) {
                Salvage.run(script, recovered.writing());
            }
        } catch (SQLException e) {
            throw new StateDirectoryException(
                    "Nothing of the state in " + directory + " can be read: " + Opening.firstLine(e), e);
        }
    }

    /** What else belongs to a state, such as the key that its secrets are wrapped under. */
    private void copyOthers(Path target) throws IOException {
        for (Path other : others(directory)) {
            Files.copy(other, target.resolve(other.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /**
     * Copies an open state into a ZIP file: the database as it is at one moment, whatever is written meanwhile, and the
     * other files of the directory. Only its owner may read it, for the sake of the keys.
     */
    static void export(Database database, Path directory, Path file) throws IOException, SQLException {
        try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(PrivateFile.create(file)));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            try (Connection reading = database.reading();
                    Statement statement = reading.createStatement()) {
                statement.execute("CHECKPOINT");
            }
            database.file().getFileStore().backup(zip);
            for (Path other : others(directory)) {
                zip.putNextEntry(new ZipEntry(other.getFileName().toString()));
                Files.copy(other, zip);
                zip.closeEntry();
            }
        }
    }

    private static List<Path> others(Path directory) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory,
                file -> Files.isRegularFile(file)
                        && !file.equals(Database.file(directory))
                        && !file.equals(DirectoryLock.file(directory)))) {
            files.forEach(others::add);
        }
        return others;
    }

    private Database open() throws StateDirectoryException {
        return Opening.open(directory, OPTIONS, List.of());
    }

    private void requireState() throws StateDirectoryException {
        if (!exists()) {
            throw new StateDirectoryException("There is no state in " + directory + ".");
        }
    }

    private static void delete(Path work) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(work);
    }
}
