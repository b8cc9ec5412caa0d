package dev.haar.bench;

/** The two halves of a comparison, one run after the other. */
record Round(Tally base, Tally other) {
    /** Below this the server was waiting, so its rate says something about the load or the machine instead. */
    static final double BUSY = 0.95;

    boolean counts() {
        return base.serverBusy() >= BUSY && other.serverBusy() >= BUSY;
    }

    /** By messages, not requests: an answer without messages is no work done. */
    double ratio() {
        return other.messagesPerSecond() / base.messagesPerSecond();
    }
}
