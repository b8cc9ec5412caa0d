package dev.haar.engine.delivery;

import dev.haar.core.state.Change;
import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.EngineException;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Courier.Answer;
import dev.haar.engine.delivery.DeliveryChange.DeliveryKept;
import dev.haar.engine.delivery.DeliveryChange.DeliveryOver;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.FanOut;
import dev.haar.engine.queue.OutgoingMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.sse.Unsealing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/**
 * The deliveries to endpoints outside that are under way. Each is kept until it is over, so that a restart goes on with it;
 * one whose answer was not kept before the process died is tried again, as AWS delivers at least once.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">Message delivery retries</a>
 */
public final class Deliveries implements Restorable {
    /** Under which AWS's SNS sends to queues. */
    public static final String SENDER = "AIDAIT2UOQQY3AUEKVGXU";

    private static final int FORBIDDEN = 403;

    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

    private static final String UNDECIPHERABLE = "The message cannot be decrypted: ";

    private final Time time;
    private final StateStore store;
    private final Changes changes;
    private final Queues queues;
    private final Courier courier;
    private final Executor workers;
    private final DeliveryLog log;
    private final Unsealing unsealing;
    private final Map<UUID, Delivery> pending = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * @param queues where dead letters go
     * @param workers decrypts, and runs what follows an answer
     * @param unsealing opens messages of encrypted topics
     */
    public Deliveries(
            Time time,
            StateStore store,
            Queues queues,
            Courier courier,
            Executor workers,
            DeliveryLog log,
            Unsealing unsealing) {
        this.time = time;
        this.store = store;
        this.changes = new Changes(store);
        this.queues = queues;
        this.courier = courier;
        this.workers = workers;
        this.log = log;
        this.unsealing = unsealing;
    }

    /** What keeps a delivery, for whoever commits more than that and then calls {@link #begin}. */
    public static Change change(Delivery delivery) {
        return new DeliveryKept(delivery);
    }

    /** Sets a delivery that is kept on its way, once it is due. */
    public void begin(Delivery delivery) {
        pending.put(delivery.id(), delivery);
        if (delivery.due() <= time.millis()) {
            enter(delivery);
        } else {
            time.at(delivery.due(), () -> enter(delivery));
        }
    }

    /** Tells the log of a message that cannot be delivered, and why. */
    public void unreachable(Captured message, String why) {
        fails(message.to(), message.messageId(), 0, why);
    }

    /** Tells the log of a message that the data protection policy of its topic keeps back. */
    public void prohibited(Delivery.Destination to, String messageId) {
        String why = "The topic's data protection policy prohibits this message from being delivered to "
                + to.subscriptionArn();
        fails(to, messageId, FORBIDDEN, why);
    }

    /** Tells the log of a message that cannot be decrypted. */
    public void undecipherable(Delivery.Destination to, String messageId, String why) {
        fails(to, messageId, 0, UNDECIPHERABLE + why);
    }

    private void fails(Delivery.Destination to, String messageId, int status, String why) {
        log.add(new Attempt(time.now(), to, messageId, 1, Outcome.FAILED, status, why));
    }

    /** The log of all attempts. */
    public DeliveryLog log() {
        return log;
    }

    /** Forgets those of the topics that match. */
    public void reset(Predicate<String> topicArn) {
        List<DeliveryOver> forgotten = new ArrayList<>();
        for (Delivery each : List.copyOf(pending.values())) {
            if (topicArn.test(each.to().topicArn()) && pending.remove(each.id()) != null) {
                forgotten.add(new DeliveryOver(each.id()));
                lanes.remove(each.to().subscriptionArn());
            }
        }
        if (!forgotten.isEmpty()) {
            changes.forget(forgotten);
        }
        log.forget(attempt -> topicArn.test(attempt.to().topicArn()));
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        pending.clear();
        DeliveryRows.pending(tables).forEach(this::begin);
    }

    private void enter(Delivery delivery) {
        lanes.computeIfAbsent(delivery.to().subscriptionArn(), arn -> new Lane(time, this::attempt))
                .enter(delivery);
    }

    private void attempt(Delivery delivery, Runnable leave) {
        if (!isCurrent(delivery)) {
            leave.run();
            return;
        }
        CompletableFuture<Void> over = delivery.sealed()
                ? CompletableFuture.completedFuture(delivery).thenComposeAsync(this::unsealAndCarry, workers)
                : carry(delivery, delivery);
        over.whenComplete((done, failure) -> {
            if (failure != null) {
                // It came after the end: the next start tries again.
                boolean late = failure.getCause() instanceof RejectedExecutionException;
                LOG.log(
                        late ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                        "An answer could not be dealt with.",
                        failure);
            }
            leave.run();
        });
    }

    /** What cannot be decrypted may be so later: its key can be enabled again. */
    private CompletableFuture<Void> unsealAndCarry(Delivery delivery) {
        Delivery inClear;
        try {
            inClear = delivery.opened(unsealing);
        } catch (EngineException | IllegalStateException e) {
            answered(delivery, null, Answer.none(UNDECIPHERABLE + e.getMessage()));
            return CompletableFuture.completedFuture(null);
        }
        return carry(delivery, inClear);
    }

    /** @param inClear the delivery as it leaves */
    private CompletableFuture<Void> carry(Delivery delivery, Delivery inClear) {
        return courier.carry(inClear)
                .exceptionally(failure -> Answer.none(String.valueOf(failure.getMessage())))
                .thenAcceptAsync(answer -> answered(delivery, inClear, answer), workers);
    }

    /** Whether it was neither forgotten nor begun anew, as an equal one, when the state was read again. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isCurrent(Delivery delivery) {
        return pending.get(delivery.id()) == delivery;
    }

    /** @param inClear the delivery as it left; null if it could not */
    private void answered(Delivery delivery, Delivery inClear, Answer answer) {
        if (!isCurrent(delivery)) {
            return;
        }
        switch (answer.verdict()) {
            case DELIVERED -> {
                over(delivery, new FanOut(delivery.to().topicArn()));
                record(delivery, answer, Outcome.DELIVERED);
            }
            case RETRY -> {
                OptionalLong delay = delivery.policy().retries().delay(delivery.retries() + 1);
                if (delay.isPresent()) {
                    // Whoever sees the attempt in the log and moves the clock on meets the retry: it is due from now
                    // on.
                    Delivery next = delivery.retriedAt(time.millis() + delay.getAsLong());
                    record(delivery, answer, Outcome.RETRYING);
                    retry(delivery, next);
                } else {
                    fail(delivery, inClear, answer);
                }
            }
            case REFUSED -> fail(delivery, inClear, answer);
        }
    }

    private void retry(Delivery current, Delivery next) {
        pending.replace(current.id(), current, next);
        changes.keep(List.of(new DeliveryKept(next)), () -> next).whenComplete((kept, failure) -> {
            // If it was not kept the store has been read again, and with it the delivery as it was.
            if (failure == null && isCurrent(next)) {
                begin(next);
            }
        });
    }

    private void fail(Delivery delivery, Delivery inClear, Answer answer) {
        FanOut fanOut = new FanOut(delivery.to().topicArn());
        boolean kept = inClear != null
                && delivery.type() == Delivery.MessageType.NOTIFICATION
                && bury(inClear, answer, fanOut);
        over(delivery, fanOut);
        record(delivery, answer, kept ? Outcome.DEAD_LETTERED : Outcome.FAILED);
    }

    /** Whether the dead-letter queue takes it. */
    private boolean bury(Delivery delivery, Answer answer, FanOut fanOut) {
        Optional<Queue> queue = Optional.ofNullable(delivery.to().deadLetterArn())
                .flatMap(QueueAddress::ofArn)
                .flatMap(queues::find);
        if (queue.isEmpty()) {
            return false;
        }
        OutgoingMessage message =
                new OutgoingMessage(delivery.body(), reasons(delivery, answer), null, null, null, null, SENDER);
        try {
            return !fanOut.send(queue.get(), message).isCompletedExceptionally();
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.WARNING, "The dead-letter queue does not take a message: " + e.getMessage());
            return false;
        }
    }

    /** Why a message is a dead letter. */
    private static MessageAttributes reasons(Delivery delivery, Answer answer) {
        List<MessageAttribute> reasons = new ArrayList<>();
        reasons.add(text("RequestID", delivery.id().toString()));
        if (answer.status() != 0) {
            reasons.add(text("ErrorCode", Integer.toString(answer.status())));
        }
        reasons.add(text("ErrorMessage", answer.text().isEmpty() ? "No answer" : answer.text()));
        return MessageAttributes.of(reasons);
    }

    private static MessageAttribute text(String name, String value) {
        return new MessageAttribute(name, "String", value, null);
    }

    private void over(Delivery delivery, FanOut fanOut) {
        fanOut.add(new DeliveryOver(delivery.id()));
        fanOut.commit(store).whenComplete((done, failure) -> {
            if (failure == null) {
                pending.remove(delivery.id(), delivery);
            }
        });
    }

    private void record(Delivery delivery, Answer answer, Outcome outcome) {
        log.add(new Attempt(
                time.now(),
                delivery.to(),
                delivery.messageId(),
                delivery.retries() + 1,
                outcome,
                answer.status(),
                answer.text()));
    }
}
