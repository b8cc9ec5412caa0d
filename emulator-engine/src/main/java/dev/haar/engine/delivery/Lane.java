package dev.haar.engine.delivery;

import dev.haar.core.time.Time;
import dev.haar.core.util.Guard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * The way to one subscription's endpoint: so many at a time and so many a second as it may be given. Lanes do not wait for
 * each other: a slow endpoint holds up nobody but itself.
 */
final class Lane {
    /** How many deliveries may wait for the endpoint's answer. */
    private static final int MOST_UNDER_WAY = 8;

    private static final long SECOND = 1000;

    private final Time time;
    private final BiConsumer<Delivery, Runnable> attempt;
    private final Guard guard = new Guard();
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private int underWay;
    private long nextAt;
    private boolean timerSet;

    /** @param attempt tries a delivery and runs the task once it has been answered */
    Lane(Time time, BiConsumer<Delivery, Runnable> attempt) {
        this.time = time;
        this.attempt = attempt;
    }

    /** Takes a delivery that is due. */
    void enter(Delivery delivery) {
        guard.run(() -> {
            ready.add(delivery);
            start();
        });
    }

    private void leave() {
        guard.run(() -> {
            underWay--;
            start();
        });
    }

    private void start() {
        while (!ready.isEmpty() && underWay < MOST_UNDER_WAY) {
            int perSecond = ready.peek().policy().maxReceivesPerSecond();
            long now = time.millis();
            if (perSecond > 0 && now < nextAt) {
                wakeAtNext();
                return;
            }
            if (perSecond > 0) {
                nextAt = Math.max(now, nextAt) + Math.max(1, SECOND / perSecond);
            }
            Delivery next = ready.remove();
            underWay++;
            guard.afterwards(() -> attempt.accept(next, this::leave));
        }
    }

    private void wakeAtNext() {
        if (!timerSet) {
            timerSet = true;
            time.at(
                    nextAt,
                    () -> guard.run(() -> {
                        timerSet = false;
                        start();
                    }));
        }
    }
}
