package dev.haar.engine.queue;

import dev.haar.core.time.Time;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The receives that wait for a message, served in the order in which they came. Guarded by the queue.
 *
 * <p>A wait is an object here and a deadline on the timer; the queue has at most one more timer, for when the next message
 * becomes visible by itself.
 */
final class Polls {
    private final Set<Receive> waiting = new LinkedHashSet<>();
    private final Time time;
    private final Runnable wake;
    private Time.Timer alarm;
    private long alarmAt;

    /** @param wake has the queue look whether there is something for those who wait */
    Polls(Time time, Runnable wake) {
        this.time = time;
        this.wake = wake;
    }

    /** Has a receive wait for as long as it is not taken out. */
    void park(Receive receive) {
        waiting.add(receive);
    }

    /** Has a receive wait for so long at most. */
    void park(Receive receive, long waitMillis, Runnable timeout) {
        waiting.add(receive);
        receive.deadline = time.within(waitMillis, timeout);
    }

    /** Takes the receive out, if it still waits. */
    boolean leave(Receive receive) {
        if (!waiting.remove(receive)) {
            return false;
        }
        if (receive.deadline != null) {
            receive.deadline.cancel();
        }
        return true;
    }

    /** Who has waited longest, or null. */
    Receive first() {
        return waiting.isEmpty() ? null : waiting.iterator().next();
    }

    /**
     * Sees to it that the queue wakes when the next message becomes visible, if somebody waits for it. Called in the step
     * that the alarm itself wakes, too, when what was due has become visible and the next is due later.
     */
    void setAlarm(long nextVisibleAt) {
        long due = waiting.isEmpty() ? Long.MAX_VALUE : nextVisibleAt;
        if (alarm != null && due != alarmAt) {
            alarm.cancel();
            alarm = null;
        }
        if (alarm == null && due != Long.MAX_VALUE) {
            alarmAt = due;
            alarm = time.at(due, wake);
        }
    }
}
