package dev.haar.core.state.h2;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.Query;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.state.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps state in an H2 file. One thread writes: whatever has gathered since its last turn is one transaction, so under load
 * many commands share a commit, and an idle one waits for its own only. What was reported as kept survives the end of the
 * process at any instant.
 *
 * <p>When the file cannot be written, nobody knows whether the last commit is in it. Then every command that waits is
 * refused, the file is opened anew, and the domains become what it holds before anything else is kept.
 */
public final class H2Store implements StateStore {
    private static final System.Logger LOG = System.getLogger(H2Store.class.getName());
    private static final long IDLE_MILLIS = 60_000;

    /** How long nothing must come before housekeeping is worth its while: clients come back sooner than that. */
    private static final long BREATH_MILLIS = 5;

    private static final long REOPEN_MILLIS = 250;

    /**
     * How many changes are written before those who wait let a portion of housekeeping pass: about as many as it clears
     * away rows, so that what is gone does not pile up.
     */
    private static final int CHANGES_BETWEEN_CHORES = 1000;

    private final Path directory;
    private final DirectoryLock lock;
    private final StoreOptions options;
    private final List<Tables> domains;
    private final List<Restorable> memories = new CopyOnWriteArrayList<>();
    private final Intake intake = new Intake();
    private final Reader reader = new Reader(() -> this.database);
    private final Thread thread = new Thread(this::run, "haar-writer");

    // The writer's own, but that attach() reads the database before commands come.
    private volatile Database database;
    private Writer writer;
    private Compaction compaction;

    private H2Store(Path directory, DirectoryLock lock, StoreOptions options, List<Tables> domains) {
        this.directory = directory;
        this.lock = lock;
        this.options = options;
        this.domains = List.copyOf(domains);
    }

    /**
     * Opens the state in a directory, which is made if need be.
     *
     * @throws StateDirectoryException if that cannot be: another process uses it, it is read-only, damaged or newer
     */
    public static H2Store open(Path directory, StoreOptions options, List<Tables> domains)
            throws StateDirectoryException {
        DirectoryLock lock = DirectoryLock.take(directory);
        H2Store store = new H2Store(directory, lock, options, domains);
        try {
            store.openDatabase();
        } catch (StateDirectoryException | RuntimeException e) {
            lock.close();
            throw e;
        }
        store.thread.setDaemon(true);
        store.thread.start();
        return store;
    }

    @Override
    public void commit(List<? extends Change> changes, Commit commit) {
        Pending pending = new Pending(changes, commit);
        if (!intake.offer(pending)) {
            pending.refused(new StateStoreException("The state cannot be written at the moment.", null));
        }
    }

    @Override
    public void attach(Restorable domain) {
        restore(domain, database);
        memories.add(domain);
    }

    @Override
    public boolean isReadable() {
        return true;
    }

    @Override
    public <T> CompletableFuture<T> read(Query<T> query) {
        return reader.read(query);
    }

    /** Where the state is. */
    public Path directory() {
        return directory;
    }

    /**
     * Copies the state into a ZIP file, while it is being written: everything that was reported as kept before the call is in
     * it. Takes as long as the copying does.
     */
    public void export(Path file) throws IOException {
        try {
            StateDirectory.export(database, directory, file);
        } catch (SQLException e) {
            throw new IOException("The state could not be copied.", e);
        }
    }

    /** Writes what is under way, makes the file small for a moment and closes it. */
    @Override
    public void close() {
        reader.close();
        intake.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        lock.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int sinceChores = 0;
        long patience = BREATH_MILLIS;
        while (true) {
            List<Pending> group = intake.poll();
            try {
                if (!group.isEmpty()) {
                    writer.write(group);
                    patience = BREATH_MILLIS;
                    sinceChores += changes(group);
                    if (sinceChores < CHANGES_BETWEEN_CHORES) {
                        continue;
                    }
                } else if (intake.await(patience)) {
                    continue;
                }
                sinceChores = 0;
                boolean more = doChores();
                if (group.isEmpty() && !more && intake.isClosing()) {
                    database.close();
                    return;
                }
                patience = more ? 0 : IDLE_MILLIS;
            } catch (SQLException | RuntimeException e) {
                if (!startOver(group, e)) {
                    return;
                }
            }
        }
    }

    private static int changes(List<Pending> group) {
        int changes = 0;
        for (Pending pending : group) {
            changes += pending.changes().size();
        }
        return changes;
    }

    private boolean doChores() throws SQLException {
        boolean more = writer.tidy();
        return compaction.step() || more;
    }

    /** Refuses what waits, opens the file anew and has memory follow it; false if Haar ends meanwhile. */
    private boolean startOver(List<Pending> group, Exception failure) {
        LOG.log(
                System.Logger.Level.ERROR,
                "The state in " + directory + " could not be written; it is being opened anew.",
                failure);
        StateStoreException reason = new StateStoreException("The state could not be written.", failure);
        List<Pending> waiting = intake.shut();
        group.forEach(pending -> pending.refused(reason));
        waiting.forEach(pending -> pending.refused(reason));
        database.abandon();
        while (!intake.isClosing()) {
            try {
                openDatabase();
                for (Restorable memory : memories) {
                    restore(memory, database);
                }
                intake.open();
                LOG.log(System.Logger.Level.INFO, "The state in {0} is open again.", directory);
                return true;
            } catch (StateDirectoryException | StateStoreException e) {
                LOG.log(System.Logger.Level.WARNING, "The state in " + directory + " cannot be opened yet.", e);
                database.abandon();
                intake.awaitClosing(REOPEN_MILLIS);
            }
        }
        return false;
    }

    private void openDatabase() throws StateDirectoryException {
        database = Opening.open(directory, options, domains);
        writer = new Writer(database, options.fsync(), domains);
        compaction = new Compaction(database.file());
    }

    private static void restore(Restorable domain, Database from) {
        try (Connection reading = from.reading()) {
            domain.restore(reading);
        } catch (SQLException e) {
            throw new StateStoreException("The state could not be read.", e);
        }
    }
}
