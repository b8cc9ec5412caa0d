package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.engine.settings.QueueSettings;
import java.util.Map;
import java.util.UUID;

/** What the commands of this package change. Times are milliseconds since the epoch. */
sealed interface QueueChange extends Change {
    /** The queue that changes. */
    QueueAddress queue();

    /** A queue was made. */
    record QueueCreated(
            QueueAddress queue, long incarnation, long createdAt, QueueSettings settings, Map<String, String> tags)
            implements QueueChange {}

    /** A queue was configured anew. */
    record QueueConfigured(QueueAddress queue, long modifiedAt, QueueSettings settings, long formerScopeUntil)
            implements QueueChange {}

    /** A queue has these tags now. */
    record QueueTagged(QueueAddress queue, Map<String, String> tags) implements QueueChange {}

    /** A queue is gone with all its messages. */
    record QueueDeleted(QueueAddress queue, long deletedAt) implements QueueChange {}

    /** A queue is forgotten with all its messages, as if it had never been. */
    record QueueForgotten(QueueAddress queue) implements QueueChange {}

    /** Sequence numbers up to this one may have been given. */
    record SequencesReserved(QueueAddress queue, long upTo) implements QueueChange {}

    /** Deduplication ids of the messages up to and including a sequence number are no longer remembered. */
    record DeduplicationEnded(QueueAddress queue, long upTo) implements QueueChange {}

    /** All messages up to and including a sequence number are gone, and the ids of all sends are forgotten. */
    record QueuePurged(QueueAddress queue, long upTo, long purgedAt) implements QueueChange {}

    /** A message was sent; what it is called in the deduplication window, if anything, goes with it. */
    record MessageSent(
            QueueAddress queue,
            long sequence,
            MessageContent content,
            long visibleAt,
            String deduplicationScope,
            long deduplicatedUntil)
            implements QueueChange {}

    /** A message was handed out, to a receive that may have had a name. */
    record MessageReceived(
            QueueAddress queue,
            long sequence,
            long visibleAt,
            long receivedAt,
            int receiveCount,
            int receives,
            String attemptId)
            implements QueueChange {}

    /** A message that could not be delivered is where it was before its receive. */
    record MessageGivenBack(QueueAddress queue, long sequence, long firstReceivedAt, int receiveCount, int receives)
            implements QueueChange {}

    /** A message stays invisible until another time. */
    record VisibilityChanged(QueueAddress queue, long sequence, long visibleAt) implements QueueChange {}

    /** A message was deleted, or its retention period has ended. */
    record MessageDeleted(QueueAddress queue, long sequence) implements QueueChange {}

    /** A move task was started, has gone on or has ended. */
    record MoveTaskChanged(QueueAddress queue, MoveTask task) implements QueueChange {}

    /** A move task is forgotten. */
    record MoveTaskForgotten(QueueAddress queue, UUID task) implements QueueChange {}

    /** A message went to another queue, under another sequence number. */
    record MessageMoved(
            QueueAddress queue, long sequence, QueueAddress target, long targetSequence, MessageContent content)
            implements QueueChange {}
}
