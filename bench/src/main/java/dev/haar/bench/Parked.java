package dev.haar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Thousands of long polls on an empty queue: the threads they cost, and the CPU time. */
final class Parked implements Measurement {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int WAIT_SECONDS = 20;
    private static final Duration LAST_ANSWER = Duration.ofSeconds(WAIT_SECONDS + 10);

    /** One hundredth of a core: ten ticks of the kernel's clock over the window. */
    private static final double NO_CPU = 0.01;

    private final Settings settings;
    private final Program program;
    private int answered;

    Parked(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    @Override
    public List<Figure> run() throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, program)) {
            Requests requests = server.createQueue(false);
            // The first question starts a thread in the JVM that stays: it belongs to the idle count.
            server.jcmd().liveThreads();
            Pause.of(SETTLE);
            double idleCpu = cpuShare(server, () -> Pause.of(WINDOW));
            int idleThreads = server.jcmd().liveThreads();
            try (EventLoop loop = EventLoop.connect(server.address(), settings.parked())) {
                park(loop, requests);
                listen(loop, SETTLE);
                double cpu = cpuShare(server, () -> listen(loop, WINDOW));
                int threads = server.jcmd().liveThreads();
                listen(loop, Duration.ZERO);
                if (answered > 0) {
                    throw new BenchException(answered + " polls did not stay parked");
                }
                awaitAll(loop);
                return figures(threads, idleThreads, cpu, idleCpu);
            }
        }
    }

    private List<Figure> figures(int threads, int idleThreads, double cpu, double idleCpu) {
        String polls = String.format(Locale.ROOT, "%,d parked polls", settings.parked());
        return List.of(
                new Figure(
                        polls + ": live threads",
                        threads + " (idle " + idleThreads + ")",
                        "no more than idle",
                        Verdict.of(threads <= idleThreads)),
                new Figure(
                        polls + ": CPU over 10 s",
                        String.format(Locale.ROOT, "%.1f %% of a core (idle %.1f %%)", 100 * cpu, 100 * idleCpu),
                        "none (at most 1 % beyond idle)",
                        Verdict.of(cpu <= idleCpu + NO_CPU)));
    }

    private static void park(EventLoop loop, Requests requests) throws IOException {
        for (Connection connection : loop.connections()) {
            ByteBuffer receive = requests.receive(1, WAIT_SECONDS);
            connection.send(receive);
        }
    }

    private void listen(EventLoop loop, Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        do {
            loop.poll(TICK, (connection, answer) -> answered++);
        } while (System.nanoTime() < end);
    }

    /** All of them must end by themselves: a poll that is forgotten costs nothing either. */
    private void awaitAll(EventLoop loop) throws IOException {
        long giveUpAt = System.nanoTime() + LAST_ANSWER.toNanos();
        while (answered < settings.parked()) {
            listen(loop, Duration.ZERO);
            if (System.nanoTime() > giveUpAt) {
                throw new BenchException(settings.parked() - answered + " parked polls were never answered");
            }
        }
    }

    private interface Stretch {
        void pass() throws IOException;
    }

    private static double cpuShare(ServerProcess server, Stretch stretch) throws IOException {
        long startedAt = System.nanoTime();
        long cpu = server.figures().cpuNanos();
        stretch.pass();
        return (double) (server.figures().cpuNanos() - cpu) / (System.nanoTime() - startedAt);
    }
}
