package dev.haar.bench;

/** How many messages this load has sent and not yet received or purged: shared by its sessions, used by one thread. */
final class Stock {
    private int waiting;

    int waiting() {
        return waiting;
    }

    void add(int messages) {
        waiting += messages;
    }

    void remove(int messages) {
        waiting -= messages;
    }

    void clear() {
        waiting = 0;
    }
}
