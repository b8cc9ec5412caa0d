package dev.haar.it.crash;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What clients know of one queue: which sends and deletes were acknowledged, and which were at least tried. */
final class Ledger {
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> deleteTried = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> deleted = new ConcurrentHashMap<>();
    private final Set<String> risen = ConcurrentHashMap.newKeySet();

    void sent(String body) {
        sent.add(body);
    }

    /** A delete is about to be asked for: from now on nobody can be sure of the message. */
    void deleting(String body) {
        deleteTried.add(body);
    }

    void deleted(String body) {
        deleted.put(body, System.nanoTime());
    }

    /** A message came in answer to a receive that was asked at the given {@link System#nanoTime()}. */
    void received(String body, long askedAt) {
        Long gone = deleted.get(body);
        if (gone != null && gone - askedAt < 0) {
            risen.add(body);
        }
    }

    /** Messages that were received although their delete had been acknowledged before the receive was asked for. */
    Set<String> risen() {
        return new TreeSet<>(risen);
    }

    /** Messages that must be in the queue. */
    Set<String> certain() {
        Set<String> certain = new TreeSet<>(sent);
        certain.removeAll(deleteTried);
        return certain;
    }

    int acknowledgedDeletes() {
        return deleted.size();
    }
}
