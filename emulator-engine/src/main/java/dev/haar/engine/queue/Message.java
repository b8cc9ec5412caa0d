package dev.haar.engine.queue;

import dev.haar.core.util.IndexedHeap;
import dev.haar.engine.message.Md5;
import java.util.UUID;

/**
 * A message in a queue: what was sent, and what has become of it since.
 *
 * <p>A queue can hold millions of these, so it is one object with room for the links of all the structures it is part of.
 * Guarded by its queue.
 */
final class Message implements IndexedHeap.Element {
    /** Where a message stands in its queue. */
    enum Place {
        /** Sent, but not kept yet; nobody may see it. */
        ARRIVING(false),
        /** Waits for its first receive. */
        WAITING(false),
        /** Waits to be received again, after others have been offered. */
        RETURNED(false),
        /** Waits for its delay to end. */
        DELAYED(false),
        /** Received and invisible. */
        IN_FLIGHT(true),
        /** A change to it is under way; it is out of reach until that is kept or refused. */
        BUSY(true),
        /** No longer in the queue. */
        GONE(false);

        private final boolean held;

        Place(boolean held) {
            this.held = held;
        }

        /** Whether a consumer has it: SQS counts it as not visible. */
        boolean isHeld() {
            return held;
        }
    }

    /**
     * What few messages have.
     *
     * @param deduplicationId its message deduplication id; null on a standard queue
     * @param traceHeader its AWSTraceHeader; null if it has none
     * @param deadLetterSource the ARN of the queue it was moved from as a dead letter; null if it was not
     * @param enqueuedAt since when its retention period counts, in milliseconds since the epoch, if not since it was sent;
     *     else 0
     */
    record Extras(String deduplicationId, String traceHeader, String deadLetterSource, long enqueuedAt) {
        static final Extras NONE = new Extras(null, null, null, 0);

        long retainedSince(long sentAt) {
            return enqueuedAt == 0 ? sentAt : enqueuedAt;
        }
    }

    /** About what a message takes without its body, with all it is linked into. */
    private static final long OWN_BYTES = 256;

    // What was sent.
    final long sequence;
    final long idHigh;
    final long idLow;
    final long md5High;
    final long md5Low;
    final long sentAt;

    /** What it says; null while that is in the store alone. */
    private Stowage.Load load;

    final Extras extras;
    final Lane lane;

    // What became of it.
    /** When it may next be received, if it is not waiting. */
    long visibleAt;

    /** When it was last received; meaningful only if it was. */
    long receivedAt;

    /** When it was first received in any queue; 0 if it never was. */
    long firstReceivedAt;

    /** How often it was received, in this queue and in those it was moved from. */
    int receiveCount;

    /** How often it was received in this queue: what the redrive policy counts, and what tells receipt handles apart. */
    int receives;

    Place place = Place.ARRIVING;

    // Its links.
    Message nextInQueue;
    Message previousInQueue;
    Message nextInLane;
    Message previousInLane;
    private int heapIndex;

    Message(long sequence, Lane lane, MessageContent content, long visibleAt) {
        this.sequence = sequence;
        this.lane = lane;
        this.idHigh = content.id().getMostSignificantBits();
        this.idLow = content.id().getLeastSignificantBits();
        this.md5High = content.bodyMd5().high();
        this.md5Low = content.bodyMd5().low();
        this.sentAt = content.sentAt();
        this.load = content.load();
        this.extras = content.extras();
        this.visibleAt = visibleAt;
        this.firstReceivedAt = content.firstReceivedAt();
        this.receiveCount = content.receiveCount();
    }

    /** About how much heap it takes, in bytes. */
    long bytes() {
        return load == null
                ? OWN_BYTES
                : OWN_BYTES + load.body().length() + load.attributes().size();
    }

    /** Whether what it says is in the store alone. */
    boolean isStowed() {
        return load == null;
    }

    /** What it says. */
    Stowage.Load load() {
        return load;
    }

    /** Sets what it says; null to leave that in the store. */
    void load(Stowage.Load newLoad) {
        load = newLoad;
    }

    UUID id() {
        return new UUID(idHigh, idLow);
    }

    /** What of it goes along when it is moved to another queue. */
    MessageContent content() {
        return new MessageContent(
                id(),
                load.body(),
                new Md5(md5High, md5Low),
                load.attributes(),
                load.senderId(),
                lane.id,
                sentAt,
                firstReceivedAt,
                receiveCount,
                extras);
    }

    /** Since when its retention period counts. */
    long retainedSince() {
        return extras.retainedSince(sentAt);
    }

    boolean isOffered() {
        return place == Place.WAITING || place == Place.RETURNED;
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
