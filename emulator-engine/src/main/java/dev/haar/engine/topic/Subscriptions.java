package dev.haar.engine.topic;

import dev.haar.core.state.Changes;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Delivery.MessageType;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.topic.TopicChange.SubscriptionDeleted;
import dev.haar.engine.topic.TopicChange.SubscriptionKept;
import dev.haar.engine.topic.TopicChange.TopicKept;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The subscriptions of all topics. Refusals are {@link TopicException}s, thrown or as the outcome of a future. Safe for use by
 * several threads.
 */
public final class Subscriptions {
    private static final String FILTER_POLICY = "FilterPolicy";
    private static final String WHERE = "Attributes Reason: ";

    private final TopicMemory memory;
    private final Changes changes;
    private final Time time;
    private final StateStore store;
    private final TopicRules rules;
    private final Signer signer;
    private final Executor workers;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Outgoings outgoings;
    private final Supplier<UUID> ids;
    private final Replays replays;

    Subscriptions(
            TopicMemory memory,
            Changes changes,
            Time time,
            StateStore store,
            TopicRules rules,
            Signer signer,
            Executor workers,
            Deliveries deliveries,
            Outbox outbox,
            Supplier<UUID> ids,
            Replays replays) {
        this.memory = memory;
        this.changes = changes;
        this.time = time;
        this.store = store;
        this.rules = rules;
        this.signer = signer;
        this.workers = workers;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.outgoings = new Outgoings(time, ids);
        this.ids = ids;
        this.replays = replays;
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
        TopicEntry entry = memory.entry(address);
        Map<String, String> valid = valid(address, protocol, endpoint, attributes);
        Endpoints.check(address, protocol, endpoint, valid);
        if (!Endpoints.mustConfirm(protocol)) {
            return changes.inTurn(() -> subscribe(entry, protocol, endpoint, owner, valid, null));
        }
        Topic topic = TopicMemory.locked(entry, () -> entry.topic);
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
        if (memory.find(address) != entry) {
            // Deleted while this waited for its turn.
            throw TopicException.notFound("Topic");
        }
        long now = time.millis();
        Optional<Subscription> existing = TopicMemory.locked(
                        entry, () -> Optional.ofNullable(entry.find(protocol, endpoint)))
                .filter(each -> !each.confirmation().isExpired(now));
        if (existing.isPresent()) {
            requireSame(existing.get(), valid);
            if (existing.get().isConfirmed()) {
                return CompletableFuture.completedFuture(existing.get());
            }
        }
        if (address.isFifo() && entry.subscriptions().size() >= rules.mostFifoSubscriptions()) {
            throw new TopicException(
                    TopicError.SUBSCRIPTION_LIMIT, "Subscription limit exceeded for topic: " + address.arn());
        }
        if (existing.isEmpty() && valid.containsKey(FILTER_POLICY)) {
            requireRoomForFilter(entry);
        }
        Confirmation confirmation =
                invitation == null ? Confirmation.NOT_NEEDED : Confirmation.awaited(invitation.token(), now);
        requireArchive(entry, valid, WHERE);
        if (existing.isEmpty() && entry.topic.maximumMessageSize() > LargeMessages.USUAL) {
            List<String> protocols = new ArrayList<>(List.of(protocol));
            entry.subscriptions().forEach(each -> protocols.add(each.protocol()));
            LargeMessages.check(entry.topic, protocols, "");
        }
        Subscription made = existing.map(each -> each.with(confirmation))
                .orElseGet(() -> new Subscription(
                                address.arn() + ":" + ids.get(), address, protocol, endpoint, owner, confirmation)
                        .with(valid)
                        .with(replay(entry, valid)));
        Dispatch dispatch = dispatch(address);
        dispatch.add(new SubscriptionKept(made));
        dispatch.afterwards(() -> {
            memory.show(entry, made);
            replays.run(entry, made);
        });
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
            Subscription found =
                    memory.findByToken(token).filter(this::isThere).orElseThrow(() -> Confirmation.refused(token));
            if (!found.topic().region().equals(region)) {
                throw TopicException.invalid("Topic");
            }
            TopicEntry entry = memory.entry(found.topic());
            Subscription current = found.isConfirmed()
                    ? found
                    : found.with(found.confirmation().given(authenticated, guard));
            return found.isConfirmed()
                    ? CompletableFuture.completedFuture(found)
                    : changes.keep(List.of(new SubscriptionKept(current)), () -> memory.show(entry, current));
        });
    }

    /**
     * Checks the attributes of a subscription that is not made.
     *
     * @throws TopicException if one of them is not valid
     */
    public void check(TopicAddress address, String protocol, String endpoint, Map<String, String> attributes) {
        requireArchive(memory.entry(address), valid(address, protocol, endpoint, attributes), WHERE);
    }

    /** Finds a subscription. */
    public Subscription get(String arn) {
        TopicEntry entry = Optional.ofNullable(memory.findBySubscription(arn))
                .orElseThrow(() -> TopicException.notFound("Subscription"));
        return TopicMemory.locked(entry, () -> Optional.ofNullable(entry.find(arn)))
                .filter(this::isThere)
                .orElseThrow(() -> TopicException.notFound("Subscription"));
    }

    /** The subscriptions of a topic, by ARN. */
    public List<Subscription> of(TopicAddress address) {
        TopicEntry entry = memory.entry(address);
        return TopicMemory.locked(
                entry,
                () -> sorted(
                        entry.subscriptions().stream().filter(this::isThere).toList()));
    }

    /** The subscriptions of all topics that match, by ARN. */
    public List<Subscription> list(Predicate<Subscription> filter) {
        List<Subscription> found = new ArrayList<>();
        for (TopicEntry entry : memory.all()) {
            TopicMemory.locked(
                    entry,
                    () -> found.addAll(entry.subscriptions().stream()
                            .filter(filter.and(this::isThere))
                            .toList()));
        }
        return sorted(found);
    }

    /** Changes one attribute of a subscription. */
    public CompletableFuture<Void> configure(String arn, String attribute, String value) {
        return changes.inTurn(() -> {
            Subscription current = get(arn);
            TopicEntry entry = memory.findBySubscription(arn);
            Subscription next = current.with(SubscriptionAttributes.with(
                    current.attributes(),
                    Map.of(attribute, value),
                    current.protocol(),
                    isFifo(current.topic(), current.endpoint()),
                    ""));
            if (next.filter().isPresent() && current.filter().isEmpty()) {
                requireRoomForFilter(entry);
            }
            boolean replays = attribute.equals(SubscriptionAttributes.REPLAY_POLICY);
            if (replays) {
                requireArchive(entry, next.attributes(), "");
            }
            Subscription kept = replays ? next.with(replay(entry, next.attributes())) : next;
            return changes.keep(List.of(new SubscriptionKept(kept)), () -> {
                memory.show(entry, kept);
                this.replays.run(entry, kept);
                return null;
            });
        });
    }

    /** The replay that attributes ask for; null for none. */
    private Replay replay(TopicEntry entry, Map<String, String> attributes) {
        return attributes.containsKey(SubscriptionAttributes.REPLAY_POLICY)
                ? Replay.pending(ids.get(), TopicMemory.locked(entry, entry::lastSequence))
                : null;
    }

    private static void requireArchive(TopicEntry entry, Map<String, String> attributes, String where) {
        if (attributes.containsKey(SubscriptionAttributes.REPLAY_POLICY) && entry.topic.archiving() == null) {
            throw TopicException.invalid(
                    where + SubscriptionAttributes.REPLAY_POLICY + ": The topic must have an active ArchivePolicy");
        }
    }

    /**
     * Ends a subscription, if there is one; one whose endpoint was asked and has not agreed stays until it expires. An HTTP endpoint that somebody unknown has taken away is told so, and may come
     * back with the token in that message.
     *
     * @param authenticated whether whoever ends it is known
     * @param endpointUrl where the link in the message leads
     */
    public CompletableFuture<Void> unsubscribe(String arn, boolean authenticated, String endpointUrl) {
        TopicEntry entry = memory.findBySubscription(arn);
        Subscription subscription = entry == null ? null : TopicMemory.locked(entry, () -> entry.find(arn));
        if (subscription == null || !isThere(subscription)) {
            return CompletableFuture.completedFuture(null);
        }
        if (subscription.confirmation().state() == Confirmation.State.PENDING) {
            throw TopicException.invalid(
                    "SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation");
        }
        if (subscription.confirmation().guarded() && !authenticated) {
            throw new TopicException(
                    TopicError.NOT_AUTHORIZED, "Unauthenticated requests cannot delete this subscription");
        }
        if (authenticated || !Endpoints.isHttp(subscription.protocol())) {
            return changes.inTurn(() -> end(entry, arn, null));
        }
        Topic topic = TopicMemory.locked(entry, () -> entry.topic);
        return CompletableFuture.supplyAsync(
                        () -> Invitation.toReturn(topic, arn, endpointUrl, time.millis(), signer, ids), workers)
                .thenCompose(invitation -> changes.inTurn(() -> end(entry, arn, invitation)));
    }

    private CompletableFuture<Void> end(TopicEntry entry, String arn, Invitation invitation) {
        Subscription current = TopicMemory.locked(entry, () -> entry.find(arn));
        if (current == null || memory.findBySubscription(arn) != entry) {
            return CompletableFuture.completedFuture(null);
        }
        Topic topic = entry.topic.withOneLess();
        Dispatch dispatch = dispatch(topic.address());
        dispatch.add(new TopicKept(topic));
        if (invitation == null) {
            dispatch.add(new SubscriptionDeleted(arn));
            dispatch.afterwards(() -> memory.hide(entry, topic, current));
        } else {
            Subscription cancelled = current.with(current.confirmation().cancelled(invitation.token(), time.millis()));
            dispatch.add(new SubscriptionKept(cancelled));
            dispatch.afterwards(() -> {
                memory.hide(entry, topic, current);
                memory.show(entry, cancelled);
            });
            dispatch.deliver(outgoings.question(topic, current, MessageType.UNSUBSCRIBE_CONFIRMATION, invitation));
        }
        return dispatch.commit(store);
    }

    private void requireRoomForFilter(TopicEntry entry) {
        if (TopicMemory.locked(entry, entry::filters) >= rules.mostFilterPolicies()) {
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

    private static List<Subscription> sorted(List<Subscription> subscriptions) {
        return subscriptions.stream()
                .sorted(Comparator.comparing(Subscription::arn))
                .toList();
    }

    private static Map<String, String> valid(
            TopicAddress address, String protocol, String endpoint, Map<String, String> attributes) {
        return SubscriptionAttributes.with(Map.of(), attributes, protocol, isFifo(address, endpoint), WHERE);
    }

    private static boolean isFifo(TopicAddress address, String endpoint) {
        return address.isFifo()
                && QueueAddress.ofArn(endpoint).filter(QueueAddress::isFifo).isPresent();
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
}
