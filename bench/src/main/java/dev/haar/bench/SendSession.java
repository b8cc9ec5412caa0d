package dev.haar.bench;

import java.nio.ByteBuffer;

/** Sends, until the stock has reached its limit; then purges the queue and goes on, or ends if it may not purge. */
final class SendSession implements Session {
    private static final Needle FAILURE = new Needle("\"Failed\":[{");

    private final SendRequest send;
    private final ByteBuffer purge;
    private final Stock stock;
    private final int limit;
    private boolean purging;

    private SendSession(SendRequest send, ByteBuffer purge, Stock stock, int limit) {
        this.send = send;
        this.purge = purge;
        this.stock = stock;
        this.limit = limit;
    }

    static SendSession filling(SendRequest send, Stock stock, int limit) {
        return new SendSession(send, null, stock, limit);
    }

    static SendSession purging(SendRequest send, ByteBuffer purge, Stock stock, int limit) {
        return new SendSession(send, purge, stock, limit);
    }

    @Override
    public ByteBuffer next() {
        purging = stock.waiting() >= limit;
        if (!purging) {
            stock.add(send.messages());
            return send.next();
        }
        if (purge == null) {
            return null;
        }
        stock.clear();
        return purge.clear();
    }

    @Override
    public int answered(Answer answer) {
        refuseFailures(answer);
        return purging ? 0 : send.messages();
    }

    /** A batch may fail in part with status 200: that must not pass for work done. */
    static void refuseFailures(Answer answer) {
        if (answer.contains(FAILURE)) {
            throw new BenchException("a batch failed in part: " + answer.body());
        }
    }
}
