package dev.haar.engine.queue;

import dev.haar.core.time.Time;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One consumer's receive, which may wait for a message. The consumer can be lost at any time: a receive that still waits
 * then ends, and one whose messages did not reach the consumer gives them back to their places.
 */
public final class Receive {
    final int maxMessages;
    final int visibilityTimeout;
    final String attemptId;
    private final Receiving receiving;
    private final CompletableFuture<List<ReceivedMessage>> answer = new CompletableFuture<>();

    // Guarded by the queue.
    /** Ends the wait; null if there is no such wait. */
    Time.Timer deadline;

    /** What it was handed out; null until that is kept. */
    List<Delivery> deliveries;

    /** Whether nobody will read the answer. */
    boolean lost;

    Receive(Receiving receiving, int maxMessages, int visibilityTimeout, String attemptId) {
        this.receiving = receiving;
        this.maxMessages = maxMessages;
        this.visibilityTimeout = visibilityTimeout;
        this.attemptId = attemptId;
    }

    /** The messages, once there are any or the wait is over. */
    public CompletableFuture<List<ReceivedMessage>> messages() {
        return answer;
    }

    /** The consumer is gone: nothing is held for it any longer. */
    public void abandon() {
        receiving.abandon(this);
    }
}
