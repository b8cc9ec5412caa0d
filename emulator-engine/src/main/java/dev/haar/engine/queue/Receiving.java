package dev.haar.engine.queue;

import dev.haar.core.state.StateStoreException;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.QueueChange.MessageGivenBack;
import dev.haar.engine.queue.QueueChange.MessageReceived;
import dev.haar.engine.queue.QueueChange.VisibilityChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Hands out the messages of one queue. */
final class Receiving {
    private final QueueContext queue;
    private final Redrive redrive;
    private final Polls polls;
    private final ReceiveAttempts attempts = new ReceiveAttempts();

    /** Those who wait for messages that are being read, and no longer. */
    private final List<Receive> hasty = new ArrayList<>();

    Receiving(QueueContext queue, Redrive redrive) {
        this.queue = queue;
        this.redrive = redrive;
        this.polls = new Polls(queue.engine.time(), () -> queue.step(now -> {}));
        queue.feedBy(this::feed);
    }

    /** What a look at the queue found: messages for the consumer, and messages that were received too often. */
    private record Catch(List<Message> messages, List<Message> deadLetters) {}

    Receive receive(ReceiveOptions options) {
        return queue.command(now -> {
            ReceiveRules.check(options, queue.settings);
            Receive receive = new Receive(
                    this,
                    Objects.requireNonNullElse(options.maxMessages(), 1),
                    Objects.requireNonNullElse(options.visibilityTimeout(), queue.settings.visibilityTimeout()),
                    options.attemptId());
            if (repeat(receive, now)) {
                return receive;
            }
            int waitSeconds = Objects.requireNonNullElse(options.waitSeconds(), queue.settings.receiveWaitSeconds());
            Catch found = look(receive);
            CompletableFuture<Void> moved = redrive.bury(found.deadLetters);
            if (!found.messages.isEmpty()) {
                handOut(receive, found.messages, moved, now);
            } else if (waitSeconds > 0) {
                polls.park(receive, waitSeconds * 1000L, () -> queue.step(later -> timeOut(receive)));
            } else if (queue.paging.isReading()) {
                hasty.add(receive);
                polls.park(receive);
            } else if (room() == 0 && !queue.settings.isFifo()) {
                throw new EngineException(
                        EngineError.OVER_LIMIT,
                        "Too many messages have been received without being deleted."
                                + " Please delete your received messages or let them timeout before receiving more.");
            } else {
                moved.whenComplete((none, failure) -> answer(receive, List.of(), failure));
            }
            return receive;
        });
    }

    /** Ends all waits with the given answer. */
    void close(RuntimeException reason) {
        for (Receive receive = polls.first(); receive != null; receive = polls.first()) {
            polls.leave(receive);
            Receive ended = receive;
            queue.guard.afterwards(() -> ended.messages().completeExceptionally(reason));
        }
    }

    /** Remembers what a receive with a name was handed out before a restart. */
    void remember(String attemptId, List<Message> messages) {
        Message first = messages.get(0);
        List<Delivery> deliveries = messages.stream()
                .map(message ->
                        new Delivery(message, message.receives, message.receives > 1 ? message.firstReceivedAt : 0))
                .toList();
        attempts.remember(attemptId, deliveries, first.visibleAt, first.receivedAt);
    }

    /** See {@link Receive#abandon()}. */
    void abandon(Receive receive) {
        queue.step(now -> {
            if (receive.lost) {
                return;
            }
            receive.lost = true;
            if (polls.leave(receive)) {
                answer(receive, List.of(), null);
            } else if (receive.deliveries != null) {
                giveBack(receive.deliveries);
            }
        });
    }

    /** Gives what is available to those who wait, the first comer first. */
    private void feed() {
        while (polls.first() != null && queue.inventory.hasOffer()) {
            Receive receive = polls.first();
            Catch found = look(receive);
            CompletableFuture<Void> moved = redrive.bury(found.deadLetters);
            if (!found.messages.isEmpty()) {
                polls.leave(receive);
                handOut(receive, found.messages, moved, queue.engine.time().millis());
            } else if (found.deadLetters.isEmpty()) {
                break;
            }
        }
        if (!hasty.isEmpty() && !queue.paging.isReading()) {
            answerHasty();
        }
        polls.setAlarm(Math.min(queue.inventory.nextVisibleAt(), queue.paging.tail.nextVisibleAt()));
    }

    /** Those who will not wait, but for messages on their way from the store, go with what they have. */
    private void answerHasty() {
        for (Receive receive : hasty) {
            if (polls.leave(receive)) {
                answer(receive, List.of(), queue.paging.failure());
            }
        }
        hasty.clear();
    }

    private void timeOut(Receive receive) {
        if (polls.leave(receive)) {
            answer(receive, List.of(), null);
        }
    }

    /** Takes messages for a consumer out of everybody's reach. */
    private Catch look(Receive receive) {
        List<Message> messages = new ArrayList<>(Math.min(receive.maxMessages, 4));
        List<Message> deadLetters = new ArrayList<>(0);
        int wanted = Math.min(receive.maxMessages, room());
        if (wanted > 0) {
            queue.inventory.offer(wanted, message -> {
                queue.inventory.seize(message);
                boolean dead = redrive.isDue(message);
                (dead ? deadLetters : messages).add(message);
                return !dead;
            });
        }
        return new Catch(messages, deadLetters);
    }

    /** How many more messages may be in flight. */
    private int room() {
        return Math.max(0, queue.engine.rules().inFlightLimit() - queue.inventory.held());
    }

    /**
     * Takes the messages for the consumer and answers.
     *
     * @param moved done once the dead letters that this receive found are in their queue: who has its answer can look there
     */
    private void handOut(Receive receive, List<Message> messages, CompletableFuture<Void> moved, long now) {
        Transaction transaction = new Transaction(queue);
        List<Delivery> deliveries = new ArrayList<>(messages.size());
        long visibleAt = now + receive.visibilityTimeout * 1000L;
        for (Message message : messages) {
            deliveries.add(new Delivery(message, message.receives + 1, message.firstReceivedAt));
            transaction.add(
                    new MessageReceived(
                            queue.address,
                            message.sequence,
                            visibleAt,
                            now,
                            message.receiveCount + 1,
                            message.receives + 1,
                            receive.attemptId),
                    new Taken(message, visibleAt, now));
        }
        transaction.then(new HandedOut(receive, deliveries, moved, visibleAt));
        transaction.commit(queue.engine.store());
    }

    /** Repeats the answer to an earlier receive of the same name, with the visibility timeout begun anew. */
    private boolean repeat(Receive receive, long now) {
        List<Delivery> earlier = receive.attemptId == null ? null : attempts.find(receive.attemptId, now);
        if (earlier == null) {
            return false;
        }
        Transaction transaction = new Transaction(queue);
        long visibleAt = now + receive.visibilityTimeout * 1000L;
        for (Delivery delivery : earlier) {
            Message message = delivery.message();
            queue.inventory.seize(message);
            transaction.add(
                    new VisibilityChanged(queue.address, message.sequence, visibleAt),
                    new Handling.Hidden(queue, message, visibleAt, new CompletableFuture<>()));
        }
        transaction.then(new HandedOut(receive, earlier, CompletableFuture.completedFuture(null), visibleAt));
        transaction.commit(queue.engine.store());
        return true;
    }

    private void giveBack(List<Delivery> deliveries) {
        Transaction transaction = new Transaction(queue);
        for (Delivery delivery : deliveries) {
            if (delivery.isCurrent()) {
                Message message = delivery.message();
                queue.inventory.seize(message);
                transaction.add(
                        new MessageGivenBack(
                                queue.address,
                                message.sequence,
                                delivery.firstReceivedBefore(),
                                message.receiveCount - 1,
                                message.receives - 1),
                        new Returned(delivery));
            }
        }
        transaction.commit(queue.engine.store());
    }

    private void answer(Receive receive, List<ReceivedMessage> messages, Throwable failure) {
        queue.guard.run(() -> queue.guard.afterwards(() -> {
            if (failure == null) {
                receive.messages().complete(messages);
            } else {
                receive.messages().completeExceptionally(failure);
            }
        }));
    }

    /** A message was taken by a consumer. */
    private final class Taken implements Transaction.Effect {
        private final Message message;
        private final long visibleAt;
        private final long takenAt;

        private Taken(Message message, long visibleAt, long takenAt) {
            this.message = message;
            this.visibleAt = visibleAt;
            this.takenAt = takenAt;
        }

        @Override
        public void kept(long now) {
            message.visibleAt = visibleAt;
            message.receivedAt = takenAt;
            message.firstReceivedAt = message.firstReceivedAt == 0 ? takenAt : message.firstReceivedAt;
            message.receiveCount++;
            message.receives++;
            queue.settle(message, now);
        }

        @Override
        public void refused(long now, StateStoreException reason) {
            queue.settle(message, now);
        }
    }

    /** All messages of a receive were taken: it can be answered. */
    private final class HandedOut implements Transaction.Effect {
        private final Receive receive;
        private final List<Delivery> deliveries;
        private final CompletableFuture<Void> moved;
        private final long visibleAt;

        private HandedOut(Receive receive, List<Delivery> deliveries, CompletableFuture<Void> moved, long visibleAt) {
            this.receive = receive;
            this.deliveries = deliveries;
            this.moved = moved;
            this.visibleAt = visibleAt;
        }

        @Override
        public void kept(long now) {
            receive.deliveries = deliveries;
            if (receive.lost) {
                giveBack(deliveries);
                return;
            }
            if (receive.attemptId != null) {
                attempts.remember(receive.attemptId, deliveries, visibleAt, now);
            }
            List<Message> stowed = stowed();
            if (stowed.isEmpty()) {
                answerAll();
            } else {
                queue.stowage
                        .fetch(stowed)
                        .whenComplete((none, failure) -> queue.step(later -> {
                            if (failure == null) {
                                answerAll();
                            } else {
                                giveBack(deliveries);
                                answer(receive, List.of(), failure);
                            }
                        }));
            }
        }

        private List<Message> stowed() {
            List<Message> stowed = new ArrayList<>(0);
            for (Delivery delivery : deliveries) {
                if (delivery.message().isStowed()) {
                    stowed.add(delivery.message());
                }
            }
            return stowed;
        }

        private void answerAll() {
            List<ReceivedMessage> messages = new ArrayList<>(deliveries.size());
            for (Delivery delivery : deliveries) {
                Message message = delivery.message();
                // One that was to be fetched may have been deleted meanwhile, by an older receipt handle.
                if (!message.isStowed()) {
                    messages.add(ReceivedMessage.of(message, queue));
                    queue.stowage.stowIfFull(message);
                }
            }
            // Dead letters that could not be moved are where they were; that takes nothing from these messages.
            moved.whenComplete((none, failure) -> answer(receive, messages, null));
        }

        @Override
        public void refused(long now, StateStoreException reason) {
            answer(receive, List.of(), reason);
        }
    }

    /** A message whose consumer did not get it is back. */
    private final class Returned implements Transaction.Effect {
        private final Delivery delivery;

        private Returned(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void kept(long now) {
            Message message = delivery.message();
            message.visibleAt = now;
            message.firstReceivedAt = delivery.firstReceivedBefore();
            message.receiveCount--;
            message.receives--;
            queue.settle(message, now);
        }

        @Override
        public void refused(long now, StateStoreException reason) {
            queue.settle(delivery.message(), now);
        }
    }
}
