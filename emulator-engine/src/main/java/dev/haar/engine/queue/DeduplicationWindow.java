package dev.haar.engine.queue;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The message deduplication ids that a FIFO queue has accepted in the last five minutes. Guarded by its queue.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html">Using
 *     the message deduplication ID</a>
 */
final class DeduplicationWindow {
    /** How long an id is remembered, from the first send, in milliseconds. */
    static final long LENGTH = 5 * 60 * 1000;

    /** How many ids leave the window before the store is told. */
    private static final int TELLING = 256;

    private int ended;
    private long lastEnded;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /**
     * What is unique.
     *
     * @param scope the message group within which the id counts; null for the whole queue
     */
    record Key(String scope, String id) {}

    /** The first message with an id. Not yet kept, {@code sending} is there for those who repeat it meanwhile. */
    static final class Entry {
        final UUID messageId;
        final long sequence;
        final long until;
        CompletableFuture<SentMessage> sending;

        Entry(UUID messageId, long sequence, long until, CompletableFuture<SentMessage> sending) {
            this.messageId = messageId;
            this.sequence = sequence;
            this.until = until;
            this.sending = sending;
        }
    }

    /** The first message with this id, or null if there was none in the window. */
    Entry find(Key key, long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entry.until > now) {
                break;
            }
            oldest.remove();
            ended++;
            lastEnded = entry.sequence;
        }
        return entries.get(key);
    }

    /** Up to which sequence number ids have left the window, if it is worth telling the store; else 0. */
    long takeEnded() {
        if (ended < TELLING) {
            return 0;
        }
        ended = 0;
        return lastEnded;
    }

    void remember(Key key, Entry entry) {
        entries.put(key, entry);
    }

    void forget(Key key, Entry entry) {
        entries.remove(key, entry);
    }

    void clear() {
        entries.clear();
    }
}
