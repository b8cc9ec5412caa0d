package dev.haar.engine.queue;

import dev.haar.core.util.IndexedHeap;
import dev.haar.engine.queue.Message.Place;
import java.util.Comparator;

/**
 * A tenant of a standard queue: the messages with one message group id, or all those without. It offers them in the order
 * in which they were sent, whatever became of the others.
 */
final class Tenant extends Lane implements IndexedHeap.Element {
    private final IndexedHeap<Message> returned =
            new IndexedHeap<>(Comparator.comparingLong((Message message) -> message.sequence));

    /** Where first offers go on: all messages before it have been passed, and come back through {@link #returned}. */
    private Message cursor;

    private int heapIndex;

    /** Where it waits for its turn; null if it offers nothing. */
    IndexedHeap<Tenant> turns;

    /** How many of its held messages are in the count of all tenants'. */
    int counted;

    /** The sequence number of the first message on offer; valid while the tenant is among those that offer. */
    long offers;

    Tenant(String id) {
        super(id);
    }

    /** See {@link Backlog#offer(Message)}. */
    Place offer(Message message) {
        boolean ahead = cursor == null ? message == messages.last() : message.sequence >= cursor.sequence;
        if (!ahead) {
            returned.add(message);
            return Place.RETURNED;
        }
        if (cursor == null) {
            cursor = message;
        }
        return Place.WAITING;
    }

    void withdraw(Message message) {
        if (message.place == Place.RETURNED) {
            returned.remove(message);
        } else if (message == cursor) {
            cursor = messages.next(message);
        }
    }

    void left(Message message) {
        if (message == cursor) {
            cursor = messages.next(message);
        }
        messages.remove(message);
    }

    /** The first message on offer, or null. */
    Message firstOffer() {
        while (cursor != null && cursor.place != Place.WAITING) {
            cursor = messages.next(cursor);
        }
        Message again = returned.peek();
        if (cursor == null || again != null && again.sequence < cursor.sequence) {
            return again;
        }
        return cursor;
    }

    @Override
    public int heapIndex() {
        return heapIndex;
    }

    @Override
    public void heapIndex(int index) {
        heapIndex = index;
    }
}
