package dev.haar.engine.topic;

import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.archive.Archive;
import dev.haar.engine.archive.ArchivedMessage;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.queue.SequenceNumber;
import dev.haar.engine.sse.Seal;
import dev.haar.engine.topic.TopicChange.FifoPublished;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Publishes messages: what a message is to each subscriber that wants it, and all of that in one commit. */
final class Publishing {
    private final Time time;
    private final StateStore store;
    private final QueueDelivery toQueues;
    private final Signer signer;
    private final Executor workers;
    private final Supplier<UUID> ids;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Outgoings outgoings;
    private final Archive archive;

    Publishing(
            Time time,
            StateStore store,
            QueueDelivery toQueues,
            Signer signer,
            Executor workers,
            Supplier<UUID> ids,
            Deliveries deliveries,
            Outbox outbox,
            Outgoings outgoings,
            Archive archive) {
        this.time = time;
        this.store = store;
        this.toQueues = toQueues;
        this.signer = signer;
        this.workers = workers;
        this.ids = ids;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.outgoings = outgoings;
        this.archive = archive;
    }

    /**
     * Publishes messages one after the other, and keeps what becomes of them together.
     *
     * @param seal encrypts what is kept, if the topic is encrypted
     */
    CompletableFuture<List<Published>> publish(TopicEntry entry, List<Publication> publications, Optional<Seal> seal) {
        return entry.address().isFifo()
                ? publishInOrder(entry, publications, seal)
                : publishSigned(entry, publications, seal);
    }

    /** Publishes to a standard topic. Signing takes longer than all the rest, so that is not done under the topic's lock. */
    private CompletableFuture<List<Published>> publishSigned(
            TopicEntry entry, List<Publication> publications, Optional<Seal> seal) {
        List<Published> published = new ArrayList<>(publications.size());
        List<Envelope> envelopes = new ArrayList<>(publications.size());
        Set<String> protocols;
        entry.lock.lock();
        try {
            for (Publication publication : publications) {
                Published each = new Published(ids.get().toString(), null);
                published.add(each);
                envelopes.add(new Envelope(entry.topic, publication, each, time.millis(), signer));
            }
            protocols = entry.audience.signedAtOnce();
        } finally {
            entry.lock.unlock();
        }
        CompletableFuture<Void> signed = protocols.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> envelopes.forEach(each -> each.sign(protocols)), workers);
        return signed.thenCompose(done -> {
            Dispatch dispatch = new Dispatch(entry.address().arn(), deliveries, outbox, seal);
            entry.lock.lock();
            try {
                for (int i = 0; i < publications.size(); i++) {
                    deliverAll(entry, publications.get(i), null, envelopes.get(i), dispatch);
                }
            } finally {
                entry.lock.unlock();
            }
            return dispatch.commit(store).thenApply(kept -> published);
        });
    }

    /** Publishes to a FIFO topic: under its lock all queues get their messages in its order. */
    private CompletableFuture<List<Published>> publishInOrder(
            TopicEntry entry, List<Publication> publications, Optional<Seal> seal) {
        Dispatch dispatch = new Dispatch(entry.address().arn(), deliveries, outbox, seal);
        List<Published> published = new ArrayList<>(publications.size());
        List<TopicEntry.Key> remembered = new ArrayList<>(publications.size());
        List<ArchivedMessage> archived = new ArrayList<>();
        long now;
        entry.lock.lock();
        try {
            // What has no key is refused before anything has taken its place.
            List<TopicEntry.Key> keys =
                    publications.stream().map(each -> key(entry.topic, each)).toList();
            now = time.millis();
            for (int i = 0; i < keys.size(); i++) {
                TopicEntry.Key key = keys.get(i);
                Published first = entry.find(key, now);
                if (first == null) {
                    first = publishInOrder(entry, publications.get(i), key, now, dispatch, archived);
                    remembered.add(key);
                }
                published.add(first);
            }
        } finally {
            entry.lock.unlock();
        }
        return dispatch.commit(store)
                .whenComplete((done, failure) -> settle(entry, remembered, archived, failure == null))
                .thenApply(done -> published);
    }

    private Published publishInOrder(
            TopicEntry entry,
            Publication publication,
            TopicEntry.Key key,
            long now,
            Dispatch dispatch,
            List<ArchivedMessage> archived) {
        Topic topic = entry.topic;
        String id = ids.get().toString();
        long sequence = entry.nextSequence();
        long until = now + TopicEntry.DEDUPLICATION_WINDOW;
        Published published = new Published(id, SequenceNumber.text(sequence));
        entry.remember(key, published, until);
        dispatch.add(new FifoPublished(topic.address(), sequence, id, key.scope(), key.id(), until));
        if (topic.archiving() != null) {
            ArchivedMessage message = publication.archived(topic.archiving().id(), sequence, now, id, key.id());
            dispatch.archive(message, topic.archiveBeginning(now), archive);
            entry.recent.published(message);
            archived.add(message);
        }
        deliverAll(entry, publication, key, new Envelope(topic, publication, published, now, signer), dispatch);
        return published;
    }

    private static void settle(
            TopicEntry entry, List<TopicEntry.Key> remembered, List<ArchivedMessage> archived, boolean kept) {
        if (kept && archived.isEmpty()) {
            return;
        }
        entry.lock.lock();
        try {
            entry.recent.settle(archived, kept);
            if (!kept) {
                remembered.forEach(entry::forget);
            }
        } finally {
            entry.lock.unlock();
        }
    }

    private void deliverAll(
            TopicEntry entry, Publication publication, TopicEntry.Key key, Envelope envelope, Dispatch dispatch) {
        Release release = new Release(entry.protection(), publication);
        entry.audience.find(publication, listener -> {
            Subscription subscription = listener.subscription();
            if (!subscription.takesNew(envelope.at())) {
                return;
            }
            if (!release.admits(subscription)) {
                dispatch.withhold(subscription, envelope.messageId());
            } else {
                deliver(entry.topic, listener, publication, key, envelope, dispatch);
            }
        });
    }

    private static TopicEntry.Key key(Topic topic, Publication publication) {
        if (publication.groupId() == null) {
            throw TopicException.invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        if (publication.deduplicationId() == null && !topic.contentBasedDeduplication()) {
            throw TopicException.invalid("The topic should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        }
        boolean byGroup = "MessageGroup".equals(topic.attributes().get("FifoThroughputScope"));
        String id =
                publication.deduplicationId() == null ? sha256(publication.message()) : publication.deduplicationId();
        return new TopicEntry.Key(byGroup ? publication.groupId() : null, id);
    }

    private void deliver(
            Topic topic,
            Listener listener,
            Publication publication,
            TopicEntry.Key key,
            Envelope envelope,
            Dispatch dispatch) {
        Subscription subscription = listener.subscription();
        String body = publication.body(subscription.protocol());
        switch (subscription.protocol()) {
            case Endpoints.SQS -> toQueues.send(listener, publication, key, envelope, dispatch);
            case "http", "https", "lambda", "firehose" -> {
                String text = subscription.isRaw() ? body : envelope.around(body, subscription);
                dispatch.deliver(outgoings.notification(topic, subscription, envelope.messageId(), text));
            }
            case "email-json" ->
                dispatch.capture(outgoings.captured(
                        subscription,
                        envelope.messageId(),
                        publication.subject(),
                        envelope.around(body, subscription)));
            case "application" ->
                dispatch.capture(outgoings.captured(
                        subscription, envelope.messageId(), publication.subject(), publication.bodyFor(subscription)));
            default ->
                dispatch.capture(outgoings.captured(subscription, envelope.messageId(), publication.subject(), body));
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
