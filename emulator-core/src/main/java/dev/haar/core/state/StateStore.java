package dev.haar.core.state;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where changes are kept. A command hands over everything that it changes and answers once that is kept.
 *
 * <p>{@link #commit} never waits for the disk, so it may be called under a lock: an implementation either keeps the
 * changes at once and reports before it returns, or takes them in the order of the calls and reports later from a thread
 * of its own. Callers rely on neither, and not on reports coming in the order of the calls.
 */
public interface StateStore extends AutoCloseable {
    /** Keeps all of the changes or none, then reports to {@code commit}, exactly once. */
    void commit(List<? extends Change> changes, Commit commit);

    /**
     * Gives a domain what was kept of it, before this returns; and again whenever the store cannot know whether a commit
     * was kept, so that memory follows what is. A store that keeps nothing gives nothing.
     */
    default void attach(Restorable domain) {
        // Nothing was kept.
    }

    /** Whether there is something to {@link #read} from. */
    default boolean isReadable() {
        return false;
    }

    /**
     * Reads what is kept, aside from what is being written; every change that was reported as kept is in it. The answer may
     * come from a thread of the store's own, and fails with a {@link StateStoreException} if there is nothing to read from.
     */
    default <T> CompletableFuture<T> read(Query<T> query) {
        return CompletableFuture.failedFuture(new StateStoreException("Nothing is kept.", null));
    }

    @Override
    void close();
}
