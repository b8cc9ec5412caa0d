package dev.haar.engine.queue;

/**
 * A message that was handed out, and how it stood before.
 *
 * @param message the message
 * @param receives the number of the receive in this queue
 * @param firstReceivedBefore when it had first been received before; 0 if never
 */
record Delivery(Message message, int receives, long firstReceivedBefore) {
    /** Whether the consumer who got it still has it, and nobody has touched it since. */
    boolean isCurrent() {
        return message.place == Message.Place.IN_FLIGHT && message.receives == receives;
    }
}
