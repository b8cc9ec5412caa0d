package dev.haar.core.state.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where changes gather until the writer's next turn. */
final class Intake {
    /** So long without a newcomer, and nobody is expected any more: about what a request takes on a busy machine. */
    private static final long QUIET_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private static final int MOST_WAITS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Company company = new Company();
    private List<Pending> gathered = new ArrayList<>();

    /** How many have to be there for the writer to be woken. */
    private int wanted = 1;

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
            if (gathered.size() == wanted) {
                news.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Everything that has gathered, with those who are expected to come in a moment; empty if nothing has. */
    List<Pending> poll() {
        lock.lock();
        try {
            if (gathered.isEmpty()) {
                // Not the list itself, which others may fill while the writer looks at it.
                return List.of();
            }
            awaitCompany();
            List<Pending> group = gathered;
            gathered = new ArrayList<>(group.size());
            company.served(group.size());
            return group;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the group grows, until there is nobody left to wait for. */
    private void awaitCompany() throws InterruptedException {
        int before = 0;
        for (int waits = 0; waits < MOST_WAITS && !closing && open; waits++) {
            int size = gathered.size();
            if (size == before || !company.isWorthWaitingFor(size)) {
                break;
            }
            before = size;
            wanted = company.enough();
            news.awaitNanos(QUIET_NANOS);
        }
        wanted = 1;
    }

    /** Waits until something gathers, the time is over or nothing more can come; whether something has gathered. */
    boolean await(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (gathered.isEmpty() && !closing && left > 0) {
                left = news.awaitNanos(left);
            }
            return !gathered.isEmpty();
        } catch (InterruptedException e) {
            throw interrupted(e);
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
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing in until it is opened; gives what had gathered. */
    List<Pending> shut() {
        lock.lock();
        try {
            open = false;
            List<Pending> group = gathered;
            gathered = new ArrayList<>();
            return group;
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

    /** Nobody has a reason to interrupt the writer, and a thread inside H2 must not be interrupted: the file closes. */
    private static IllegalStateException interrupted(InterruptedException e) {
        return new IllegalStateException("the writer was interrupted", e);
    }
}
