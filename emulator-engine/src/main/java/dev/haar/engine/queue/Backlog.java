package dev.haar.engine.queue;

import java.util.Set;
import java.util.function.Predicate;

/** Which message a queue offers next. */
abstract sealed class Backlog permits FifoBacklog, StandardBacklog {
    /** The lane for messages with this group id, new or known. */
    abstract Lane lane(String groupId);

    /** The message has joined the queue; nobody may see it yet. */
    abstract void joined(Message message);

    /** The message can be received from now on. Says where it is to stand: WAITING or RETURNED. */
    abstract Message.Place offer(Message message);

    /** The message can no longer be received. Called before its place changes. */
    abstract void withdraw(Message message);

    /** The message's place has changed. */
    abstract void moved(Message message);

    /** The message has left the queue. */
    abstract void left(Message message);

    /** Whether there is a message to offer. */
    abstract boolean hasOffer();

    /** Whether the next message on offer is a noisy tenant's, so that any other tenant's would come before it. */
    boolean offersNoise() {
        return false;
    }

    /** The group ids of the tenants that are noisy. */
    Set<String> noisyTenants() {
        return Set.of();
    }

    /** Whether the tenant with this group id is not noisy and has no message on offer. */
    boolean isQuietAndOut(String tenant) {
        return false;
    }

    /**
     * Offers messages in the queue's order until {@code wanted} of them were taken or there are no more. The taker makes
     * each message it is given busy, and says whether it counts: one that goes to a dead-letter queue does not.
     */
    abstract void offer(int wanted, Predicate<Message> taker);
}
