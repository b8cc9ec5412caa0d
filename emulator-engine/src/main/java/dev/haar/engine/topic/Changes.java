package dev.haar.engine.topic;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.util.Guard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Has changes of topics and subscriptions happen one after the other, each once the one before it is kept or refused. */
final class Changes {
    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    private final StateStore store;
    private final Guard guard = new Guard();
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    Changes(StateStore store) {
        this.store = store;
    }

    <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> change) {
        return guard.call(() -> {
            CompletableFuture<T> result = last.thenCompose(done -> change.get());
            last = result.handle((value, failure) -> null);
            return result;
        });
    }

    /** Keeps the changes, then shows them. */
    <T> CompletableFuture<T> keep(List<? extends Change> changes, Supplier<T> show) {
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
    void forget(List<? extends Change> changes) {
        keep(changes, () -> true).whenComplete((kept, failure) -> {
            if (failure != null) {
                LOG.log(System.Logger.Level.WARNING, "Topics that were reset are back after the next start.", failure);
            }
        });
    }
}
