package dev.haar.engine.queue;

import dev.haar.core.util.IndexedHeap;
import dev.haar.engine.queue.Message.Place;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All messages of a queue, where each of them stands, and how many stand there. Guarded by the queue.
 *
 * <p>A message moves between its places by {@link #join}, {@link #seize}, {@link #settle} and {@link #remove} alone, so
 * that counters and orders cannot drift from the content.
 */
final class Inventory {
    private static final Comparator<Message> BY_VISIBLE_AT = (one, other) -> one.visibleAt == other.visibleAt
            ? Long.compare(one.sequence, other.sequence)
            : Long.compare(one.visibleAt, other.visibleAt);

    private final MessageList messages = new MessageList(MessageList.Links.QUEUE);
    private final IndexedHeap<Message> invisible = new IndexedHeap<>(BY_VISIBLE_AT);
    private final Map<Long, Message> received = new HashMap<>();
    private final int[] counts = new int[Place.values().length];
    private final Retention retention = new Retention(messages);
    private final Backlog backlog;
    private final MessageMemory.Share memory;
    private int size;

    Inventory(Backlog backlog, MessageMemory.Share memory) {
        this.backlog = backlog;
        this.memory = memory;
    }

    /** How many messages there are. */
    int size() {
        return size;
    }

    /** About how much heap one of them takes, in bytes. */
    long averageBytes() {
        return size == 0 ? 0 : memory.bytes() / size;
    }

    /** How many messages can be received. */
    int offered() {
        return count(Place.WAITING) + count(Place.RETURNED);
    }

    /** How many messages consumers have. */
    int held() {
        return count(Place.IN_FLIGHT) + count(Place.BUSY);
    }

    /** The queue is gone: what its messages take is no longer counted. */
    void release() {
        memory.release();
    }

    /** How many messages stand at the given place. */
    int count(Place place) {
        return counts[place.ordinal()];
    }

    /** The lane for messages with this group id. */
    Lane lane(String groupId) {
        return backlog.lane(groupId);
    }

    /** The first message in the order of sequence numbers, or null. */
    Message first() {
        return messages.first();
    }

    Message next(Message message) {
        return messages.next(message);
    }

    /** The message with this sequence number if it was ever received here and is still here, or null. */
    Message received(long sequence) {
        return received.get(sequence);
    }

    /** When the next message comes back by itself; {@link Long#MAX_VALUE} if none does. */
    long nextVisibleAt() {
        return invisible.isEmpty() ? Long.MAX_VALUE : invisible.peek().visibleAt;
    }

    boolean hasOffer() {
        return backlog.hasOffer();
    }

    /** See {@link Backlog#offersNoise()}. */
    boolean offersNoise() {
        return backlog.offersNoise();
    }

    /** See {@link Backlog#noisyTenants()}. */
    Set<String> noisyTenants() {
        return backlog.noisyTenants();
    }

    /** See {@link Backlog#isQuietAndOut(String)}. */
    boolean isQuietAndOut(String tenant) {
        return backlog.isQuietAndOut(tenant);
    }

    /** See {@link Backlog#offer(int, Predicate)}. */
    void offer(int wanted, Predicate<Message> taker) {
        backlog.offer(wanted, taker);
    }

    /** Links a new message in its place; it is arriving until it is settled. */
    void join(Message message) {
        size++;
        memory.take(message);
        messages.add(message);
        retention.joined(message);
        counts[message.place.ordinal()]++;
        backlog.joined(message);
    }

    /** Puts a message out of everybody's reach. */
    void seize(Message message) {
        withdraw(message);
        move(message, Place.BUSY);
    }

    /** Lets an arriving or busy message go to where its times put it. */
    void settle(Message message, long now) {
        if (message.receives > 0) {
            received.put(message.sequence, message);
        }
        if (message.visibleAt > now) {
            move(message, message.receives > 0 ? Place.IN_FLIGHT : Place.DELAYED);
            invisible.add(message);
        } else {
            show(message);
        }
    }

    /** Takes a message out of the queue. */
    void remove(Message message) {
        withdraw(message);
        move(message, Place.GONE);
        counts[Place.GONE.ordinal()]--;
        size--;
        memory.give(message);
        backlog.left(message);
        retention.leaving(message);
        messages.remove(message);
        if (message.receives > 0) {
            received.remove(message.sequence);
        }
    }

    /** Sets what a message says; null to leave that in the store. */
    void reload(Message message, Stowage.Load load) {
        memory.give(message);
        message.load(load);
        memory.take(message);
    }

    /** Brings back what has become visible by now. */
    void catchUp(long now) {
        while (!invisible.isEmpty() && invisible.peek().visibleAt <= now) {
            show(invisible.poll());
        }
    }

    /** The oldest message sent at or before the given time that nobody is changing right now, or null. */
    Message sentBy(long time) {
        return retention.sentBy(time);
    }

    private void show(Message message) {
        move(message, backlog.offer(message));
    }

    private void withdraw(Message message) {
        if (message.isOffered()) {
            backlog.withdraw(message);
        } else {
            invisible.remove(message);
        }
    }

    private void move(Message message, Place place) {
        counts[message.place.ordinal()]--;
        counts[place.ordinal()]++;
        message.lane.held += (place.isHeld() ? 1 : 0) - (message.place.isHeld() ? 1 : 0);
        message.place = place;
        backlog.moved(message);
    }
}
