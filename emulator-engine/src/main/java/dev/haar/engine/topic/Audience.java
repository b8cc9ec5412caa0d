package dev.haar.engine.topic;

import dev.haar.engine.filter.FilterIndex;
import dev.haar.engine.filter.FilteredMessage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The confirmed subscriptions of a topic, arranged so that a message finds those that want it without asking the others.
 * They are kept by protocol, because each protocol may have a body of its own. Guarded by the topic's lock.
 */
final class Audience {
    /** The signature for a queue is made when its message is read; others have none. */
    private static final Set<String> SIGNED_AT_ONCE = Set.of("http", "https", "lambda", "firehose", "email-json");

    private final Map<String, Listeners> byProtocol = new LinkedHashMap<>();

    /** Those of one protocol. */
    private static final class Listeners {
        final Map<String, Listener> toAll = new LinkedHashMap<>();
        final FilterIndex<Listener> toSome = new FilterIndex<>();
        final Set<String> signed = new HashSet<>();

        boolean isEmpty() {
            return toAll.isEmpty() && toSome.size() == 0;
        }
    }

    void add(Subscription subscription) {
        if (!subscription.isConfirmed()) {
            return;
        }
        Listener listener = Listener.of(subscription);
        Listeners listeners = byProtocol.computeIfAbsent(subscription.protocol(), none -> new Listeners());
        subscription
                .filter()
                .ifPresentOrElse(
                        policy -> listeners.toSome.put(subscription.arn(), listener, policy),
                        () -> listeners.toAll.put(subscription.arn(), listener));
        if (!subscription.isRaw() && SIGNED_AT_ONCE.contains(subscription.protocol())) {
            listeners.signed.add(subscription.arn());
        }
    }

    /** Removes a subscription as it was when it was added. */
    void remove(Subscription subscription) {
        Listeners listeners = byProtocol.get(subscription.protocol());
        if (listeners == null) {
            return;
        }
        listeners.toAll.remove(subscription.arn());
        listeners.toSome.remove(subscription.arn());
        listeners.signed.remove(subscription.arn());
        if (listeners.isEmpty()) {
            byProtocol.remove(subscription.protocol());
        }
    }

    /** The protocols of those who get messages in an envelope with a signature, as soon as they are published. */
    Set<String> signedAtOnce() {
        Set<String> protocols = new HashSet<>();
        byProtocol.forEach((protocol, listeners) -> {
            if (!listeners.signed.isEmpty()) {
                protocols.add(protocol);
            }
        });
        return protocols;
    }

    /** Gives those who want a message. */
    void find(Publication publication, Consumer<Listener> found) {
        FilteredMessage common = new FilteredMessage(publication.attributes(), publication.message());
        byProtocol.forEach((protocol, listeners) -> {
            listeners.toAll.values().forEach(found);
            if (listeners.toSome.size() > 0) {
                FilteredMessage own = publication.bodies().containsKey(protocol)
                        ? new FilteredMessage(publication.attributes(), publication.body(protocol))
                        : common;
                listeners.toSome.find(own).forEach(found);
            }
        });
    }
}
