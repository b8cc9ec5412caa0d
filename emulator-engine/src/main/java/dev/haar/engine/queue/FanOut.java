package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Messages to several queues that are kept together or not at all, with changes of whoever sends them. Each message takes
 * its place in its queue when it is added; nobody receives it before the commit is kept. Not safe for several threads.
 */
public final class FanOut {
    private final List<Transaction> transactions = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final String sourceArn;

    /** The body that was sent last: most queues get the same. */
    private MeasuredBody body;

    /** @param sourceArn the ARN of the topic that sends */
    public FanOut(String sourceArn) {
        this.sourceArn = sourceArn;
    }

    /** Adds a change of the sender's own. */
    public void add(Change change) {
        changes.add(change);
    }

    /**
     * Adds a message.
     *
     * @return what becomes of it; failed at once with an {@link dev.haar.engine.EngineException} if the queue refuses it,
     *     which leaves the others as they are
     */
    public CompletableFuture<SentMessage> send(Queue queue, OutgoingMessage message) {
        if (body == null || !body.text().equals(message.body())) {
            body = MeasuredBody.of(message.body());
        }
        return send(queue, message, body);
    }

    /** Adds a message whose body is an {@link dev.haar.engine.message.UnsignedBody}. */
    public CompletableFuture<SentMessage> sendUnsigned(Queue queue, OutgoingMessage message) {
        return send(queue, message, MeasuredBody.ofUnsigned(message.body()));
    }

    private CompletableFuture<SentMessage> send(Queue queue, OutgoingMessage message, MeasuredBody measured) {
        Transaction transaction = new Transaction(queue.context());
        CompletableFuture<SentMessage> sent = queue.sending().send(message, sourceArn, measured, transaction);
        if (!transaction.changes().isEmpty()) {
            transactions.add(transaction);
            changes.addAll(transaction.changes());
        }
        return sent;
    }

    /** Hands everything to the store at once. */
    public CompletableFuture<Void> commit(StateStore store) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (changes.isEmpty()) {
            done.complete(null);
            return done;
        }
        store.commit(changes, new Commit() {
            @Override
            public void kept() {
                transactions.forEach(Transaction::kept);
                done.complete(null);
            }

            @Override
            public void refused(StateStoreException reason) {
                transactions.forEach(transaction -> transaction.refused(reason));
                done.completeExceptionally(reason);
            }
        });
        return done;
    }
}
