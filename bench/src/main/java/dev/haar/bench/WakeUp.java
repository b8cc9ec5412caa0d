package dev.haar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time from a send to the answer of one of the long polls that wait for it, one message at a time: what a waiting
 * consumer notices on a quiet system.
 */
final class WakeUp implements Measurement, EventLoop.Handler {
    private static final double TARGET_MILLIS = 2;
    private static final int RECEIVERS = 100;
    private static final int WAIT_SECONDS = 20;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Lets the receiver's next poll arrive before the next message does. */
    private static final Duration QUIET = Duration.ofMillis(2);

    private final Settings settings;
    private final Program program;
    private final Histogram latencies = new Histogram();
    private final List<Receiver> receivers = new ArrayList<>();
    private Connection sender;
    private boolean measuring;
    private boolean sendAnswered;
    private boolean messageAnswered;
    private boolean parkedAgain;

    WakeUp(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    @Override
    public List<Figure> run() throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, program);
                EventLoop loop = EventLoop.connect(server.address(), 1 + RECEIVERS)) {
            Requests requests = server.createQueue(false);
            sender = loop.connections().get(RECEIVERS);
            for (int i = 0; i < RECEIVERS; i++) {
                Receiver receiver = new Receiver(requests);
                receivers.add(receiver);
                loop.connections().get(i).send(receiver.poll.clear());
            }
            wake(loop, requests.send(1), settings.wakeUps() / 2);
            measuring = true;
            wake(loop, requests.send(1), settings.wakeUps());
        }
        double p99 = latencies.percentileMillis(0.99);
        String value = String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, greatest %.2f ms (%,d messages, %d polls parked)",
                latencies.percentileMillis(0.5),
                p99,
                latencies.percentileMillis(1),
                latencies.total(),
                RECEIVERS);
        return List.of(new Figure("long-poll wake-up", value, "p99 under 2 ms", Verdict.of(p99 < TARGET_MILLIS)));
    }

    private void wake(EventLoop loop, SendRequest send, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            loop.poll(QUIET, this);
            sendAnswered = false;
            messageAnswered = false;
            parkedAgain = false;
            sender.send(send.next());
            long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
            while (!sendAnswered || !parkedAgain) {
                loop.poll(TICK, this);
                if (System.nanoTime() > giveUpAt) {
                    throw new BenchException("a message woke nobody for 30 s");
                }
            }
        }
    }

    @Override
    public void answered(Connection connection, Answer answer) throws IOException {
        long now = System.nanoTime();
        if (answer.status() != 200) {
            throw new BenchException("status " + answer.status() + ": " + answer.body());
        }
        if (connection == sender) {
            sendAnswered = true;
            return;
        }
        Receiver receiver = receivers.get(connection.number());
        if (receiver.deleting) {
            receiver.deleting = false;
            parkedAgain = true;
            connection.send(receiver.poll.clear());
        } else if (receiver.delete.take(answer) == 0) {
            connection.send(receiver.poll.clear());
        } else {
            if (messageAnswered || sender.sentAt() == 0) {
                throw new BenchException("a poll was answered though nothing was sent");
            }
            messageAnswered = true;
            if (measuring) {
                latencies.record(now - sender.sentAt());
            }
            receiver.deleting = true;
            connection.send(receiver.delete.bytes());
        }
    }

    /** What one parked connection says in turn. */
    private static final class Receiver {
        private final ByteBuffer poll;
        private final DeleteRequest delete;
        private boolean deleting;

        Receiver(Requests requests) {
            poll = requests.receive(1, WAIT_SECONDS);
            delete = requests.delete(1);
        }
    }
}
