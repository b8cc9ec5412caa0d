package dev.haar.core.time;

import java.time.Instant;

/**
 * The time and the timers that a domain lives by.
 *
 * <p>State that depends on time is computed when it is read; a timer is for those who wait.
 */
public interface Time {
    /** Now, in milliseconds since the epoch, on Haar's clock. Not monotonic by contract: order never rests on it. */
    long millis();

    /** {@link #millis()} as an instant. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /**
     * Runs the task once Haar's clock shows {@code dueMillis}, on a thread of the timer's or of whoever moved the clock.
     * Tasks run one at a time in the order in which they become due; they must not block. One that is due already runs
     * as soon as it can, never within this call.
     */
    Timer at(long dueMillis, Runnable task);

    /**
     * Like {@link #at} for now plus {@code waitMillis}, but also runs once that much real time has passed, whichever
     * comes first: a client that waits for an answer is not left hanging by a frozen clock.
     */
    Timer within(long waitMillis, Runnable task);

    /** Something that will happen unless it is cancelled. */
    interface Timer {
        /** Takes the timer back; without effect once it has run. */
        void cancel();
    }
}
