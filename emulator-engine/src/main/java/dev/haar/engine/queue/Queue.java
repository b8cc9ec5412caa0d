package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.StateStoreException;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.Message.Place;
import dev.haar.engine.queue.QueueChange.QueueConfigured;
import dev.haar.engine.queue.QueueChange.QueueDeleted;
import dev.haar.engine.queue.QueueChange.QueuePurged;
import dev.haar.engine.queue.QueueChange.QueueTagged;
import dev.haar.engine.settings.QueueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A queue. Every command answers once its changes are kept; commands to messages answer each message by itself. All of
 * them throw, or fail with, an {@link EngineException} where SQS refuses, and with
 * {@link EngineError#QUEUE_DOES_NOT_EXIST} once the queue is deleted. Safe for use by several threads.
 */
public final class Queue {
    private static final long NEVER = 0;

    private final QueueContext context;
    private final Sending sending;
    private final Receiving receiving;
    private final Handling handling;
    private final Redrive redrive;
    private final long createdAt;

    // Guarded by the context.
    private Map<String, String> tags;
    private long modifiedAt;
    private long purgedAt;

    /** The last change of the queue itself: such changes happen one after the other. */
    private CompletableFuture<Void> lastChange = CompletableFuture.completedFuture(null);

    /**
     * When things happened to a queue, in milliseconds since the epoch.
     *
     * @param purgedAt 0 if it never was
     */
    record Origin(long createdAt, long modifiedAt, long purgedAt) {
        static Origin now(long now) {
            return new Origin(now, now, NEVER);
        }
    }

    Queue(
            QueueContext context,
            Origin origin,
            Map<String, String> tags,
            Function<String, Optional<QueueContext>> queuesByArn) {
        this.context = context;
        this.createdAt = origin.createdAt;
        this.modifiedAt = origin.modifiedAt;
        this.purgedAt = origin.purgedAt;
        this.tags = Map.copyOf(tags);
        this.redrive = new Redrive(context, queuesByArn);
        this.sending = new Sending(context);
        this.receiving = new Receiving(context, redrive);
        this.handling = new Handling(context);
    }

    public QueueAddress address() {
        return context.address;
    }

    /** When the queue was made, in milliseconds since the epoch. */
    public long createdAt() {
        return createdAt;
    }

    /** When its attributes were last changed, in milliseconds since the epoch. */
    public long modifiedAt() {
        return context.read(() -> modifiedAt);
    }

    public QueueSettings settings() {
        return context.read(() -> context.settings);
    }

    public Map<String, String> tags() {
        return context.read(() -> tags);
    }

    public QueueCounts counts() {
        return context.command(now -> {
            Inventory inventory = context.inventory;
            Tail tail = context.paging.tail;
            return new QueueCounts(
                    inventory.offered() + tail.visible(),
                    inventory.held(),
                    inventory.count(Place.DELAYED) + tail.delayed());
        });
    }

    /** Sends a message. */
    public CompletableFuture<SentMessage> send(OutgoingMessage message) {
        return sending.send(message);
    }

    /** Sends messages together. */
    public List<CompletableFuture<SentMessage>> send(List<OutgoingMessage> messages) {
        return sending.send(messages);
    }

    /** Checks that all messages have the ids that a FIFO queue asks for. */
    public void checkFifoIds(List<OutgoingMessage> messages) {
        QueueSettings settings = settings();
        messages.forEach(message -> SendRules.checkFifoIds(message, settings));
    }

    /** Receives messages, now or as soon as there are any. */
    public Receive receive(ReceiveOptions options) {
        return receiving.receive(options);
    }

    /** Deletes messages by their receipt handles. */
    public List<CompletableFuture<Void>> delete(List<String> receiptHandles) {
        return handling.delete(receiptHandles);
    }

    /** Changes when received messages become visible again. */
    public List<CompletableFuture<Void>> changeVisibility(List<VisibilityRequest> requests) {
        return handling.changeVisibility(requests);
    }

    /**
     * Looks at messages in the order of the queue without receiving them.
     *
     * @param most how many at most
     */
    public CompletableFuture<List<PeekedMessage>> peek(int most) {
        return peek(most, state -> true);
    }

    /**
     * Looks at some of the messages in the order of the queue without receiving them: first those that are in memory, then
     * those that are in the store alone.
     *
     * @param most how many at most
     * @param wanted which of them, by where they stand
     */
    public CompletableFuture<List<PeekedMessage>> peek(int most, Predicate<PeekedMessage.State> wanted) {
        List<Message> found = new ArrayList<>();
        CompletableFuture<List<Message>> rest = context.command(now -> {
            for (Message message = context.inventory.first();
                    message != null && found.size() < most;
                    message = context.inventory.next(message)) {
                if (message.place != Place.ARRIVING && wanted.test(stateOf(message, now))) {
                    found.add(message);
                }
            }
            CompletableFuture<List<Message>> stored = context.paging.peek(most - found.size());
            return context.stowage.fetch(found).thenCombine(stored, (fetched, behind) -> behind);
        });
        return rest.thenApply(behind -> context.guard.call(() -> {
            long now = context.engine.time().millis();
            List<PeekedMessage> peeked = new ArrayList<>();
            for (Message message : found) {
                if (!message.isStowed()) {
                    peeked.add(peek(message, now));
                    if (message.place.isHeld()) {
                        context.stowage.stowIfFull(message);
                    }
                }
            }
            for (Message message : behind) {
                if (wanted.test(stateOf(message, now))) {
                    peeked.add(peek(message, now));
                }
            }
            return peeked;
        }));
    }

    /** Deletes all messages, those in flight and delayed included. */
    public CompletableFuture<Void> purge() {
        return context.command(now -> {
            long wait = context.engine.rules().waitAfterPurge().toMillis();
            if (purgedAt != NEVER && now - purgedAt < wait) {
                throw new EngineException(
                        EngineError.PURGE_QUEUE_IN_PROGRESS,
                        "Only one PurgeQueue operation on " + address().name() + " is allowed every 60 seconds.");
            }
            Purges.Purge purge = context.purges.begin(context.lastSequence());
            Tail.Cut cut = context.paging.tail.purge(purge.upTo());
            for (Message message = context.inventory.first();
                    message != null;
                    message = context.inventory.next(message)) {
                if (message.place != Place.ARRIVING && message.place != Place.BUSY) {
                    context.inventory.seize(message);
                    purge.messages().add(message);
                }
            }
            return commit(new QueuePurged(address(), purge.upTo(), now), kept -> {
                context.purges.end(purge, kept);
                context.paging.tail.purged(cut, kept);
                if (kept) {
                    purgedAt = now;
                    sending.forgetDuplicates();
                    purge.messages().forEach(context::remove);
                } else {
                    purge.messages()
                            .forEach(message -> context.settle(
                                    message, context.engine.time().millis()));
                }
            });
        });
    }

    /**
     * Changes the settings.
     *
     * @param change makes the new settings of those in force when its turn comes
     */
    public CompletableFuture<Void> configure(UnaryOperator<QueueSettings> change) {
        return inTurn(() -> context.command(now -> {
            QueueSettings next = change.apply(context.settings);
            long formerScopeUntil = sending.formerScopeUntil(next, now);
            return commit(new QueueConfigured(address(), now, next, formerScopeUntil), kept -> {
                if (kept) {
                    sending.keepFormerScope(formerScopeUntil);
                    QueueSettings former = context.settings;
                    context.settings = next;
                    modifiedAt = now;
                    if (next.isFifo() && next.delaySeconds() != former.delaySeconds()) {
                        delayAnew(next.delaySeconds());
                        context.paging.tail.shiftDelays((next.delaySeconds() - former.delaySeconds()) * 1000L);
                    }
                }
            });
        }));
    }

    /**
     * Changes the tags.
     *
     * @param change makes the new tags of those in force when its turn comes
     */
    public CompletableFuture<Void> tag(UnaryOperator<Map<String, String>> change) {
        return inTurn(() -> context.command(now -> {
            Map<String, String> next = Map.copyOf(change.apply(tags));
            return commit(new QueueTagged(address(), next), kept -> {
                if (kept) {
                    tags = next;
                }
            });
        }));
    }

    /** Closes the queue to everybody and ends all waits; it opens again if that is refused. */
    CompletableFuture<Void> delete() {
        return inTurn(() -> context.command(now -> {
            EngineException gone = QueueContext.doesNotExist();
            context.close(gone);
            return commit(new QueueDeleted(address(), now), kept -> {
                if (kept) {
                    context.inventory.release();
                    receiving.close(gone);
                } else {
                    context.open();
                }
            });
        }));
    }

    /**
     * Ends the queue without a word to the store.
     *
     * @param answer what those get who wait for its messages, or come later
     */
    void drop(RuntimeException answer) {
        context.step(now -> {
            context.close(answer);
            context.inventory.release();
            receiving.close(answer);
        });
    }

    /** Remembers what a receive with a name was handed out before a restart. */
    void rememberAttempt(String attemptId, List<Long> sequences) {
        List<Message> messages = sequences.stream()
                .map(context.inventory::received)
                .filter(Objects::nonNull)
                .toList();
        if (messages.size() == sequences.size()) {
            receiving.remember(attemptId, messages);
        }
    }

    QueueContext context() {
        return context;
    }

    Sending sending() {
        return sending;
    }

    Redrive redrive() {
        return redrive;
    }

    /** The delay of a FIFO queue holds for the messages that wait already, too. */
    private void delayAnew(int delaySeconds) {
        List<Message> unreceived = new ArrayList<>();
        for (Message message = context.inventory.first(); message != null; message = context.inventory.next(message)) {
            if (message.place == Place.DELAYED || message.place == Place.WAITING && message.receives == 0) {
                unreceived.add(message);
            }
        }
        long now = context.engine.time().millis();
        for (Message message : unreceived) {
            context.inventory.seize(message);
            message.visibleAt = message.retainedSince() + delaySeconds * 1000L;
            context.settle(message, now);
        }
    }

    private PeekedMessage peek(Message message, long now) {
        ReceivedMessage content = ReceivedMessage.of(message, context);
        PeekedMessage.State state = stateOf(message, now);
        return new PeekedMessage(content, state, state == PeekedMessage.State.VISIBLE ? 0 : message.visibleAt);
    }

    private static PeekedMessage.State stateOf(Message message, long now) {
        return switch (message.place) {
            case WAITING, RETURNED -> PeekedMessage.State.VISIBLE;
            case DELAYED -> PeekedMessage.State.DELAYED;
            // One that is in the store alone: nobody has received it.
            case ARRIVING -> message.visibleAt > now ? PeekedMessage.State.DELAYED : PeekedMessage.State.VISIBLE;
            default -> PeekedMessage.State.IN_FLIGHT;
        };
    }

    private CompletableFuture<Void> inTurn(Supplier<CompletableFuture<Void>> change) {
        return context.guard.call(() -> {
            CompletableFuture<Void> result = lastChange.thenCompose(done -> change.get());
            lastChange = result.exceptionally(failure -> null);
            return result;
        });
    }

    private CompletableFuture<Void> commit(Change change, Consumer<Boolean> effect) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Transaction transaction = new Transaction(context);
        transaction.add(change, new Transaction.Effect() {
            @Override
            public void kept(long now) {
                effect.accept(true);
                context.guard.afterwards(() -> done.complete(null));
            }

            @Override
            public void refused(long now, StateStoreException reason) {
                effect.accept(false);
                context.guard.afterwards(() -> done.completeExceptionally(reason));
            }
        });
        transaction.commit(context.engine.store());
        return done;
    }
}
