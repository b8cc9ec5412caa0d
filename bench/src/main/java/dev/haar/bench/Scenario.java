package dev.haar.bench;

import java.util.Locale;

/** The throughputs that are compared with the bare server's, and the share of it that Haar is to reach. */
enum Scenario {
    SEND(0.7, 12_600, false, 1),
    SEND_BATCH(0.5, 59_000, false, 10),
    RECEIVE_DELETE(0.5, 16_000, false, 10),
    FIFO(0.5, 6_300, true, 1),
    FIFO_BATCH(0.5, 6_300, true, 10),
    DISCOVER(0.5, Double.NaN, false, 10);

    /** What the bare server's SendMessage rate was where the existing emulator's rates were measured. */
    static final double REFERENCE_BARE_SENDS = 38_000;

    /** A hundred groups of a hundred: however many are in flight, groups with messages to give remain. */
    private static final int FIFO_WAITING = 10_000;

    private final double target;
    private final double existingMessages;
    private final boolean fifo;
    private final int batch;

    Scenario(double target, double existingMessages, boolean fifo, int batch) {
        this.target = target;
        this.existingMessages = existingMessages;
        this.fifo = fifo;
        this.batch = batch;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double target() {
        return target;
    }

    /** Messages a second of the best emulator there was before Haar; not a number where none was measured. */
    double existingMessages() {
        return existingMessages;
    }

    boolean fifo() {
        return fifo;
    }

    int batch() {
        return batch;
    }

    Workload.Opener workload(int stock) {
        return switch (this) {
            case SEND, SEND_BATCH -> Workload.sending(batch, stock);
            case RECEIVE_DELETE -> Workload.draining(stock);
            case DISCOVER -> Discoveries.opener();
            case FIFO, FIFO_BATCH -> Workload.level(true, batch, FIFO_WAITING);
        };
    }
}
