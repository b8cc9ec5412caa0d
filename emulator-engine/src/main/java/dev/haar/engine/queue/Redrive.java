package dev.haar.engine.queue;

import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.QueueChange.MessageMoved;
import dev.haar.engine.settings.RedrivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Moves messages of one queue to another. Two queues are never locked at once: the message is out of reach in the one and
 * has not arrived in the other until both have been told that the move is kept.
 */
final class Redrive {
    private final QueueContext source;
    private final Function<String, Optional<QueueContext>> queuesByArn;

    /** @param queuesByArn finds the queue with an ARN, if there is one */
    Redrive(QueueContext source, Function<String, Optional<QueueContext>> queuesByArn) {
        this.source = source;
        this.queuesByArn = queuesByArn;
    }

    /** Whether the message has been received as often as the redrive policy lets it, and there is where to move it to. */
    boolean isDue(Message message) {
        Optional<RedrivePolicy> policy = source.settings.redrivePolicy();
        return policy.isPresent()
                && message.receives >= policy.get().maxReceiveCount()
                && deadLetterQueue().isPresent();
    }

    /** Moves busy messages to the dead-letter queue; done once that is kept. Guarded by the source queue. */
    CompletableFuture<Void> bury(List<Message> messages) {
        if (messages.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        source.guard.afterwards(() -> {
            Optional<QueueContext> target = deadLetterQueue();
            if (target.isPresent()) {
                move(messages, target.get(), this::asDeadLetter, done);
            } else {
                source.step(now -> messages.forEach(message -> source.settle(message, now)));
                done.complete(null);
            }
        });
        return done;
    }

    /**
     * Moves busy messages to another queue, with no lock held.
     *
     * @param change makes of a message what it is in the other queue; guarded by that
     * @param done completed once the move is kept; fails if it is refused, and the messages are where they were
     */
    void move(
            List<Message> messages,
            QueueContext target,
            UnaryOperator<MessageContent> change,
            CompletableFuture<Void> done) {
        source.guard.call(() -> source.stowage.fetch(messages)).whenComplete((none, failure) -> {
            if (failure == null) {
                moveFetched(messages, target, change, done);
            } else {
                source.step(now -> messages.forEach(message -> source.settle(message, now)));
                done.completeExceptionally(failure);
            }
        });
    }

    private void moveFetched(
            List<Message> messages,
            QueueContext target,
            UnaryOperator<MessageContent> change,
            CompletableFuture<Void> done) {
        List<MessageMoved> changes = new ArrayList<>(messages.size());
        List<Newcomer> arrivals = new ArrayList<>(messages.size());
        List<MessageContent> contents;
        try {
            contents = target.guard.call(() -> messages.stream()
                    .map(message -> change.apply(message.content()))
                    .toList());
        } catch (EngineException e) {
            source.step(now -> messages.forEach(message -> source.settle(message, now)));
            done.completeExceptionally(e);
            return;
        }
        target.step(now -> {
            if (target.isClosed()) {
                return;
            }
            for (int i = 0; i < contents.size(); i++) {
                Newcomer arrival = target.admit(contents.get(i), now);
                arrivals.add(arrival);
                changes.add(new MessageMoved(
                        source.address, messages.get(i).sequence, target.address, arrival.sequence(), contents.get(i)));
            }
        });
        if (arrivals.isEmpty()) {
            source.step(now -> messages.forEach(message -> source.settle(message, now)));
            done.completeExceptionally(QueueContext.doesNotExist());
            return;
        }
        source.engine.store().commit(changes, new Move(messages, target, arrivals, done));
    }

    private Optional<QueueContext> deadLetterQueue() {
        return source.settings
                .redrivePolicy()
                .flatMap(policy -> queuesByArn.apply(policy.deadLetterTargetArn()))
                .filter(target -> target != source);
    }

    /**
     * A dead letter keeps its id, its count of receives and the time it was sent. In a FIFO queue its id takes the place of
     * the deduplication id, and its retention period begins anew.
     */
    private MessageContent asDeadLetter(MessageContent content) {
        boolean fifo = source.settings.isFifo();
        Message.Extras extras = new Message.Extras(
                fifo ? content.id().toString() : content.extras().deduplicationId(),
                content.extras().traceHeader(),
                source.address.arn(),
                fifo ? source.engine.time().millis() : content.extras().enqueuedAt());
        return content.with(extras);
    }

    private final class Move implements Commit {
        private final List<Message> messages;
        private final QueueContext target;
        private final List<Newcomer> arrivals;
        private final CompletableFuture<Void> done;

        private Move(
                List<Message> messages, QueueContext target, List<Newcomer> arrivals, CompletableFuture<Void> done) {
            this.messages = messages;
            this.target = target;
            this.arrivals = arrivals;
            this.done = done;
        }

        @Override
        public void kept() {
            source.step(now -> messages.forEach(source::remove));
            target.step(now -> arrivals.forEach(arrival -> arrival.kept(now)));
            done.complete(null);
        }

        @Override
        public void refused(StateStoreException reason) {
            source.step(now -> messages.forEach(message -> source.settle(message, now)));
            target.step(now -> arrivals.forEach(Newcomer::refused));
            done.completeExceptionally(reason);
        }
    }
}
