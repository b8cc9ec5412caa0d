package dev.haar.engine.archive;

import dev.haar.core.state.StateStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Archives in the file alone. */
final class FileArchive implements Archive {
    private final StateStore store;

    FileArchive(StateStore store) {
        this.store = store;
    }

    @Override
    public void show(ArchivedMessage message, long beginning) {
        // It is found where it was kept.
    }

    @Override
    public void discard(UUID archive) {
        // It is not found any longer.
    }

    @Override
    public CompletableFuture<List<ArchivedMessage>> read(Range range, int most) {
        return range.after() >= range.upTo()
                ? CompletableFuture.completedFuture(List.of())
                : store.read(tables -> ArchiveRows.read(tables, range, most));
    }
}
