package dev.haar.engine.queue;

import dev.haar.engine.queue.Message.Place;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Finds the messages of a queue that have been kept for too long.
 *
 * <p>The order of a queue is that of sending, but for those that were moved here from another queue and keep the time at
 * which they were sent there.
 */
final class Retention {
    private final MessageList messages;
    private final TreeSet<Message> older = new TreeSet<>(
            Comparator.<Message>comparingLong(Message::retainedSince).thenComparingLong(message -> message.sequence));

    Retention(MessageList messages) {
        this.messages = messages;
    }

    /** The message is linked into the queue. */
    void joined(Message message) {
        Message previous = messages.previous(message);
        if (previous != null && previous.retainedSince() > message.retainedSince()) {
            older.add(message);
        }
    }

    /** The message is about to be unlinked from the queue. */
    void leaving(Message message) {
        if (!older.isEmpty()) {
            older.remove(message);
        }
    }

    /** The oldest message sent at or before the given time that nobody is changing right now, or null. */
    Message sentBy(long time) {
        Message candidate = firstFree(messages.first(), time);
        if (candidate == null) {
            for (Message message : older) {
                if (message.retainedSince() > time) {
                    break;
                }
                if (isFree(message)) {
                    return message;
                }
            }
        }
        return candidate;
    }

    private Message firstFree(Message start, long time) {
        Message message = start;
        while (message != null && message.retainedSince() <= time) {
            if (isFree(message)) {
                return message;
            }
            message = messages.next(message);
        }
        return null;
    }

    private static boolean isFree(Message message) {
        return message.place != Place.BUSY && message.place != Place.ARRIVING;
    }
}
