package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.util.Guard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Has the registry's changes happen one after the other, each once the one before it is kept or refused. */
final class Changes {
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
    <T> CompletableFuture<T> keep(List<RegistryChange> changes, Supplier<T> show) {
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
}
