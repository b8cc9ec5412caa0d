package dev.haar.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Every connection sends its next request as soon as the last is answered. A run counts from its start until time is up
 * or the first session ends; what is still under way then is waited for but not counted, so that the next run starts
 * from rest.
 */
final class ClosedLoop {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long STALLED_NANOS = Duration.ofSeconds(30).toNanos();

    private final EventLoop loop;
    private final LongSupplier serverCpuNanos;

    ClosedLoop(EventLoop loop, LongSupplier serverCpuNanos) {
        this.loop = loop;
        this.serverCpuNanos = serverCpuNanos;
    }

    int connections() {
        return loop.connections().size();
    }

    Tally run(List<? extends Session> sessions, Duration atMost) throws IOException {
        Run run = new Run(sessions, atMost.toNanos());
        for (Connection connection : loop.connections()) {
            run.sendNext(connection);
        }
        while (run.underWay > 0) {
            loop.poll(TICK, run);
            run.checkTime();
        }
        return run.tally;
    }

    private static long loadCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private final class Run implements EventLoop.Handler {
        private final List<? extends Session> sessions;
        private final Tally tally = new Tally();
        private final long startedAt = System.nanoTime();
        private final long serverCpuAtStart = serverCpuNanos.getAsLong();
        private final long loadCpuAtStart = loadCpuNanos();
        private final long limit;
        private long lastAnswerAt = startedAt;
        private int underWay;
        private boolean open = true;

        Run(List<? extends Session> sessions, long limit) {
            this.sessions = sessions;
            this.limit = limit;
        }

        @Override
        public void answered(Connection connection, Answer answer) throws IOException {
            long now = System.nanoTime();
            lastAnswerAt = now;
            underWay--;
            if (answer.status() != 200) {
                throw new BenchException("status " + answer.status() + ": " + answer.body());
            }
            int messages = sessions.get(connection.number()).answered(answer);
            if (open) {
                tally.answered(now - connection.sentAt(), messages, answer.wireSize());
                if (now - startedAt >= limit) {
                    end();
                } else {
                    sendNext(connection);
                }
            }
        }

        void sendNext(Connection connection) throws IOException {
            if (!open) {
                return;
            }
            ByteBuffer request = sessions.get(connection.number()).next();
            if (request == null) {
                end();
            } else {
                connection.send(request);
                underWay++;
            }
        }

        void checkTime() {
            long now = System.nanoTime();
            if (open && now - startedAt >= limit) {
                end();
            }
            if (underWay > 0 && now - lastAnswerAt > STALLED_NANOS) {
                throw new BenchException("no answer for 30 s");
            }
        }

        private void end() {
            open = false;
            tally.lasted(
                    System.nanoTime() - startedAt,
                    serverCpuNanos.getAsLong() - serverCpuAtStart,
                    loadCpuNanos() - loadCpuAtStart);
        }
    }
}
