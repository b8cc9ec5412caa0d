package dev.haar.engine.queue;

import dev.haar.core.state.Unawaited;
import dev.haar.core.util.Guard;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.Message.Place;
import dev.haar.engine.queue.QueueChange.MessageDeleted;
import dev.haar.engine.queue.QueueChange.SequencesReserved;
import dev.haar.engine.settings.QueueSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What the parts of one queue share: its lock, its messages and its settings.
 *
 * <p>Everything happens in steps. A step holds the lock, begins by bringing memory up to the time and ends by giving what
 * has become available to those who wait for it.
 */
final class QueueContext {
    /** Sweeping out what is lost anyway: should the store refuse, the next start sweeps again. */
    private static final Unawaited SWEPT = new Unawaited("An expired message stays in the store until the next start.");

    private static final Unawaited RESERVED =
            new Unawaited("Sequence numbers were not reserved; the sends that want them are refused, too.");

    /** How many sequence numbers are reserved at once, the first of them with the queue itself. */
    static final int RESERVED_AHEAD = 10_000;

    final QueueAddress address;
    final long incarnation;
    final EngineContext engine;
    final Guard guard = new Guard();
    final Inventory inventory;
    final Paging paging;
    final Stowage stowage = new Stowage(this);
    final Purges purges = new Purges();
    QueueSettings settings;
    private final Map<Message, List<Runnable>> waiting = new HashMap<>();
    private long lastSequence;

    /** Up to where the store knows that sequence numbers may have been given: a restart goes on behind it. */
    private long reserved;

    /** What commands get from a queue that is closed; null while it is open. */
    private RuntimeException closed;

    private Runnable feed = () -> {};

    private boolean inStep;

    /**
     * @param lastSequence the last sequence number that may have been given
     * @param reserved up to where the store knows that they may have been
     */
    QueueContext(
            QueueAddress address,
            long incarnation,
            QueueSettings settings,
            long lastSequence,
            long reserved,
            EngineContext engine) {
        this.address = address;
        this.incarnation = incarnation;
        this.settings = settings;
        this.engine = engine;
        this.lastSequence = lastSequence;
        this.reserved = reserved;
        this.inventory = new Inventory(
                address.isFifo() ? new FifoBacklog(engine.rules().inFlightLimit()) : new StandardBacklog(),
                engine.memory().share());
        this.paging = new Paging(this);
    }

    /** Sets what gives available messages to those who wait; runs at the end of each step. */
    void feedBy(Runnable feeder) {
        feed = feeder;
    }

    /** Runs a step of a command. */
    <T> T command(LongFunction<T> body) {
        return guard.call(() -> {
            requireOpen();
            return take(body);
        });
    }

    /** Runs a step that is not a client's, and goes on whatever became of the queue. */
    void step(LongConsumer body) {
        guard.run(() -> take(now -> {
            body.accept(now);
            return null;
        }));
    }

    /** Reads what needs no step. */
    <T> T read(Supplier<T> body) {
        return guard.call(() -> {
            requireOpen();
            return body.get();
        });
    }

    /** A step within a step, such as that of a change which is kept at once, is a part of it. */
    private <T> T take(LongFunction<T> body) {
        long now = engine.time().millis();
        if (inStep) {
            return body.apply(now);
        }
        inStep = true;
        try {
            catchUp(now);
            T result = body.apply(now);
            endStep();
            return result;
        } finally {
            inStep = false;
        }
    }

    /**
     * The next sequence number. It never returns, not even where the queue was empty when Haar ended, since receipt handles
     * name messages by it.
     */
    long nextSequence() {
        lastSequence++;
        if (lastSequence > reserved) {
            reserved = lastSequence + RESERVED_AHEAD;
            engine.store().commit(List.of(new SequencesReserved(address, reserved)), RESERVED);
        }
        return lastSequence;
    }

    long lastSequence() {
        return lastSequence;
    }

    boolean isClosed() {
        return closed != null;
    }

    /** Closes the queue to commands: they get what is given here. */
    void close(RuntimeException answer) {
        closed = answer;
    }

    /** Opens the queue to commands again. */
    void open() {
        closed = null;
    }

    void requireOpen() {
        if (closed != null) {
            throw closed;
        }
    }

    static EngineException doesNotExist() {
        return new EngineException(EngineError.QUEUE_DOES_NOT_EXIST, "The specified queue does not exist.");
    }

    /** Runs the task once the change that keeps the message busy is kept or refused. */
    void whenSettled(Message message, Runnable task) {
        waiting.computeIfAbsent(message, key -> new ArrayList<>()).add(task);
    }

    /** A change to the message is over: it goes where its times put it, or goes with the purge that came meanwhile. */
    void settle(Message message, long now) {
        if (purges.hasTaken(message)) {
            discard(message);
        } else if (purges.isTaking(message)) {
            if (message.place == Place.ARRIVING) {
                inventory.seize(message);
            }
            purges.hold(message);
        } else {
            inventory.settle(message, now);
        }
        resume(message);
    }

    /** Takes in a new message, which has its place from now on and can be received once it is kept. */
    Newcomer admit(MessageContent content, long visibleAt) {
        long sequence = nextSequence();
        if (paging.isDiverting()) {
            paging.tail.arrive(sequence);
            return new Newcomer.ToTail(paging.tail, sequence, visibleAt);
        }
        Message message = new Message(sequence, inventory.lane(content.groupId()), content, visibleAt);
        inventory.join(message);
        return new Newcomer.ToMemory(this, message);
    }

    /** When a message from the store is to be visible. */
    long visibleAt(QueueRows.Standing stored) {
        // The delay of a FIFO queue holds for all that wait, whatever it was when they were sent.
        return settings.isFifo() && stored.receives() == 0
                ? stored.retainedSince() + settings.delaySeconds() * 1000L
                : stored.visibleAt();
    }

    /** Puts a message from the store in its place in memory. */
    Message restore(QueueRows.StoredMessage stored, long now) {
        MessageContent content = stored.content();
        Message message = new Message(
                stored.standing().sequence(), inventory.lane(content.groupId()), content, visibleAt(stored.standing()));
        message.receivedAt = stored.receivedAt();
        message.receives = stored.standing().receives();
        lastSequence = Math.max(lastSequence, message.sequence);
        inventory.join(message);
        inventory.settle(message, now);
        return message;
    }

    /** A change took the message out of the queue. */
    void remove(Message message) {
        inventory.remove(message);
        paging.left(message);
        resume(message);
    }

    /** Takes a message out of the queue and out of the store, without anybody waiting for it. */
    private void discard(Message message) {
        inventory.remove(message);
        engine.store().commit(List.of(new MessageDeleted(address, message.sequence)), SWEPT);
    }

    private void endStep() {
        paging.refill();
        feed.run();
        // What was given to those who wait has made room.
        paging.refill();
        paging.forgetFailure();
    }

    private void catchUp(long now) {
        inventory.catchUp(now);
        paging.tail.catchUp(now);
        sweep(now);
        paging.refill();
    }

    /** Takes out what has been kept for too long. */
    private void sweep(long now) {
        long oldest = now - settings.messageRetentionMillis();
        for (Message expired = inventory.sentBy(oldest); expired != null; expired = inventory.sentBy(oldest)) {
            discard(expired);
        }
    }

    private void resume(Message message) {
        if (!waiting.isEmpty()) {
            List<Runnable> tasks = waiting.remove(message);
            if (tasks != null) {
                tasks.forEach(Runnable::run);
            }
        }
    }
}
