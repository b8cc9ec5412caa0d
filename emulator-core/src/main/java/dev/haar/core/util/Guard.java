package dev.haar.core.util;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock that remembers what has to happen once it is free: answering somebody under a lock would run their code, which
 * may want other locks.
 */
public final class Guard {
    private final ReentrantLock lock = new ReentrantLock();
    private List<Runnable> afterwards = new ArrayList<>();

    /** Runs the step while nobody else runs one; may be nested. */
    public void run(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            release();
        }
    }

    /** Like {@link #run}, with a result. */
    public <T> T call(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            release();
        }
    }

    /** From within a step: runs the task when the outermost step of this thread has ended and the lock is free. */
    public void afterwards(Runnable task) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("not in a guarded step");
        }
        afterwards.add(task);
    }

    private void release() {
        List<Runnable> due = List.of();
        if (lock.getHoldCount() == 1 && !afterwards.isEmpty()) {
            due = afterwards;
            afterwards = new ArrayList<>();
        }
        lock.unlock();
        run(due);
    }

    /** A task that fails must not keep the others from those who wait for them. */
    private static void run(List<Runnable> due) {
        RuntimeException first = null;
        for (Runnable task : due) {
            try {
                task.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
