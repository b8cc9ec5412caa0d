package dev.haar.engine.topic;

import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Delivery.MessageType;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.topic.TopicChange.SubscriptionDeleted;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * All topics, of every account and region, and their subscriptions. Refusals are {@link TopicException}s, thrown or as
 * the outcome of a future. Safe for use by several threads.
 */
public final class Topics implements Restorable {
    private static final Pattern STANDARD = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern FIFO = Pattern.compile("[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final int MOST_TAGS = 50;
    private static final String FILTER_POLICY = "FilterPolicy";

    private final Map<TopicAddress, TopicEntry> topics = new ConcurrentHashMap<>();
    private final Map<String, TopicEntry> bySubscription = new ConcurrentHashMap<>();
    private final Map<String, Subscription> byToken = new ConcurrentHashMap<>();
    private final Changes changes;
    private final Publishing publishing;
    private final Time time;
    private final StateStore store;
    private final TopicRules rules;
    private final Signer signer;
    private final Executor workers;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Outgoings outgoings;
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
            Supplier<UUID> ids) {
        this.time = time;
        this.store = store;
        this.changes = new Changes(store);
        this.rules = rules;
        this.signer = signer;
        this.workers = workers;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.outgoings = new Outgoings(time, ids);
        this.publishing = new Publishing(
                time,
                store,
                new QueueDelivery(time, queues, rules.admission(), deliveries.log()),
                signer,
                workers,
                ids,
                deliveries,
                outbox,
                outgoings);
        this.ids = ids;
    }

    /** Finds a topic. */
    public Topic get(TopicAddress address) {
        TopicEntry entry = entry(address);
        return locked(entry, () -> entry.topic);
    }

    /** The topics that match, by ARN. */
    public List<Topic> list(Predicate<TopicAddress> filter) {
        return topics.values().stream()
                .map(entry -> locked(entry, () -> entry.topic))
                .filter(topic -> filter.test(topic.address()))
                .sorted(Comparator.comparing(topic -> topic.address().arn()))
                .toList();
    }

    /** Makes a topic, or finds the one that is there already with the same attributes and tags. */
    public CompletableFuture<Topic> create(
            TopicAddress address, Map<String, String> attributes, Map<String, String> tags) {
        boolean fifo = "true".equalsIgnoreCase(attributes.get("FifoTopic"));
        if (!(fifo ? FIFO : STANDARD).matcher(address.name()).matches()) {
            throw TopicException.invalid("Topic Name");
        }
        Map<String, String> valid = TopicAttributes.with(Map.of(), attributes, fifo);
        requireFew(tags);
        return changes.inTurn(() -> {
            TopicEntry existing = topics.get(address);
            if (existing != null) {
                requireSame(existing.topic, valid, tags);
                return CompletableFuture.completedFuture(existing.topic);
            }
            Topic topic = new Topic(address, valid, tags, 0);
            return changes.keep(List.of(new TopicKept(topic)), () -> {
                topics.put(address, new TopicEntry(topic));
                return topic;
            });
        });
    }

    /** Deletes a topic, if there is one, with its subscriptions. */
    public CompletableFuture<Void> delete(TopicAddress address) {
        return changes.inTurn(() -> {
            TopicEntry entry = topics.get(address);
            if (entry == null) {
                return CompletableFuture.completedFuture(null);
            }
            return changes.keep(List.of(new TopicDeleted(address)), () -> {
                drop(entry);
                return null;
            });
        });
    }

    /** Changes some attributes of a topic; all others stay. */
    public CompletableFuture<Void> configure(TopicAddress address, Map<String, String> attributes) {
        return change(
                address,
                topic -> topic.withAttributes(TopicAttributes.with(
                        topic.attributes(), attributes, topic.address().isFifo())));
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
     * Subscribes an endpoint, or finds the subscription that is there already with the same attributes. An endpoint that
     * must agree first is asked, also if it was asked before.
     *
     * @param owner the 12-digit account that subscribes it
     * @param endpointUrl where the link in the question leads
     */
    public CompletableFuture<Subscription> subscribe(
            TopicAddress address,
            String protocol,
            String endpoint,
            String owner,
            Map<String, String> attributes,
            String endpointUrl) {
        TopicEntry entry = entry(address);
        Map<String, String> valid = valid(address, protocol, endpoint, attributes);
        Endpoints.check(address, protocol, endpoint, valid);
        if (!Endpoints.mustConfirm(protocol)) {
            return changes.inTurn(() -> subscribe(entry, protocol, endpoint, owner, valid, null));
        }
        Topic topic = get(address);
        return CompletableFuture.supplyAsync(
                        () -> Invitation.toSubscribe(topic, endpointUrl, time.millis(), signer, ids), workers)
                .thenCompose(invitation ->
                        changes.inTurn(() -> subscribe(entry, protocol, endpoint, owner, valid, invitation)));
    }

    private CompletableFuture<Subscription> subscribe(
            TopicEntry entry,
            String protocol,
            String endpoint,
            String owner,
            Map<String, String> valid,
            Invitation invitation) {
        TopicAddress address = entry.address();
        if (topics.get(address) != entry) {
            // Deleted while this waited for its turn.
            throw TopicException.notFound("Topic");
        }
        long now = time.millis();
        Optional<Subscription> existing = entry.subscriptions.values().stream()
                .filter(each ->
                        each.endpoint().equals(endpoint) && each.protocol().equals(protocol))
                .filter(each -> !each.confirmation().isExpired(now))
                .findFirst();
        if (existing.isPresent()) {
            requireSame(existing.get(), valid);
            if (existing.get().isConfirmed()) {
                return CompletableFuture.completedFuture(existing.get());
            }
        }
        if (address.isFifo() && entry.subscriptions.size() >= rules.mostFifoSubscriptions()) {
            throw new TopicException(
                    TopicError.SUBSCRIPTION_LIMIT, "Subscription limit exceeded for topic: " + address.arn());
        }
        if (existing.isEmpty() && valid.containsKey(FILTER_POLICY)) {
            requireRoomForFilter(entry);
        }
        Confirmation confirmation =
                invitation == null ? Confirmation.NOT_NEEDED : Confirmation.awaited(invitation.token(), now);
        Subscription made = existing.map(each -> each.with(confirmation))
                .orElseGet(() -> new Subscription(
                                address.arn() + ":" + ids.get(), address, protocol, endpoint, owner, confirmation)
                        .with(valid));
        Dispatch dispatch = dispatch(address);
        dispatch.add(new SubscriptionKept(made));
        dispatch.afterwards(() -> show(entry, made));
        if (Endpoints.isHttp(protocol)) {
            dispatch.deliver(outgoings.question(entry.topic, made, MessageType.SUBSCRIPTION_CONFIRMATION, invitation));
        } else if (invitation != null) {
            dispatch.capture(outgoings.letter(made, invitation));
        }
        return dispatch.commit(store).thenApply(kept -> made);
    }

    /**
     * Has an endpoint agree to its subscription; one that has agreed already stays as it is.
     *
     * @param region the region that the topic is said to be in
     * @param token what the endpoint was sent
     * @param authenticated whether whoever confirms is known
     * @param guard whether whoever ends the subscription must be known
     */
    public CompletableFuture<Subscription> confirm(String region, String token, boolean authenticated, boolean guard) {
        return changes.inTurn(() -> {
            Subscription found = byToken.get(token);
            if (found == null || found.confirmation().isExpired(time.millis())) {
                throw TopicException.invalid("Token");
            }
            if (!found.topic().region().equals(region)) {
                throw TopicException.invalid("Topic");
            }
            TopicEntry entry = entry(found.topic());
            Subscription current = found.isConfirmed()
                    ? found
                    : found.with(found.confirmation().given(authenticated, guard));
            return found.isConfirmed()
                    ? CompletableFuture.completedFuture(found)
                    : changes.keep(List.of(new SubscriptionKept(current)), () -> show(entry, current));
        });
    }

    /**
     * Checks the attributes of a subscription that is not made.
     *
     * @throws TopicException if one of them is not valid
     */
    public void checkSubscription(
            TopicAddress address, String protocol, String endpoint, Map<String, String> attributes) {
        entry(address);
        valid(address, protocol, endpoint, attributes);
    }

    /** Finds a subscription. */
    public Subscription subscription(String arn) {
        TopicEntry entry = subscribed(arn).orElseThrow(() -> TopicException.notFound("Subscription"));
        return locked(entry, () -> Optional.ofNullable(entry.subscriptions.get(arn)))
                .filter(this::isThere)
                .orElseThrow(() -> TopicException.notFound("Subscription"));
    }

    /** The subscriptions of a topic, by ARN. */
    public List<Subscription> subscriptions(TopicAddress address) {
        TopicEntry entry = entry(address);
        return locked(
                entry,
                () -> sorted(entry.subscriptions.values().stream()
                        .filter(this::isThere)
                        .toList()));
    }

    /** The subscriptions of all topics that match, by ARN. */
    public List<Subscription> subscriptions(Predicate<Subscription> filter) {
        List<Subscription> found = new ArrayList<>();
        for (TopicEntry entry : topics.values()) {
            locked(
                    entry,
                    () -> found.addAll(entry.subscriptions.values().stream()
                            .filter(filter.and(this::isThere))
                            .toList()));
        }
        return sorted(found);
    }

    /** Changes one attribute of a subscription. */
    public CompletableFuture<Void> configure(String arn, String attribute, String value) {
        return changes.inTurn(() -> {
            Subscription current = subscription(arn);
            Subscription next = current.with(SubscriptionAttributes.with(
                    current.attributes(),
                    Map.of(attribute, value),
                    current.protocol(),
                    isFifo(current.topic(), current.endpoint()),
                    ""));
            if (next.filter().isPresent() && current.filter().isEmpty()) {
                requireRoomForFilter(bySubscription.get(arn));
            }
            return changes.keep(List.of(new SubscriptionKept(next)), () -> {
                show(bySubscription.get(arn), next);
                return null;
            });
        });
    }

    /**
     * Ends a subscription, if there is one. An HTTP endpoint that somebody unknown has taken away is told so, and may come
     * back with the token in that message.
     *
     * @param authenticated whether whoever ends it is known
     * @param endpointUrl where the link in the message leads
     */
    public CompletableFuture<Void> unsubscribe(String arn, boolean authenticated, String endpointUrl) {
        TopicEntry entry = bySubscription.get(arn);
        Subscription subscription = entry == null ? null : locked(entry, () -> entry.subscriptions.get(arn));
        if (subscription == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (subscription.confirmation().guarded() && !authenticated) {
            throw new TopicException(
                    TopicError.NOT_AUTHORIZED, "Unauthenticated requests cannot delete this subscription");
        }
        if (authenticated || !Endpoints.isHttp(subscription.protocol())) {
            return changes.inTurn(() -> end(entry, arn, null));
        }
        Topic topic = get(subscription.topic());
        return CompletableFuture.supplyAsync(
                        () -> Invitation.toReturn(topic, arn, endpointUrl, time.millis(), signer, ids), workers)
                .thenCompose(invitation -> changes.inTurn(() -> end(entry, arn, invitation)));
    }

    private CompletableFuture<Void> end(TopicEntry entry, String arn, Invitation invitation) {
        Subscription current = locked(entry, () -> entry.subscriptions.get(arn));
        if (current == null || bySubscription.get(arn) != entry) {
            return CompletableFuture.completedFuture(null);
        }
        Topic topic = entry.topic.withOneLess();
        Dispatch dispatch = dispatch(topic.address());
        dispatch.add(new TopicKept(topic));
        if (invitation == null) {
            dispatch.add(new SubscriptionDeleted(arn));
            dispatch.afterwards(() -> hide(entry, topic, current));
        } else {
            Subscription cancelled = current.with(current.confirmation().cancelled(invitation.token(), time.millis()));
            dispatch.add(new SubscriptionKept(cancelled));
            dispatch.afterwards(() -> {
                hide(entry, topic, current);
                show(entry, cancelled);
            });
            dispatch.deliver(outgoings.question(topic, current, MessageType.UNSUBSCRIBE_CONFIRMATION, invitation));
        }
        return dispatch.commit(store);
    }

    private void requireRoomForFilter(TopicEntry entry) {
        long filters = locked(
                entry,
                () -> entry.subscriptions.values().stream()
                        .filter(each -> each.filter().isPresent())
                        .count());
        if (filters >= rules.mostFilterPolicies()) {
            throw new TopicException(
                    TopicError.FILTER_POLICY_LIMIT,
                    "Filter policy limit exceeded for topic: " + entry.address().arn());
        }
    }

    private Dispatch dispatch(TopicAddress address) {
        return new Dispatch(address.arn(), deliveries, outbox);
    }

    private boolean isThere(Subscription subscription) {
        return !subscription.confirmation().isExpired(time.millis());
    }

    /** Publishes a message to a topic and sends it to the queues that want it, all at once. */
    public CompletableFuture<Published> publish(TopicAddress address, Publication publication) {
        return publishAll(address, List.of(publication)).thenApply(published -> published.get(0));
    }

    /** Publishes messages one after the other, all of them or none. */
    public CompletableFuture<List<Published>> publishAll(TopicAddress address, List<Publication> publications) {
        return publishing.publish(entry(address), publications);
    }

    /** Forgets the topics that match, with everything of theirs. */
    public void reset(Predicate<TopicAddress> filter) {
        List<TopicDeleted> forgotten = new ArrayList<>();
        for (TopicEntry entry : topics.values()) {
            TopicAddress address = entry.topic.address();
            if (filter.test(address)) {
                drop(entry);
                forgotten.add(new TopicDeleted(address));
            }
        }
        if (!forgotten.isEmpty()) {
            changes.forget(forgotten);
        }
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        topics.values().forEach(this::drop);
        for (TopicEntry entry : TopicRows.read(tables).values()) {
            entry.subscriptions.values().forEach(each -> index(entry, each));
            entry.cancelled.values().forEach(each -> index(entry, each));
            topics.put(entry.topic.address(), entry);
        }
    }

    private CompletableFuture<Void> change(TopicAddress address, UnaryOperator<Topic> change) {
        return changes.inTurn(() -> {
            TopicEntry entry = entry(address);
            Topic next = change.apply(entry.topic);
            return changes.keep(
                    List.of(new TopicKept(next)),
                    () -> locked(entry, () -> {
                        entry.topic = next;
                        return null;
                    }));
        });
    }

    private Subscription show(TopicEntry entry, Subscription subscription) {
        return locked(entry, () -> {
            Subscription before = entry.subscriptions.get(subscription.arn());
            if (before != null && before.confirmation().token() != null) {
                byToken.remove(before.confirmation().token());
            }
            entry.put(subscription);
            index(entry, subscription);
            return subscription;
        });
    }

    private void index(TopicEntry entry, Subscription subscription) {
        if (entry.subscriptions.containsKey(subscription.arn())) {
            bySubscription.put(subscription.arn(), entry);
        }
        if (subscription.confirmation().token() != null) {
            byToken.put(subscription.confirmation().token(), subscription);
        }
    }

    private void hide(TopicEntry entry, Topic next, Subscription subscription) {
        locked(entry, () -> {
            entry.topic = next;
            entry.subscriptions.remove(subscription.arn());
            bySubscription.remove(subscription.arn());
            if (subscription.confirmation().token() != null) {
                byToken.remove(subscription.confirmation().token());
            }
            return null;
        });
    }

    private void drop(TopicEntry entry) {
        locked(entry, () -> {
            topics.remove(entry.topic.address(), entry);
            bySubscription.keySet().removeAll(entry.subscriptions.keySet());
            byToken.values().removeIf(each -> each.topic().equals(entry.address()));
            return null;
        });
    }

    private TopicEntry entry(TopicAddress address) {
        TopicEntry entry = topics.get(address);
        if (entry == null) {
            throw TopicException.notFound("Topic");
        }
        return entry;
    }

    private Optional<TopicEntry> subscribed(String arn) {
        return Optional.ofNullable(bySubscription.get(arn));
    }

    private static <T> T locked(TopicEntry entry, Supplier<T> body) {
        entry.lock.lock();
        try {
            return body.get();
        } finally {
            entry.lock.unlock();
        }
    }

    private static List<Subscription> sorted(List<Subscription> subscriptions) {
        return subscriptions.stream()
                .sorted(Comparator.comparing(Subscription::arn))
                .toList();
    }

    private static Map<String, String> valid(
            TopicAddress address, String protocol, String endpoint, Map<String, String> attributes) {
        return SubscriptionAttributes.with(
                Map.of(), attributes, protocol, isFifo(address, endpoint), "Attributes Reason: ");
    }

    private static boolean isFifo(TopicAddress address, String endpoint) {
        return address.isFifo()
                && QueueAddress.ofArn(endpoint).filter(QueueAddress::isFifo).isPresent();
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

    private static void requireSame(Subscription existing, Map<String, String> attributes) {
        for (Map.Entry<String, String> each : attributes.entrySet()) {
            String without = switch (each.getKey()) {
                case "RawMessageDelivery" -> "false";
                case "FilterPolicyScope" -> "MessageAttributes";
                default -> "";
            };
            if (!each.getValue().equals(existing.attributes().getOrDefault(each.getKey(), without))) {
                throw TopicException.invalid(
                        "Attributes Reason: Subscription already exists with different attributes");
            }
        }
    }

    private static void requireFew(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw TopicException.invalid("Could not complete request: tag quota of per resource exceeded");
        }
    }
}
