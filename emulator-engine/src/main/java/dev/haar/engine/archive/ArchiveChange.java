package dev.haar.engine.archive;

import dev.haar.core.state.Change;
import java.util.UUID;

/** What happens to archives. */
sealed interface ArchiveChange extends Change {
    /** @param beginning before which time its archive keeps nothing any longer */
    record MessageArchived(ArchivedMessage message, long beginning) implements ArchiveChange {}

    record ArchiveDiscarded(UUID archive) implements ArchiveChange {}
}
