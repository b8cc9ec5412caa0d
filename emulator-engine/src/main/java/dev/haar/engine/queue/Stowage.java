package dev.haar.engine.queue;

import dev.haar.engine.message.MessageAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Leaves what messages say in the store alone while consumers have them and memory is full, and fetches it when somebody
 * asks again. Guarded by its queue.
 */
final class Stowage {
    private static final CompletableFuture<Void> AT_HAND = CompletableFuture.completedFuture(null);

    private final QueueContext queue;

    Stowage(QueueContext queue) {
        this.queue = queue;
    }

    /** What a message says, and who said it. */
    record Load(String body, MessageAttributes attributes, String senderId) {}

    /** The message was handed out: it may be long before somebody asks for it again. */
    void stowIfFull(Message message) {
        if (queue.engine.memory().isFull() && !message.isStowed()) {
            queue.inventory.reload(message, null);
        }
    }

    /**
     * Has all of the messages say again what they say, but those that are gone by then.
     *
     * @return done with no lock held, unless it is done already
     */
    CompletableFuture<Void> fetch(List<Message> messages) {
        List<Long> stowed = messages.stream()
                .filter(Message::isStowed)
                .map(message -> message.sequence)
                .toList();
        if (stowed.isEmpty()) {
            return AT_HAND;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.guard.afterwards(() -> queue.engine
                .store()
                .read(tables -> new QueueRows(tables).loads(queue.address, stowed))
                .thenAccept(loads -> queue.step(now -> load(messages, loads)))
                .whenComplete((loaded, failure) -> {
                    if (failure == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(failure);
                    }
                }));
        return done;
    }

    private void load(List<Message> messages, Map<Long, Load> loads) {
        for (Message message : messages) {
            Load load = loads.get(message.sequence);
            if (load != null && message.isStowed() && message.place != Message.Place.GONE) {
                queue.inventory.reload(message, load);
            }
        }
    }
}
