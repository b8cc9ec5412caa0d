package dev.haar.api.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds what the bodies of requests take together, from when they are read until they are answered. A request that finds
 * no room waits unread, so a state that is written more slowly than messages are sent slows those who send them. Requests
 * are let in in the order of their coming. Safe for use by several threads.
 */
final class Admission {
    private final long budget;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long used;

    /** @param budget how many bytes of bodies at once; one request alone may have more */
    Admission(long budget) {
        this.budget = budget;
    }

    private record Waiting(long bytes, Runnable entry) {}

    /**
     * Lets a request in, if there is room for it.
     *
     * @param bytes the length of its body
     * @param later runs when there is room, if there is none now
     * @return whether it may come in now
     */
    synchronized boolean enter(long bytes, Runnable later) {
        if (waiting.isEmpty() && hasRoom(bytes)) {
            used += bytes;
            return true;
        }
        waiting.add(new Waiting(bytes, later));
        return false;
    }

    /** A request that was let in is answered. */
    void leave(long bytes) {
        free(bytes);
        for (Waiting next = takeNext(); next != null; next = takeNext()) {
            next.entry.run();
        }
    }

    private synchronized void free(long bytes) {
        used -= bytes;
    }

    private synchronized Waiting takeNext() {
        Waiting first = waiting.peek();
        if (first == null || !hasRoom(first.bytes)) {
            return null;
        }
        used += first.bytes;
        return waiting.remove();
    }

    private boolean hasRoom(long bytes) {
        return used == 0 || used + bytes <= budget;
    }
}
