package dev.haar.engine.topic;

import dev.haar.core.state.Changes;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.engine.archive.Archive;
import dev.haar.engine.archive.ArchivedMessage;
import dev.haar.engine.archive.ReplayPolicy;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.SequenceNumber;
import dev.haar.engine.sse.Unsealing;
import dev.haar.engine.topic.TopicChange.SubscriptionKept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Delivers messages of archives again, a page at a time: each page and how far the subscription has come with it are one
 * commit, so that a restart goes on from there. With the last page come the messages that are being published just then, and
 * from there on the subscription gets what is published like any other, with none missing, none twice and all in order. A message
 * of an encrypted topic that cannot be decrypted ends its replay, which has failed then: asking again begins anew.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html">Message replay for
 *     topic subscribers</a>
 */
final class Replays {
    private static final System.Logger LOG = System.getLogger(Replays.class.getName());

    /** Milliseconds until the next try, when the state could not be read or written. */
    private static final long PATIENCE = 1000;

    private static final String REPLAYED = "Replayed";
    private static final int MOST_ATTRIBUTES = 10;

    private final TopicMemory memory;
    private final Changes changes;
    private final Time time;
    private final StateStore store;
    private final Archive archive;
    private final QueueDelivery toQueues;
    private final Function<TopicAddress, Dispatch> dispatches;
    private final Signer signer;
    private final Executor workers;
    private final Unsealing unsealing;

    Replays(
            TopicMemory memory,
            Changes changes,
            Time time,
            StateStore store,
            Archive archive,
            QueueDelivery toQueues,
            Function<TopicAddress, Dispatch> dispatches,
            Signer signer,
            Executor workers,
            Unsealing unsealing) {
        this.memory = memory;
        this.changes = changes;
        this.time = time;
        this.store = store;
        this.archive = archive;
        this.toQueues = toQueues;
        this.dispatches = dispatches;
        this.signer = signer;
        this.workers = workers;
        this.unsealing = unsealing;
    }

    /** One replay of one subscription. */
    private record Run(TopicEntry entry, String arn, UUID id) {}

    /** Begins with what a subscription has asked for, or goes on with it, if there is something to do. */
    void run(TopicEntry entry, Subscription subscription) {
        if (subscription.replay() != null && subscription.replay().isUnderWay()) {
            next(new Run(entry, subscription.arn(), subscription.replay().id()));
        }
    }

    /** The subscriptions of a topic whose replays end with its archive, as they are then. */
    List<Subscription> failed(TopicEntry entry) {
        return TopicMemory.locked(
                entry,
                () -> entry.subscriptions().stream()
                        .filter(each -> each.replay() != null && each.replay().isUnderWay())
                        .map(each -> each.with(each.replay().failed()))
                        .toList());
    }

    private void next(Run run) {
        TopicEntry entry = run.entry();
        Optional<Archive.Range> range = TopicMemory.locked(entry, () -> {
            Optional<Archive.Range> wanted = current(run).map(each -> range(entry, each));
            wanted.ifPresent(each -> entry.recent.open());
            return wanted;
        });
        range.ifPresent(pages -> archive.read(pages, ReplayPage.SIZE)
                .whenCompleteAsync(
                        (read, failure) -> {
                            if (failure == null) {
                                ReplayPage page = ReplayPage.of(read, unsealing);
                                changes.inTurn(() -> deliver(run, pages, page))
                                        .whenComplete((more, refusal) -> goOn(run, more, refusal));
                            } else {
                                TopicMemory.locked(entry, () -> {
                                    entry.recent.close();
                                    return null;
                                });
                                goOn(run, true, failure);
                            }
                        },
                        workers));
    }

    private void goOn(Run run, Boolean more, Throwable failure) {
        if (failure != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A replay waits, as the state cannot be used: " + failure.getMessage());
            time.within(PATIENCE, () -> next(run));
        } else if (more) {
            next(run);
        }
    }

    /** The subscription, unless something else has become of it. Guarded by its topic. */
    private Optional<Subscription> current(Run run) {
        TopicEntry entry = run.entry();
        return Optional.ofNullable(entry.find(run.arn()))
                .filter(each -> memory.find(entry.address()) == entry && entry.topic.archiving() != null)
                .filter(each -> each.replay() != null
                        && each.replay().isUnderWay()
                        && each.replay().id().equals(run.id()));
    }

    private Archive.Range range(TopicEntry entry, Subscription subscription) {
        long beginning = entry.topic.archiveBeginning(time.millis());
        return new Archive.Range(
                entry.topic.archiving().id(),
                subscription.replay().reached(),
                entry.recent.settled(entry.lastSequence()),
                Math.max(beginning, policy(subscription).start()));
    }

    /** Whether there is more. */
    private CompletableFuture<Boolean> deliver(Run run, Archive.Range range, ReplayPage page) {
        TopicEntry entry = run.entry();
        Dispatch dispatch = dispatches.apply(entry.address());
        entry.lock.lock();
        try {
            Optional<Subscription> found = current(run);
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(false);
            }
            Subscription before = found.get();
            ReplayPolicy policy = policy(before);
            Optional<ArchivedMessage> undecipherable = page.undecipherable(policy);
            boolean last = undecipherable.isEmpty() && page.isLast(policy);
            List<ArchivedMessage> messages = new ArrayList<>(page.inClear());
            if (last) {
                messages.addAll(entry.recent.since(range.upTo()));
            }
            for (ArchivedMessage message : messages) {
                if (policy.covers(message.at())) {
                    deliver(entry, before, message, dispatch);
                }
            }
            undecipherable.ifPresent(message -> dispatch.lose(before, message.messageId(), page.refusal()));
            Replay replay = before.replay();
            Subscription after = before.with(
                    undecipherable.isPresent()
                            ? replay.failed()
                            : replay.advanced(last ? entry.lastSequence() : page.end(), last));
            dispatch.add(new SubscriptionKept(after));
            // Whoever publishes next must know whether it is to deliver to this subscription.
            Subscription meanwhile = last ? after.with(after.replay().caughtUp()) : before;
            memory.show(entry, meanwhile);
            return dispatch.commit(store)
                    .whenComplete((kept, failure) -> show(entry, meanwhile, failure == null ? after : before))
                    .thenApply(kept -> after.replay().isUnderWay());
        } finally {
            entry.recent.close();
            entry.lock.unlock();
        }
    }

    private void show(TopicEntry entry, Subscription meanwhile, Subscription then) {
        TopicMemory.locked(entry, () -> {
            // Only a reset comes in between: changes of subscriptions wait for each other.
            if (memory.find(entry.address()) == entry && meanwhile.equals(entry.find(meanwhile.arn()))) {
                memory.show(entry, then);
            }
            return null;
        });
    }

    private void deliver(TopicEntry entry, Subscription subscription, ArchivedMessage message, Dispatch dispatch) {
        Publication publication = Publication.of(message);
        if (!subscription.wants(publication)) {
            return;
        }
        if (!new Release(entry.protection(), publication).admits(subscription)) {
            dispatch.withhold(subscription, message.messageId());
            return;
        }
        boolean repeats = subscription.replay().repeats(message.sequence());
        // The queue may remember the message: one that comes again needs a name of its own, the same after a restart.
        String name =
                repeats ? message.messageId() + "." + subscription.replay().id() : message.deduplicationId();
        Published published = new Published(message.messageId(), SequenceNumber.text(message.sequence()));
        toQueues.send(
                Listener.of(subscription),
                repeats && subscription.isRaw() ? marked(publication) : publication,
                new TopicEntry.Key(null, name),
                new Envelope(entry.topic, publication, published, message.at(), signer, repeats),
                dispatch);
    }

    /** Without an envelope a message can be told to be one of the archive by an attribute, if there is room for one. */
    private static Publication marked(Publication publication) {
        List<MessageAttribute> attributes =
                new ArrayList<>(publication.attributes().asList());
        boolean taken = attributes.stream().anyMatch(each -> each.name().equals(REPLAYED));
        if (taken || attributes.size() >= MOST_ATTRIBUTES) {
            return publication;
        }
        attributes.add(new MessageAttribute(REPLAYED, "String", "true", null));
        return publication.with(MessageAttributes.of(attributes));
    }

    private static ReplayPolicy policy(Subscription subscription) {
        return subscription.replayPolicy().orElseThrow(IllegalStateException::new);
    }
}
