package dev.haar.engine.topic;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The topics that there are and the ways to their subscriptions. Each topic has a lock of its own. */
final class TopicMemory {
    private final Map<TopicAddress, TopicEntry> topics = new ConcurrentHashMap<>();
    private final Map<String, TopicEntry> bySubscription = new ConcurrentHashMap<>();
    private final Map<String, Subscription> byToken = new ConcurrentHashMap<>();

    /** All topics, in no order. */
    Collection<TopicEntry> all() {
        return topics.values();
    }

    /** Finds a topic; null if there is none. */
    TopicEntry find(TopicAddress address) {
        return topics.get(address);
    }

    /** Finds the subscription that was sent a token. */
    Optional<Subscription> findByToken(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** Finds the topic of a subscription; null if there is none. */
    TopicEntry findBySubscription(String arn) {
        return bySubscription.get(arn);
    }

    /** Shows a topic with all that is in it. */
    void show(TopicEntry entry) {
        entry.subscriptions().forEach(each -> index(entry, each));
        entry.cancelled.values().forEach(each -> index(entry, each));
        topics.put(entry.address(), entry);
    }

    Subscription show(TopicEntry entry, Subscription subscription) {
        return locked(entry, () -> {
            Subscription before = entry.find(subscription.arn());
            if (before != null && before.confirmation().token() != null) {
                byToken.remove(before.confirmation().token());
            }
            entry.put(subscription);
            index(entry, subscription);
            return subscription;
        });
    }

    private void index(TopicEntry entry, Subscription subscription) {
        if (entry.find(subscription.arn()) != null) {
            bySubscription.put(subscription.arn(), entry);
        }
        if (subscription.confirmation().token() != null) {
            byToken.put(subscription.confirmation().token(), subscription);
        }
    }

    void hide(TopicEntry entry, Topic next, Subscription subscription) {
        locked(entry, () -> {
            entry.topic = next;
            entry.remove(subscription.arn());
            bySubscription.remove(subscription.arn());
            if (subscription.confirmation().token() != null) {
                byToken.remove(subscription.confirmation().token());
            }
            return null;
        });
    }

    void drop(TopicEntry entry) {
        locked(entry, () -> {
            topics.remove(entry.topic.address(), entry);
            entry.subscriptions().forEach(each -> bySubscription.remove(each.arn()));
            byToken.values().removeIf(each -> each.topic().equals(entry.address()));
            return null;
        });
    }

    /** Finds a topic, or refuses. */
    TopicEntry entry(TopicAddress address) {
        TopicEntry entry = topics.get(address);
        if (entry == null) {
            throw TopicException.notFound("Topic");
        }
        return entry;
    }

    static <T> T locked(TopicEntry entry, Supplier<T> body) {
        entry.lock.lock();
        try {
            return body.get();
        } finally {
            entry.lock.unlock();
        }
    }
}
