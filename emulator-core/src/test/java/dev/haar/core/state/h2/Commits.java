package dev.haar.core.state.h2;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands changes to a store and waits for what becomes of them. */
final class Commits {
    private Commits() {}

    /** Whether the changes are kept. */
    static CompletableFuture<Boolean> commit(H2Store store, List<? extends Change> changes) {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        store.commit(changes, new Commit() {
            @Override
            public void kept() {
                kept.complete(true);
            }

            @Override
            public void refused(StateStoreException reason) {
                kept.complete(false);
            }
        });
        return kept;
    }
}
