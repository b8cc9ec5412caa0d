package dev.haar.core.time;

import dev.haar.core.util.IndexedHeap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Haar's clock: it follows the machine's until somebody freezes, sets or advances it, and moving it fires what became
 * due on the way, in order.
 *
 * <p>Safe for use by several threads. Tasks run without any lock of the clock's but the one that keeps them in turn, so
 * a task may read the clock, set timers and move the clock further.
 */
public final class HaarTime implements Time, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HaarTime.class.getName());

    /** The end of the year 9999: what is written with times goes no further. */
    private static final long LAST = 253_402_300_799_999L;

    private static final Comparator<Task> IN_TURN =
            Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number);

    private final InstantSource machine;

    /** Held while tasks run, so that they run in turn; taken before {@link #lock}, never after it. */
    private final ReentrantLock turn = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final IndexedHeap<Task> onClock = new IndexedHeap<>(IN_TURN);
    private final IndexedHeap<Task> onMachine = new IndexedHeap<>(IN_TURN);
    private volatile ClockMoved reading = new ClockMoved(false, 0);
    private volatile Consumer<ClockMoved> listener = moved -> {};
    private long tasks;
    private boolean closed;

    /** Guarded by {@link #turn}. */
    private long tasksRun;

    private HaarTime(InstantSource machine) {
        this.machine = machine;
    }

    /** A clock that follows the given source of real time, with a thread that fires its timers. */
    public static HaarTime following(InstantSource machine) {
        HaarTime time = new HaarTime(machine);
        Thread thread = new Thread(time::runTimers, "haar-timer");
        thread.setDaemon(true);
        thread.start();
        return time;
    }

    /** A clock without a thread that stands still until it is moved: for tests. */
    public static HaarTime standingAt(Instant start) {
        HaarTime time = new HaarTime(InstantSource.fixed(start));
        time.freeze();
        return time;
    }

    @Override
    public long millis() {
        ClockMoved current = reading;
        return current.frozen() ? current.value() : machine.millis() + current.value();
    }

    /** Whether the clock stands still. */
    public boolean isFrozen() {
        return reading.frozen();
    }

    /** Stops the clock where it is. */
    public void freeze() {
        move(() -> show(true, millis()));
    }

    /** Lets the clock run on from where it stands. */
    public void unfreeze() {
        move(() -> show(false, millis()));
    }

    /**
     * Moves the clock forward by the given duration and fires what became due.
     *
     * @throws IllegalArgumentException if the duration is negative or leads beyond the year 9999
     */
    public void advance(Duration by) {
        move(() -> {
            try {
                moveTo(Math.addExact(millis(), by.toMillis()));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("The clock cannot be advanced that far.", e);
            }
        });
    }

    /**
     * Moves the clock forward to the given instant and fires what became due.
     *
     * @throws IllegalArgumentException if that lies in the clock's past, or beyond the year 9999
     */
    public void set(Instant instant) {
        move(() -> {
            try {
                moveTo(instant.toEpochMilli());
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("The clock cannot be moved that far.", e);
            }
        });
    }

    /** Makes the clock follow the machine's again. It may go back, so only together with a reset of all state. */
    public void reset() {
        move(() -> show(false, machine.millis()));
    }

    /** Runs what is due; the thread that would have is on its way. */
    void runDue() {
        inTurn(() -> runAll(onClock, millis()));
    }

    /** How many tasks have run since the start. */
    long tasksRun() {
        turn.lock();
        try {
            return tasksRun;
        } finally {
            turn.unlock();
        }
    }

    /** Tells of every move from now on, once it is done. */
    void onMove(Consumer<ClockMoved> told) {
        this.listener = told;
    }

    /** Where it was moved to. */
    ClockMoved state() {
        return reading;
    }

    /** Puts it where it was moved to before a restart. */
    void restore(ClockMoved state) {
        inTurn(() -> {
            lock.lock();
            try {
                reading = state;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

    @Override
    public Timer at(long dueMillis, Runnable task) {
        lock.lock();
        try {
            return enter(new Task(onClock, dueMillis, ++tasks, task));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer within(long waitMillis, Runnable task) {
        lock.lock();
        try {
            Task clockTask = enter(new Task(onClock, millis() + waitMillis, ++tasks, task));
            Task machineTask = enter(new Task(onMachine, machine.millis() + waitMillis, ++tasks, task));
            clockTask.twin = machineTask;
            machineTask.twin = clockTask;
            return clockTask;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(long target) {
        if (target < millis()) {
            throw new IllegalArgumentException("The clock cannot be set back from " + now() + ".");
        }
        if (target > LAST) {
            throw new IllegalArgumentException("The clock cannot be moved beyond the year 9999.");
        }
        boolean frozen = reading.frozen();
        for (Task due = takeDue(onClock, target); due != null; due = takeDue(onClock, target)) {
            // Whoever reads the clock in a task sees the moment it was due at, also where tasks set new timers.
            show(true, Math.max(millis(), due.due));
            tasksRun++;
            due.run();
        }
        show(frozen, target);
    }

    private void show(boolean frozen, long millis) {
        lock.lock();
        try {
            reading = new ClockMoved(frozen, frozen ? millis : millis - machine.millis());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void move(Runnable step) {
        inTurn(() -> {
            step.run();
            listener.accept(reading);
        });
    }

    private void inTurn(Runnable step) {
        turn.lock();
        try {
            step.run();
        } finally {
            turn.unlock();
        }
    }

    private Task takeDue(IndexedHeap<Task> heap, long now) {
        lock.lock();
        try {
            Task first = heap.peek();
            if (first == null || first.due > now) {
                return null;
            }
            first.cancel();
            return first;
        } finally {
            lock.unlock();
        }
    }

    private Task enter(Task task) {
        task.heap.add(task);
        if (task.heap.peek() == task) {
            changed.signalAll();
        }
        return task;
    }

    private void runTimers() {
        while (awaitDue()) {
            inTurn(() -> {
                runAll(onMachine, machine.millis());
                runAll(onClock, millis());
            });
        }
    }

    private void runAll(IndexedHeap<Task> heap, long now) {
        for (Task due = takeDue(heap, now); due != null; due = takeDue(heap, now)) {
            tasksRun++;
            due.run();
        }
    }

    /** Waits until something is due; false once the clock is closed. */
    private boolean awaitDue() {
        lock.lock();
        try {
            while (!closed) {
                long wait = millisToNext();
                if (wait <= 0) {
                    return true;
                }
                changed.await(wait, TimeUnit.MILLISECONDS);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private long millisToNext() {
        long wait = Long.MAX_VALUE;
        if (!onMachine.isEmpty()) {
            wait = onMachine.peek().due - machine.millis();
        }
        if (!onClock.isEmpty()) {
            long toNext = onClock.peek().due - millis();
            // A frozen clock comes to nothing by itself, but what was due before it froze runs.
            wait = toNext > 0 && reading.frozen() ? wait : Math.min(wait, toNext);
        }
        return wait;
    }

    /** One entry of a heap. A wait is two of them, on the clock and on the machine's; the first to run takes both. */
    private final class Task implements Timer, IndexedHeap.Element {
        private final IndexedHeap<Task> heap;
        private final long due;
        private final long number;
        private final Runnable task;
        private Task twin;
        private int heapIndex;

        private Task(IndexedHeap<Task> heap, long due, long number, Runnable task) {
            this.heap = heap;
            this.due = due;
            this.number = number;
            this.task = task;
        }

        private void run() {
            try {
                task.run();
            } catch (RuntimeException e) {
                // One task's failure must not cost the others their turn.
                LOG.log(System.Logger.Level.ERROR, "A timer's task failed.", e);
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                heap.remove(this);
                if (twin != null) {
                    twin.heap.remove(twin);
                }
            } finally {
                lock.unlock();
            }
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
}
