package dev.haar.engine.archive;

import dev.haar.core.state.Change;
import dev.haar.core.state.StateStore;
import dev.haar.engine.archive.ArchiveChange.ArchiveDiscarded;
import dev.haar.engine.archive.ArchiveChange.MessageArchived;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The archives of all topics. An archive may hold a year's messages, so memory has none of them where there is a file. Safe for
 * use by several threads.
 */
public sealed interface Archive permits FileArchive, HeapArchive {
    /** The archives in a store. */
    static Archive in(StateStore store) {
        return store.isReadable() ? new FileArchive(store) : new HeapArchive();
    }

    /**
     * What to read.
     *
     * @param after the sequence number behind which to begin
     * @param upTo the last sequence number
     * @param from the earliest time, in milliseconds since the epoch
     */
    record Range(UUID archive, long after, long upTo, long from) {}

    /**
     * What keeps a message, for whoever commits more than that and then calls {@link #show}.
     *
     * @param beginning before which time the archive keeps nothing any longer, in milliseconds since the epoch
     */
    static Change change(ArchivedMessage message, long beginning) {
        return new MessageArchived(message, beginning);
    }

    /** What discards an archive, for whoever commits more than that and then calls {@link #discard}. */
    static Change discarding(UUID archive) {
        return new ArchiveDiscarded(archive);
    }

    /** Shows a message that is kept. */
    void show(ArchivedMessage message, long beginning);

    /** Forgets an archive that is no longer kept. */
    void discard(UUID archive);

    /** The first messages of a range, by sequence number. */
    CompletableFuture<List<ArchivedMessage>> read(Range range, int most);
}
