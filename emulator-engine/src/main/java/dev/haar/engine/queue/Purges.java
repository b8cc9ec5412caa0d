package dev.haar.engine.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * The purges of a queue. One takes every message up to a sequence number, those included to which another change is under
 * way: these are held for it as soon as that change is over.
 */
final class Purges {
    private final List<Purge> underWay = new ArrayList<>(1);
    private long taken = Long.MIN_VALUE;

    /** A purge that is not kept yet. */
    record Purge(long upTo, List<Message> messages) {}

    /** Begins a purge of all messages up to the given sequence number. */
    Purge begin(long upTo) {
        Purge purge = new Purge(upTo, new ArrayList<>());
        underWay.add(purge);
        return purge;
    }

    /** Ends a purge. */
    void end(Purge purge, boolean kept) {
        underWay.remove(purge);
        if (kept) {
            taken = Math.max(taken, purge.upTo);
        }
    }

    /** Whether a purge that is kept includes the message. */
    boolean hasTaken(Message message) {
        return message.sequence <= taken;
    }

    /** Whether a purge under way includes the message. */
    boolean isTaking(Message message) {
        return !underWay.isEmpty() && underWay.stream().anyMatch(purge -> message.sequence <= purge.upTo);
    }

    /** Hands a message that is busy no longer to the purge under way that includes it. */
    void hold(Message message) {
        underWay.stream()
                .filter(purge -> message.sequence <= purge.upTo)
                .findFirst()
                .orElseThrow()
                .messages
                .add(message);
    }
}
