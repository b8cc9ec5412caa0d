package dev.haar.engine.topic;

import dev.haar.engine.protection.DataProtectionPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A topic with what belongs to it; guarded by its lock. */
final class TopicEntry {
    /** Milliseconds. */
    static final long DEDUPLICATION_WINDOW = 300_000;

    final ReentrantLock lock = new ReentrantLock();
    final Audience audience = new Audience();

    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<Reached, Subscription> byEndpoint = new HashMap<>();
    private int filters;

    /** Those that their endpoints have ended and may take up again, by ARN. */
    final Map<String, Subscription> cancelled = new LinkedHashMap<>();

    /** What the topic's archive, if it has one, may not have yet. */
    final Recent recent = new Recent();

    private final Map<Key, Remembered> window = new LinkedHashMap<>();
    Topic topic;

    /** Far from those of the queues: AWS's differ too, and nobody may take one for the other. */
    private static final long BEFORE_FIRST = 1L << 40;

    private final TopicAddress address;
    private long lastSequence;

    /** The topic's data protection policy, read. */
    private DataProtectionPolicy protection;

    private String protectionText;

    private record Reached(String protocol, String endpoint) {}

    /** What a message is called in the deduplication window. */
    record Key(String scope, String id) {}

    /** A message in the window. */
    record Remembered(Published published, long until) {}

    TopicEntry(Topic topic) {
        this(topic, BEFORE_FIRST);
    }

    /** @param lastSequence the last sequence number that was given */
    TopicEntry(Topic topic, long lastSequence) {
        this.topic = topic;
        this.address = topic.address();
        this.lastSequence = lastSequence;
    }

    /** Puts a subscription where it belongs in its state. */
    void put(Subscription subscription) {
        if (subscription.confirmation().state() == Confirmation.State.CANCELLED) {
            remove(subscription.arn());
            cancelled.put(subscription.arn(), subscription);
            return;
        }
        cancelled.remove(subscription.arn());
        Subscription before = subscriptions.put(subscription.arn(), subscription);
        if (before != null) {
            leave(before);
        }
        audience.add(subscription);
        // Of two for one endpoint only one can be confirmed; the other has waited for too long.
        byEndpoint.merge(
                new Reached(subscription.protocol(), subscription.endpoint()),
                subscription,
                (other, own) -> other.isConfirmed() ? other : own);
        filters += subscription.filter().isPresent() ? 1 : 0;
    }

    void remove(String arn) {
        Subscription removed = subscriptions.remove(arn);
        if (removed != null) {
            leave(removed);
        }
    }

    private void leave(Subscription subscription) {
        audience.remove(subscription);
        byEndpoint.remove(new Reached(subscription.protocol(), subscription.endpoint()), subscription);
        filters -= subscription.filter().isPresent() ? 1 : 0;
    }

    /** The subscription with this ARN; null if there is none. */
    Subscription find(String arn) {
        return subscriptions.get(arn);
    }

    /** The subscription that reaches this endpoint; null if there is none. */
    Subscription find(String protocol, String endpoint) {
        return byEndpoint.get(new Reached(protocol, endpoint));
    }

    /** All subscriptions that were not ended. */
    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** How many of them have a filter policy. */
    int filters() {
        return filters;
    }

    TopicAddress address() {
        return address;
    }

    /** What protects the topic's messages; null if nothing does. */
    DataProtectionPolicy protection() {
        String text = topic.dataProtectionPolicy();
        if (!Objects.equals(text, protectionText)) {
            protection = text == null ? null : DataProtectionPolicy.parse(text);
            protectionText = text;
        }
        return protection;
    }

    /** The last sequence number that was given. */
    long lastSequence() {
        return lastSequence;
    }

    long nextSequence() {
        return ++lastSequence;
    }

    /** The message that was published under this key within the window; null if none was. */
    Published find(Key key, long now) {
        // All are remembered equally long, so the oldest come first: each is looked at once when it has expired.
        Iterator<Remembered> oldest = window.values().iterator();
        while (oldest.hasNext() && oldest.next().until <= now) {
            oldest.remove();
        }
        Remembered found = window.get(key);
        return found == null ? null : found.published;
    }

    void remember(Key key, Published published, long until) {
        window.put(key, new Remembered(published, until));
    }

    void forget(Key key) {
        window.remove(key);
    }
}
