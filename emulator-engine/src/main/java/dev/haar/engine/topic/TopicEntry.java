package dev.haar.engine.topic;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A topic with what belongs to it; guarded by its lock. */
final class TopicEntry {
    /** Milliseconds. */
    static final long DEDUPLICATION_WINDOW = 300_000;

    final ReentrantLock lock = new ReentrantLock();
    final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    /** Those that their endpoints have ended and may take up again, by ARN. */
    final Map<String, Subscription> cancelled = new LinkedHashMap<>();

    private final Map<Key, Remembered> window = new LinkedHashMap<>();
    Topic topic;

    /** Far from those of the queues: AWS's differ too, and nobody may take one for the other. */
    private static final long BEFORE_FIRST = 1L << 40;

    private final TopicAddress address;
    private long lastSequence;

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

    /** The protocols of those who get messages in an envelope. */
    Set<String> enveloped() {
        Set<String> protocols = new HashSet<>();
        for (Subscription each : subscriptions.values()) {
            if (!each.isRaw() && each.isConfirmed()) {
                protocols.add(each.protocol());
            }
        }
        return protocols;
    }

    /** Puts a subscription where it belongs in its state. */
    void put(Subscription subscription) {
        boolean gone = subscription.confirmation().state() == Confirmation.State.CANCELLED;
        (gone ? subscriptions : cancelled).remove(subscription.arn());
        (gone ? cancelled : subscriptions).put(subscription.arn(), subscription);
    }

    TopicAddress address() {
        return address;
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
