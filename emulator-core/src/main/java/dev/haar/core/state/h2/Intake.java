package dev.haar.core.state.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where changes gather until the writer's next turn. */
final class Intake {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private List<Pending> gathered = new ArrayList<>();
    private boolean open = true;
    private boolean closing;

    /** Takes changes in, in the order of the calls; false while it is shut. */
    boolean offer(Pending pending) {
        lock.lock();
        try {
            if (!open || closing) {
                return false;
            }
            gathered.add(pending);
            if (gathered.size() == 1) {
                news.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Everything that has gathered; empty if nothing has. */
    List<Pending> poll() {
        lock.lock();
        try {
            if (gathered.isEmpty()) {
                // Not the list itself, which others may fill while the writer looks at it.
                return List.of();
            }
            List<Pending> group = gathered;
            gathered = new ArrayList<>(group.size());
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something gathers, the time is over or nothing more can come. */
    void await(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (gathered.isEmpty() && !closing && left > 0) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt the writer, and a thread inside H2 must not be interrupted: the file
            // closes.
            throw new IllegalStateException("the writer was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits, while shut, until the time is over or nothing more is wanted. */
    void awaitClosing(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closing && left > 0) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the writer was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing in until it is opened; gives what had gathered. */
    List<Pending> shut() {
        lock.lock();
        try {
            open = false;
            return poll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes changes in again. */
    void open() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing in any more. */
    void close() {
        lock.lock();
        try {
            closing = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }
}
