package dev.haar.engine.topic;

import dev.haar.engine.archive.ArchivedMessage;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The latest messages of an archived topic, which whoever reads the archive may not find in it yet: those that are not kept,
 * and those behind them. With what it reads up to {@link #settled} and what is {@link #since} then here, a replay misses none.
 * Guarded by its topic.
 */
final class Recent {
    private final NavigableMap<Long, ArchivedMessage> messages = new TreeMap<>();
    private final TreeSet<Long> unkept = new TreeSet<>();
    private int readers;

    void published(ArchivedMessage message) {
        messages.put(message.sequence(), message);
        unkept.add(message.sequence());
    }

    /** Messages are kept, or will never be. */
    void settle(List<ArchivedMessage> all, boolean kept) {
        for (ArchivedMessage message : all) {
            unkept.remove(message.sequence());
            if (!kept) {
                messages.remove(message.sequence());
            }
        }
        trim();
    }

    /** Somebody begins to read the archive. */
    void open() {
        readers++;
    }

    void close() {
        readers--;
        trim();
    }

    /** Up to which sequence number the archive has all that there will be. */
    long settled(long last) {
        return unkept.isEmpty() ? last : unkept.first() - 1;
    }

    /** The messages behind a sequence number, in order. */
    Collection<ArchivedMessage> since(long sequence) {
        return messages.tailMap(sequence, false).values();
    }

    private void trim() {
        if (readers == 0) {
            if (unkept.isEmpty()) {
                messages.clear();
            } else {
                messages.headMap(unkept.first(), false).clear();
            }
        }
    }
}
