package dev.haar.core.state;

import dev.haar.core.util.Guard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Has changes that are rare happen one after the other, each once the one before it is kept or refused. Safe for use by
 * several threads.
 */
public final class Changes {
    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    private final StateStore store;
    private final Guard guard = new Guard();
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    /** @param store where they are kept */
    public Changes(StateStore store) {
        this.store = store;
    }

    /** Runs the change when all that came before it are over; what it throws is its outcome. */
    public <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> change) {
        return guard.call(() -> {
            CompletableFuture<T> result = last.thenCompose(done -> change.get());
            last = result.handle((value, failure) -> null);
            return result;
        });
    }

    /** Keeps the changes, then shows them. */
    public <T> CompletableFuture<T> keep(List<? extends Change> changes, Supplier<T> show) {
        CompletableFuture<T> done = new CompletableFuture<>();
        store.commit(changes, new Commit() {
            @Override
            public void kept() {
                done.complete(show.get());
            }

            @Override
            public void refused(StateStoreException reason) {
                done.completeExceptionally(reason);
            }
        });
        return done;
    }

    /** Has the store forget what memory has forgotten already. */
    public void forget(List<? extends Change> changes) {
        keep(changes, () -> true).whenComplete((kept, failure) -> {
            if (failure != null) {
                LOG.log(System.Logger.Level.WARNING, "What was reset is back after the next start.", failure);
            }
        });
    }
}
