package dev.haar.engine.topic;

import dev.haar.engine.archive.ReplayPolicy;
import java.util.UUID;

/**
 * How far a subscription has come with the messages of the archive that it has asked for.
 *
 * @param id of this replay alone: asking again begins another
 * @param reached the sequence number up to which messages were delivered or passed over
 * @param asked the topic's last sequence number when it was asked for: later messages are new to the subscriber
 */
public record Replay(UUID id, State state, long reached, long asked) {
    /** What has become of it, with AWS's name. */
    public enum State {
        PENDING("Pending"),
        IN_PROGRESS("In progress"),
        /** New messages are delivered as they come, but the last old ones are not kept yet; never kept itself. */
        CAUGHT_UP("In progress"),
        COMPLETED("Completed"),
        FAILED("Failed");

        private final String awsName;

        State(String awsName) {
            this.awsName = awsName;
        }
    }

    static Replay pending(UUID id, long asked) {
        return new Replay(id, State.PENDING, 0, asked);
    }

    /** Whether messages of the archive are still to be delivered. */
    boolean isUnderWay() {
        return state == State.PENDING || state == State.IN_PROGRESS;
    }

    /** AWS's word for its state: until its end has come there may be more. */
    String status(ReplayPolicy policy, long now) {
        boolean more = state == State.COMPLETED && policy.end() != null && !policy.isOver(now);
        return (more ? State.IN_PROGRESS : state).awsName;
    }

    Replay advanced(long upTo, boolean caughtUp) {
        return new Replay(id, caughtUp ? State.COMPLETED : State.IN_PROGRESS, upTo, asked);
    }

    Replay caughtUp() {
        return new Replay(id, State.CAUGHT_UP, reached, asked);
    }

    Replay failed() {
        return new Replay(id, State.FAILED, reached, asked);
    }

    /** Whether a message is delivered a second time, or is from before the subscriber asked. */
    boolean repeats(long sequence) {
        return sequence <= asked;
    }
}
