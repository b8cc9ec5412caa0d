package dev.haar.engine.delivery;

import dev.haar.core.state.Change;
import java.util.UUID;

/** What the commands of this package change. */
sealed interface DeliveryChange extends Change {
    /** A delivery waits for its next attempt. */
    record DeliveryKept(Delivery delivery) implements DeliveryChange {}

    /** A delivery is over, one way or the other. */
    record DeliveryOver(UUID id) implements DeliveryChange {}

    record MessageCaptured(Captured message) implements DeliveryChange {}

    record MessageForgotten(UUID id) implements DeliveryChange {}
}
