package dev.haar.core.state.h2;

import dev.haar.core.state.Query;
import dev.haar.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads from the database beside the writer: one query after the other, in a thread that the first of them starts. */
final class Reader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reader.class.getName());

    private static final int PATIENCE_SECONDS = 10;

    private final Supplier<Database> database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reader = new Thread(task, "haar-reader");
        reader.setDaemon(true);
        return reader;
    });

    // The thread's own.
    private Database connectedTo;
    private Connection connection;

    /** @param database the database of the moment: it changes when the file is opened anew */
    Reader(Supplier<Database> database) {
        this.database = database;
    }

    <T> CompletableFuture<T> read(Query<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> read(query, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new StateStoreException("The state is closed.", e));
        }
        return answer;
    }

    /** Waits for the queries under way, for a while; later ones fail. */
    @Override
    public void close() {
        // Never by an interrupt: one that meets a thread inside H2 closes the file.
        if (!thread.isShutdown()) {
            thread.execute(this::disconnect);
            thread.shutdown();
            try {
                if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.log(System.Logger.Level.WARNING, "The state is being closed while it is read.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> void read(Query<T> query, CompletableFuture<T> answer) {
        T result;
        try {
            result = query.read(connection());
        } catch (SQLException e) {
            disconnect();
            answer.completeExceptionally(new StateStoreException("The state could not be read.", e));
            return;
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            return;
        }
        answer.complete(result);
    }

    private Connection connection() throws SQLException {
        Database current = database.get();
        if (connection == null || connectedTo != current) {
            disconnect();
            connection = current.reading();
            connectedTo = current;
        }
        return connection;
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "A connection to a database that is gone could not be closed.", e);
            }
            connection = null;
        }
    }
}
