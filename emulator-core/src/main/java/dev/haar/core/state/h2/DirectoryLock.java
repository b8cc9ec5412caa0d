package dev.haar.core.state.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/**
 * Makes a state directory one Haar's, also within one virtual machine, where H2 would let both into the same database. The
 * operating system frees it with the process.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    /** Another has the directory. */
    static final class InUseException extends StateDirectoryException {
        private static final long serialVersionUID = 1L;

        private InUseException(Path directory) {
            super("The state directory " + directory + " is in use by another Haar: choose another with --data.");
        }
    }

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static Path file(Path directory) {
        return directory.resolve(Database.NAME + ".lock");
    }

    /**
     * Takes the directory, which is made if need be.
     *
     * @throws StateDirectoryException if another has it, or it cannot be written to
     */
    static DirectoryLock take(Path directory) throws StateDirectoryException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StateDirectoryException("The state directory " + directory + " cannot be made: " + e, e);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StateDirectoryException(
                    "The state directory " + directory
                            + " cannot be written to: choose another with --data, or keep no state with --ephemeral.",
                    e);
        }
        DirectoryLock lock = new DirectoryLock(channel);
        if (!lock.tryLock()) {
            lock.close();
            throw new InUseException(directory);
        }
        return lock;
    }

    /** What is done with a directory that no other uses. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws IOException, SQLException;
    }

    /** Does something with a directory that nobody else may use meanwhile; what SQL cannot read is explained. */
    static <T> T whileHeld(Path directory, Task<T> task) throws IOException {
        DirectoryLock lock = take(directory);
        try {
            return task.run();
        } catch (SQLException e) {
            throw Opening.explain(directory, e);
        } finally {
            lock.close();
        }
    }

    private boolean tryLock() throws StateDirectoryException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            close();
            throw new StateDirectoryException("The state directory cannot be locked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock on the state directory could not be given up.", e);
        }
    }
}
