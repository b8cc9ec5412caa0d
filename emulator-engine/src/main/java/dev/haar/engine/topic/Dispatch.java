package dev.haar.engine.topic;

import dev.haar.core.state.Change;
import dev.haar.core.state.StateStore;
import dev.haar.engine.archive.Archive;
import dev.haar.engine.archive.ArchivedMessage;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.queue.FanOut;
import dev.haar.engine.queue.OutgoingMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.SentMessage;
import dev.haar.engine.sse.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that a message becomes, kept together or not at all: messages in queues, deliveries to endpoints outside, what
 * is captured. Nothing leaves before it is kept. Not safe for several threads.
 */
final class Dispatch {
    private final FanOut fanOut;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Optional<Seal> seal;
    private final List<Runnable> afterwards = new ArrayList<>();

    /** Of messages that are not kept encrypted. */
    Dispatch(String topicArn, Deliveries deliveries, Outbox outbox) {
        this(topicArn, deliveries, outbox, Optional.empty());
    }

    /**
     * @param topicArn the topic that sends
     * @param seal encrypts what is kept, if the topic is encrypted
     */
    Dispatch(String topicArn, Deliveries deliveries, Outbox outbox, Optional<Seal> seal) {
        this.seal = seal;
        this.fanOut = new FanOut(topicArn);
        this.deliveries = deliveries;
        this.outbox = outbox;
    }

    void add(Change change) {
        fanOut.add(change);
    }

    CompletableFuture<SentMessage> send(Queue queue, OutgoingMessage message) {
        return fanOut.send(queue, message);
    }

    /** See {@link FanOut#sendUnsigned}. */
    CompletableFuture<SentMessage> sendUnsigned(Queue queue, OutgoingMessage message) {
        return fanOut.sendUnsigned(queue, message);
    }

    void deliver(Delivery delivery) {
        Delivery kept = seal.map(delivery::closed).orElse(delivery);
        fanOut.add(Deliveries.change(kept));
        afterwards.add(() -> deliveries.begin(kept));
    }

    /** @param beginning before which time the archive keeps nothing any longer, in milliseconds since the epoch */
    void archive(ArchivedMessage message, long beginning, Archive archive) {
        ArchivedMessage kept = seal.map(message::closed).orElse(message);
        fanOut.add(Archive.change(kept, beginning));
        afterwards.add(() -> archive.show(kept, beginning));
    }

    void capture(Captured message) {
        if (!outbox.reaches(message.to())) {
            afterwards.add(() -> deliveries.unreachable(message, "The endpoint is disabled or has opted out."));
            return;
        }
        fanOut.add(Outbox.change(message));
        afterwards.add(() -> outbox.show(message));
    }

    /** Notes that the topic's data protection policy keeps a message from a subscription. */
    void withhold(Subscription subscription, String messageId) {
        afterwards.add(() -> deliveries.prohibited(subscription.destination(), messageId));
    }

    /** Notes that a message of the archive cannot be decrypted. */
    void lose(Subscription subscription, String messageId, String why) {
        afterwards.add(() -> deliveries.undecipherable(subscription.destination(), messageId, why));
    }

    /** Also has a step follow once all is kept. */
    void afterwards(Runnable step) {
        afterwards.add(step);
    }

    CompletableFuture<Void> commit(StateStore store) {
        return fanOut.commit(store).thenRun(() -> afterwards.forEach(Runnable::run));
    }
}
