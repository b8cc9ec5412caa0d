package dev.haar.engine.topic;

import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.queue.QueueAddress;
import java.util.Optional;

/**
 * A subscription with what each delivery to it needs, worked out once.
 *
 * @param destination where the delivery log says that messages went
 * @param queue the queue that its endpoint is, if it is one
 */
record Listener(Subscription subscription, Delivery.Destination destination, Optional<QueueAddress> queue) {
    static Listener of(Subscription subscription) {
        return new Listener(subscription, subscription.destination(), QueueAddress.ofArn(subscription.endpoint()));
    }
}
