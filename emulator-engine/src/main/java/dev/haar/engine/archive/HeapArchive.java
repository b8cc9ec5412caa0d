package dev.haar.engine.archive;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Archives where no file is: in memory. */
final class HeapArchive implements Archive {
    private final Map<UUID, NavigableMap<Long, ArchivedMessage>> archives = new ConcurrentHashMap<>();

    @Override
    public void show(ArchivedMessage message, long beginning) {
        NavigableMap<Long, ArchivedMessage> messages =
                archives.computeIfAbsent(message.archive(), id -> new ConcurrentSkipListMap<>());
        messages.put(message.sequence(), message);
        while (messages.firstEntry().getValue().at() < beginning) {
            messages.pollFirstEntry();
        }
    }

    @Override
    public void discard(UUID archive) {
        archives.remove(archive);
    }

    @Override
    public CompletableFuture<List<ArchivedMessage>> read(Range range, int most) {
        NavigableMap<Long, ArchivedMessage> messages = archives.get(range.archive());
        if (messages == null || range.after() >= range.upTo()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return CompletableFuture.completedFuture(
                messages.subMap(range.after(), false, range.upTo(), true).values().stream()
                        .filter(message -> message.at() >= range.from())
                        .limit(most)
                        .toList());
    }
}
