package dev.haar.engine.queue;

/**
 * A message as somebody sees it who only looks.
 *
 * @param message the message; its receipt handle is the one that was handed out last
 * @param state where it stands
 * @param visibleAt when it becomes visible by itself, in milliseconds since the epoch; 0 if it is
 */
public record PeekedMessage(ReceivedMessage message, State state, long visibleAt) {
    /** Where a message stands. */
    public enum State {
        VISIBLE,
        IN_FLIGHT,
        DELAYED
    }
}
