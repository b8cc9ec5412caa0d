package dev.haar.engine.topic;

import dev.haar.core.arn.Arn;
import dev.haar.core.state.Change;
import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.archive.Archive;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.protection.DataProtectionPolicy;
import dev.haar.engine.protection.FindingsLog;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.sse.Seal;
import dev.haar.engine.sse.Unsealing;
import dev.haar.engine.topic.TopicChange.SubscriptionKept;
import dev.haar.engine.topic.TopicChange.TopicDeleted;
import dev.haar.engine.topic.TopicChange.TopicKept;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * All topics, of every account and region. Refusals are {@link TopicException}s, thrown or as
 * the outcome of a future. Safe for use by several threads.
 */
public final class Topics implements Restorable {
    private static final Pattern STANDARD = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern FIFO = Pattern.compile("[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final int MOST_TAGS = 50;
    private static final int HUNDRED = 100;

    private final TopicMemory memory = new TopicMemory();
    private final Changes changes;
    private final Publishing publishing;
    private final Subscriptions subscriptions;
    private final Archive archive;
    private final Replays replays;
    private final FindingsLog findings = new FindingsLog();
    private final Protection protection;
    private final Executor workers;
    private final Time time;
    private final Supplier<UUID> ids;

    /**
     * @param time the clock of all that happens here
     * @param store where changes are kept
     * @param queues where messages for queues go
     * @param rules which of AWS's rules hold
     * @param signer signs notifications
     * @param workers runs what takes longer than a caller may wait, such as signing
     * @param deliveries where messages for endpoints outside go
     * @param outbox where messages for mailboxes, telephones and devices go
     * @param ids random UUIDs; safe for use by several threads
     * @param unsealing opens messages of encrypted topics
     */
    public Topics(
            Time time,
            StateStore store,
            Queues queues,
            TopicRules rules,
            Signer signer,
            Executor workers,
            Deliveries deliveries,
            Outbox outbox,
            Supplier<UUID> ids,
            Unsealing unsealing) {
        this.changes = new Changes(store);
        this.time = time;
        this.ids = ids;
        this.workers = workers;
        this.archive = Archive.in(store);
        this.protection =
                new Protection(time, findings, () -> ThreadLocalRandom.current().nextInt(HUNDRED));
        QueueDelivery toQueues = new QueueDelivery(time, queues, rules.admission(), deliveries.log());
        this.replays = new Replays(
                memory,
                changes,
                time,
                store,
                archive,
                toQueues,
                address -> new Dispatch(address.arn(), deliveries, outbox),
                signer,
                workers,
                unsealing);
        this.subscriptions = new Subscriptions(
                memory, changes, time, store, rules, signer, workers, deliveries, outbox, ids, replays);
        this.publishing = new Publishing(
                time, store, toQueues, signer, workers, ids, deliveries, outbox, new Outgoings(time, ids), archive);
    }

    /** Their subscriptions. */
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** Finds a topic. */
    public Topic get(TopicAddress address) {
        TopicEntry entry = memory.entry(address);
        return TopicMemory.locked(entry, () -> entry.topic);
    }

    /** The topic with this ARN, if there is one. */
    public Optional<Topic> find(String arn) {
        return Arn.parse(arn)
                .map(each -> new TopicAddress(each.account(), each.region(), each.resource()))
                .flatMap(address -> Optional.ofNullable(memory.find(address)))
                .map(entry -> TopicMemory.locked(entry, () -> entry.topic));
    }

    /** The topics that match, by ARN. */
    public List<Topic> list(Predicate<TopicAddress> filter) {
        return memory.all().stream()
                .map(entry -> TopicMemory.locked(entry, () -> entry.topic))
                .filter(topic -> filter.test(topic.address()))
                .sorted(Comparator.comparing(topic -> topic.address().arn()))
                .toList();
    }

    /** Makes a topic without a data protection policy, see {@link #create(TopicAddress, Map, Map, String)}. */
    public CompletableFuture<Topic> create(
            TopicAddress address, Map<String, String> attributes, Map<String, String> tags) {
        return create(address, attributes, tags, null);
    }

    /**
     * Makes a topic, or finds the one that is there already with the same attributes and tags.
     *
     * @param protection its data protection policy; null for none
     */
    public CompletableFuture<Topic> create(
            TopicAddress address, Map<String, String> attributes, Map<String, String> tags, String protection) {
        boolean fifo = "true".equalsIgnoreCase(attributes.get("FifoTopic"));
        if (!(fifo ? FIFO : STANDARD).matcher(address.name()).matches()) {
            throw TopicException.invalid("Topic Name");
        }
        Map<String, String> valid = TopicAttributes.with(Map.of(), attributes, fifo, "Attributes Reason: ");
        requireFew(tags);
        if (protection != null && !protection.isEmpty()) {
            Protection.check(protection);
            valid.put(Topic.DATA_PROTECTION_POLICY, protection);
        }
        return changes.inTurn(() -> {
            TopicEntry existing = memory.find(address);
            if (existing != null) {
                requireSame(existing.topic, valid, tags);
                return CompletableFuture.completedFuture(existing.topic);
            }
            Topic topic = new Topic(address, valid, tags, 0).withArchive(ids, time.millis());
            return changes.keep(List.of(new TopicKept(topic)), () -> {
                memory.show(new TopicEntry(topic));
                return topic;
            });
        });
    }

    /** Deletes a topic, if there is one, with its subscriptions. One with an archive must give that up first. */
    public CompletableFuture<Void> delete(TopicAddress address) {
        return changes.inTurn(() -> {
            TopicEntry entry = memory.find(address);
            if (entry == null) {
                return CompletableFuture.completedFuture(null);
            }
            if (entry.topic.archiving() != null) {
                throw new TopicException(
                        TopicError.INVALID_STATE, "Invalid state: Cannot delete a topic with an ArchivePolicy");
            }
            return changes.keep(List.of(new TopicDeleted(address)), () -> {
                memory.drop(entry);
                return null;
            });
        });
    }

    /** Changes some attributes of a topic; all others stay. */
    public CompletableFuture<Void> configure(TopicAddress address, Map<String, String> attributes) {
        return change(
                address,
                topic -> topic.withAttributes(TopicAttributes.with(
                                topic.attributes(), attributes, topic.address().isFifo(), ""))
                        .withArchive(ids, time.millis()));
    }

    /**
     * Has the topic's messages protected by a data protection policy, in place of the one it may have.
     *
     * @param policy empty for none
     */
    public CompletableFuture<Void> protect(TopicAddress address, String policy) {
        if (!policy.isEmpty()) {
            Protection.check(policy);
        }
        return change(address, topic -> {
            Map<String, String> next = new LinkedHashMap<>(topic.attributes());
            next.remove(Topic.DATA_PROTECTION_POLICY);
            if (!policy.isEmpty()) {
                next.put(Topic.DATA_PROTECTION_POLICY, policy);
            }
            return topic.withAttributes(next);
        });
    }

    /** What audits of data protection policies have found. */
    public FindingsLog findings() {
        return findings;
    }

    /** Adds a statement to the topic's policy. */
    public CompletableFuture<Void> addPermission(
            TopicAddress address, String label, List<String> accounts, List<String> actions) {
        return change(address, topic -> withPolicy(topic, TopicPolicy.add(topic, label, accounts, actions)));
    }

    /** Removes a statement from the topic's policy. */
    public CompletableFuture<Void> removePermission(TopicAddress address, String label) {
        return change(address, topic -> withPolicy(topic, TopicPolicy.remove(topic, label)));
    }

    /** Changes a topic's tags. */
    public CompletableFuture<Void> tag(TopicAddress address, UnaryOperator<Map<String, String>> tags) {
        return change(address, topic -> {
            Map<String, String> next = tags.apply(topic.tags());
            requireFew(next);
            return topic.withTags(next);
        });
    }

    /**
     * Publishes a message to a topic and sends it to the queues that want it, all at once.
     *
     * @param seal encrypts what is kept of it, if the topic is encrypted
     */
    public CompletableFuture<Published> publish(TopicAddress address, Publication publication, Optional<Seal> seal) {
        return publishAll(address, List.of(publication), seal).thenApply(published -> published.get(0));
    }

    /**
     * Publishes messages one after the other, all of them or none.
     *
     * @param seal encrypts what is kept of them, if the topic is encrypted
     */
    public CompletableFuture<List<Published>> publishAll(
            TopicAddress address, List<Publication> publications, Optional<Seal> seal) {
        TopicEntry entry = memory.entry(address);
        DataProtectionPolicy policy = TopicMemory.locked(entry, entry::protection);
        if (policy == null) {
            return publishing.publish(entry, publications, seal);
        }
        String principal = Protection.principal(address.account());
        // Long texts take their time.
        return CompletableFuture.supplyAsync(
                        () -> protection.inspect(address, policy, principal, publications), workers)
                .thenCompose(inspected -> publishing
                        .publish(
                                entry,
                                inspected.stream()
                                        .map(Protection.Inspected::publication)
                                        .toList(),
                                seal)
                        .thenApply(published -> {
                            protection.tell(address, principal, inspected, published);
                            return published;
                        }));
    }

    /** Forgets the topics that match, with everything of theirs. */
    public void reset(Predicate<TopicAddress> filter) {
        List<Change> forgotten = new ArrayList<>();
        for (TopicEntry entry : memory.all()) {
            TopicAddress address = entry.topic.address();
            if (filter.test(address)) {
                memory.drop(entry);
                forgotten.add(new TopicDeleted(address));
                findings.forget(each -> each.topicArn().equals(address.arn()));
                if (entry.topic.archiving() != null) {
                    forgotten.add(Archive.discarding(entry.topic.archiving().id()));
                    archive.discard(entry.topic.archiving().id());
                }
            }
        }
        if (!forgotten.isEmpty()) {
            changes.forget(forgotten);
        }
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        memory.all().forEach(memory::drop);
        for (TopicEntry entry : TopicRows.read(tables).values()) {
            memory.show(entry);
        }
        memory.all().forEach(entry -> List.copyOf(entry.subscriptions()).forEach(each -> replays.run(entry, each)));
    }

    private CompletableFuture<Void> change(TopicAddress address, UnaryOperator<Topic> change) {
        return changes.inTurn(() -> {
            TopicEntry entry = memory.entry(address);
            Topic next = change.apply(entry.topic);
            LargeMessages.check(
                    next,
                    TopicMemory.locked(
                            entry,
                            () -> entry.subscriptions().stream()
                                    .map(Subscription::protocol)
                                    .toList()),
                    "");
            boolean ends = entry.topic.archiving() != null && next.archiving() == null;
            return ends
                    ? endArchive(entry, next)
                    : changes.keep(
                            List.of(new TopicKept(next)),
                            () -> TopicMemory.locked(entry, () -> {
                                entry.topic = next;
                                return null;
                            }));
        });
    }

    private CompletableFuture<Void> endArchive(TopicEntry entry, Topic next) {
        UUID ended = entry.topic.archiving().id();
        List<Subscription> failed = replays.failed(entry);
        List<Change> all = new ArrayList<>(List.of(new TopicKept(next), Archive.discarding(ended)));
        failed.forEach(each -> all.add(new SubscriptionKept(each)));
        return changes.keep(
                all,
                () -> TopicMemory.locked(entry, () -> {
                    entry.topic = next;
                    failed.forEach(each -> memory.show(entry, each));
                    archive.discard(ended);
                    return null;
                }));
    }

    private static Topic withPolicy(Topic topic, String policy) {
        Map<String, String> next = new LinkedHashMap<>(topic.attributes());
        next.put("Policy", policy);
        return topic.withAttributes(next);
    }

    /** What is not given again may be anything. */
    private static void requireSame(Topic existing, Map<String, String> attributes, Map<String, String> tags) {
        for (Map.Entry<String, String> each : attributes.entrySet()) {
            if (!each.getValue().equals(existing.attributes().get(each.getKey()))) {
                throw TopicException.invalid("Attributes Reason: Topic already exists with different attributes");
            }
        }
        if (!tags.isEmpty() && !existing.tags().entrySet().containsAll(tags.entrySet())) {
            throw TopicException.invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    private static void requireFew(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw new TopicException(
                    TopicError.TAG_LIMIT, "Could not complete request: tag quota of per resource exceeded");
        }
    }
}
