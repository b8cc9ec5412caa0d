package dev.haar.bench;

import java.nio.ByteBuffer;

/**
 * Receives and deletes while more than the floor is waiting. At the floor it sends, which keeps the stock level, or
 * ends if it has nothing to send.
 */
final class ConsumeSession implements Session {
    private enum Step {
        SEND,
        RECEIVE,
        DELETE
    }

    private final SendRequest send;
    private final ByteBuffer receive;
    private final DeleteRequest delete;
    private final Stock stock;
    private final int floor;
    private Step step = Step.RECEIVE;
    private int held;

    /** @param send null to drain only */
    ConsumeSession(SendRequest send, ByteBuffer receive, DeleteRequest delete, Stock stock, int floor) {
        this.send = send;
        this.receive = receive;
        this.delete = delete;
        this.stock = stock;
        this.floor = floor;
    }

    @Override
    public ByteBuffer next() {
        if (held > 0) {
            step = Step.DELETE;
            return delete.bytes();
        }
        if (stock.waiting() > floor) {
            step = Step.RECEIVE;
            return receive.clear();
        }
        if (send == null) {
            return null;
        }
        step = Step.SEND;
        stock.add(send.messages());
        return send.next();
    }

    @Override
    public int answered(Answer answer) {
        switch (step) {
            case RECEIVE -> {
                held = delete.take(answer);
                stock.remove(held);
            }
            case DELETE -> {
                SendSession.refuseFailures(answer);
                int deleted = held;
                held = 0;
                return deleted;
            }
            case SEND -> SendSession.refuseFailures(answer);
        }
        return 0;
    }
}
