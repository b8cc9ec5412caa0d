package dev.haar.engine.queue;

import dev.haar.core.util.IndexedHeap;

/**
 * A message group of a FIFO queue. It offers its messages in order, up to and excluding the first that a consumer has: a
 * message in flight blocks those after it, never those before it. A delayed message blocks nothing.
 */
final class FifoGroup extends Lane implements IndexedHeap.Element {
    private int heapIndex;

    /** The sequence number of the first message on offer; valid while the group is among those that offer. */
    long offers;

    FifoGroup(String id) {
        super(id);
    }

    /** The first message on offer, or null. */
    Message firstOffer() {
        return offerFrom(messages.first());
    }

    /** The message on offer after the given one, which has just been taken; or null. */
    Message offerAfter(Message taken) {
        return offerFrom(messages.next(taken));
    }

    private Message offerFrom(Message start) {
        Message message = start;
        while (message != null && message.place == Message.Place.DELAYED) {
            message = messages.next(message);
        }
        return message != null && message.isOffered() ? message : null;
    }

    @Override
    public int heapIndex() {
        return heapIndex;
    }

    @Override
    public void heapIndex(int index) {
        heapIndex = index;
    }
}
