package dev.haar.engine.queue;

import java.util.Optional;
import java.util.UUID;

/**
 * A message move task as it stands.
 *
 * @param id its id
 * @param source the queue whose messages it moves
 * @param destination where it moves them; empty for the queue that each message came from
 * @param messagesPerSecond how many it moves in a second, 1 to 500; null for as many as it can
 * @param startedAt when it was started, in milliseconds since the epoch
 * @param toMove how many messages there were when it was started
 * @param moved how many it has moved
 * @param status what it is doing
 * @param failureReason why it failed; null if it did not
 */
public record MoveTask(
        UUID id,
        QueueAddress source,
        Optional<QueueAddress> destination,
        Integer messagesPerSecond,
        long startedAt,
        int toMove,
        int moved,
        Status status,
        String failureReason) {
    /** What a task is doing, in AWS's words. */
    public enum Status {
        RUNNING,
        COMPLETED,
        CANCELLING,
        CANCELLED,
        FAILED
    }

    /** Whether it goes on. */
    public boolean isActive() {
        return status == Status.RUNNING || status == Status.CANCELLING;
    }

    /** The task with more messages moved. */
    MoveTask plus(int more) {
        return new MoveTask(
                id, source, destination, messagesPerSecond, startedAt, toMove, moved + more, status, failureReason);
    }

    /** The task with another status. */
    MoveTask with(Status next, String reason) {
        return new MoveTask(id, source, destination, messagesPerSecond, startedAt, toMove, moved, next, reason);
    }
}
