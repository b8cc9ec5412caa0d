package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.state.Unawaited;
import dev.haar.core.time.Time;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.QueueChange.QueueCreated;
import dev.haar.engine.queue.QueueChange.QueueForgotten;
import dev.haar.engine.settings.QueueSettings;
import dev.haar.engine.settings.QueueTags;
import dev.haar.engine.settings.RedrivePolicy;
import dev.haar.engine.sse.BodyEncryption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** All queues, of every account and region. Safe for use by several threads. */
public final class Queues implements Restorable {
    private static final Unawaited FORGOTTEN = new Unawaited("Queues that were reset are back after the next start.");

    private final EngineContext engine;
    private final Map<QueueAddress, Queue> queues = new ConcurrentHashMap<>();

    /** Queues whose creation is not kept yet; guarded by itself. */
    private final Map<QueueAddress, CompletableFuture<Queue>> creating = new HashMap<>();

    private final Map<QueueAddress, Long> deletedAt = new ConcurrentHashMap<>();

    /**
     * @param time the clock and timers of all that happens here
     * @param store where changes are kept
     * @param rules which limits and waits apply
     * @param memory how much heap messages may take; limited only if the store keeps what it is given
     * @param random random numbers, for ids; safe for use by several threads
     */
    public Queues(Time time, StateStore store, QueueRules rules, MessageMemory memory, LongSupplier random) {
        this(time, store, rules, memory, BodyEncryption.NONE, random);
    }

    /** The same with queues whose bodies can be encrypted. */
    public Queues(
            Time time,
            StateStore store,
            QueueRules rules,
            MessageMemory memory,
            BodyEncryption encryption,
            LongSupplier random) {
        this.engine = new EngineContext(time, store, rules, memory, encryption, random);
    }

    /**
     * Finds a queue.
     *
     * @throws EngineException with {@link EngineError#QUEUE_DOES_NOT_EXIST} if there is none
     */
    public Queue get(QueueAddress address) {
        return find(address).orElseThrow(QueueContext::doesNotExist);
    }

    /** Finds a queue, if there is one. */
    public Optional<Queue> find(QueueAddress address) {
        return Optional.ofNullable(queues.get(address))
                .filter(queue -> !queue.context().isClosed());
    }

    /** The queues that match, by name. */
    public List<Queue> list(Predicate<QueueAddress> filter) {
        return queues.values().stream()
                .filter(queue -> filter.test(queue.address()))
                .sorted(Comparator.comparing(queue -> queue.address().name()))
                .toList();
    }

    /** The queues whose dead-letter queue has this address, by name. */
    public List<Queue> deadLetterSources(QueueAddress target) {
        String arn = target.arn();
        return queues.values().stream()
                .filter(queue -> !queue.context().isClosed())
                .filter(queue -> queue.settings()
                        .redrivePolicy()
                        .filter(policy -> policy.deadLetterTargetArn().equals(arn))
                        .isPresent())
                .sorted(Comparator.comparing(queue -> queue.address().name()))
                .toList();
    }

    /**
     * Makes a queue, or finds the one that is there already with the same attributes.
     *
     * @param attributes values by AWS's names
     */
    public CompletableFuture<Queue> create(
            QueueAddress address, Map<String, String> attributes, Map<String, String> tags) {
        QueueNames.check(address.name(), attributes);
        synchronized (creating) {
            CompletableFuture<Queue> other = creating.get(address);
            if (other != null) {
                return other.handle((queue, failure) -> null).thenCompose(done -> create(address, attributes, tags));
            }
            Optional<Queue> existing = find(address);
            if (existing.isPresent()) {
                requireSame(existing.get(), attributes);
                return CompletableFuture.completedFuture(existing.get());
            }
            requireFree(address);
            return make(address, attributes, tags);
        }
    }

    /** Deletes a queue with all its messages. */
    public CompletableFuture<Void> delete(QueueAddress address) {
        Queue queue = get(address);
        return queue.delete().thenRun(() -> {
            queues.remove(address, queue);
            if (!engine.rules().waitAfterDelete().isZero()) {
                deletedAt.put(address, engine.time().millis());
            }
        });
    }

    /**
     * Changes some attributes of a queue; all others stay.
     *
     * @param attributes values by AWS's names
     */
    public CompletableFuture<Void> configure(QueueAddress address, Map<String, String> attributes) {
        return get(address).configure(settings -> {
            QueueSettings next = settings.with(attributes);
            if (attributes.containsKey("RedrivePolicy")) {
                requireSuitableTarget(address, next, attributes.get("RedrivePolicy"));
            }
            return next;
        });
    }

    /** Forgets the queues that match, with everything in them, and ends the waits for their messages. */
    public void reset(Predicate<QueueAddress> filter) {
        List<Change> forgotten = new ArrayList<>();
        drop(filter, QueueContext.doesNotExist(), queue -> forgotten.add(new QueueForgotten(queue.address())));
        if (!forgotten.isEmpty()) {
            engine.store().commit(forgotten, FORGOTTEN);
        }
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        drop(address -> true, new StateStoreException("The state is being read anew.", null), queue -> {});
        QueueRows rows = new QueueRows(tables);
        for (QueueRows.StoredQueue stored : rows.queues()) {
            queues.put(stored.address(), restore(stored, rows));
        }
        if (!engine.rules().waitAfterDelete().isZero()) {
            deletedAt.putAll(rows.deletions());
        }
    }

    /** Where the engine lives, for its other parts. */
    EngineContext engine() {
        return engine;
    }

    private void drop(Predicate<QueueAddress> filter, RuntimeException answer, Consumer<Queue> dropped) {
        queues.values().removeIf(queue -> {
            boolean matches = filter.test(queue.address());
            if (matches) {
                queue.drop(answer);
                dropped.accept(queue);
            }
            return matches;
        });
        deletedAt.keySet().removeIf(filter);
    }

    private Queue restore(QueueRows.StoredQueue stored, QueueRows rows) throws SQLException {
        QueueContext context = new QueueContext(
                stored.address(),
                stored.incarnation(),
                stored.settings(),
                stored.lastSequence(),
                stored.lastSequence(),
                engine);
        Queue queue = new Queue(context, stored.origin(), stored.tags(), this::contextByArn);
        long now = engine.time().millis();
        context.paging.restore(rows, stored, now);
        if (stored.settings().isFifo()) {
            rows.attempts(stored, now - ReceiveAttempts.REMEMBERED).forEach(queue::rememberAttempt);
        }
        queue.sending().keepFormerScope(stored.formerScopeUntil());
        rows.deduplications(stored, now, each -> queue.sending().remember(each.key(), each.entry()));
        return queue;
    }

    private Optional<QueueContext> contextByArn(String arn) {
        return QueueAddress.ofArn(arn).flatMap(this::find).map(Queue::context);
    }

    private CompletableFuture<Queue> make(
            QueueAddress address, Map<String, String> attributes, Map<String, String> tags) {
        QueueSettings settings = QueueSettings.initial(address.isFifo()).with(attributes);
        requireSuitableTarget(address, settings, attributes.get("RedrivePolicy"));
        Map<String, String> allTags = QueueTags.with(Map.of(), tags);
        long now = engine.time().millis();
        QueueContext context = new QueueContext(
                address, engine.random().getAsLong(), settings, 0, QueueContext.RESERVED_AHEAD, engine);
        Queue queue = new Queue(context, Queue.Origin.now(now), allTags, this::contextByArn);
        CompletableFuture<Queue> made = new CompletableFuture<>();
        creating.put(address, made);
        engine.store()
                .commit(
                        List.of(new QueueCreated(address, context.incarnation, now, settings, allTags)),
                        new Creation(queue, made));
        return made;
    }

    private void requireSame(Queue queue, Map<String, String> attributes) {
        queue.settings().firstDifference(attributes).ifPresent(name -> {
            throw new EngineException(
                    EngineError.QUEUE_NAME_EXISTS,
                    "A queue already exists with the same name and a different value for attribute " + name);
        });
    }

    private void requireFree(QueueAddress address) {
        Long deleted = deletedAt.get(address);
        if (deleted == null) {
            return;
        }
        if (engine.time().millis() - deleted < engine.rules().waitAfterDelete().toMillis()) {
            throw new EngineException(
                    EngineError.QUEUE_DELETED_RECENTLY,
                    "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
        }
        deletedAt.remove(address, deleted);
    }

    private void requireSuitableTarget(QueueAddress source, QueueSettings settings, String text) {
        Optional<RedrivePolicy> policy = settings.redrivePolicy();
        if (policy.isEmpty()) {
            return;
        }
        QueueAddress target = QueueAddress.ofArn(policy.get().deadLetterTargetArn())
                .filter(address -> address.account().equals(source.account()))
                .filter(address -> address.region().equals(source.region()))
                .orElseThrow(() -> RedrivePolicy.invalid(text, "Dead letter target does not exist."));
        Queue queue = target.equals(source)
                ? null
                : find(target).orElseThrow(() -> RedrivePolicy.invalid(text, "Dead letter target does not exist."));
        if (queue == null) {
            throw RedrivePolicy.invalid(text, "A queue cannot be its own dead-letter queue.");
        }
        if (target.isFifo() != source.isFifo()) {
            throw RedrivePolicy.invalid(text, "Dead-letter queue must be same type of queue as the source.");
        }
        boolean allowed = queue.settings()
                .redriveAllowPolicy()
                .map(allow -> allow.allows(source.arn()))
                .orElse(true);
        if (!allowed) {
            throw RedrivePolicy.invalid(
                    text, "Redrive permission to the dead-letter queue denied by its redrive allow policy.");
        }
    }

    /** What becomes of a queue that is made. */
    private final class Creation implements Commit {
        private final Queue queue;
        private final CompletableFuture<Queue> made;

        private Creation(Queue queue, CompletableFuture<Queue> made) {
            this.queue = queue;
            this.made = made;
        }

        @Override
        public void kept() {
            synchronized (creating) {
                queues.put(queue.address(), queue);
                creating.remove(queue.address());
            }
            made.complete(queue);
        }

        @Override
        public void refused(StateStoreException reason) {
            synchronized (creating) {
                creating.remove(queue.address());
            }
            made.completeExceptionally(reason);
        }
    }
}
