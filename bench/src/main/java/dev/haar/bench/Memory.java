package dev.haar.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What an idle Haar keeps resident, and what one waiting message costs in heap beyond its body. */
final class Memory implements Measurement {
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final long TARGET_RESIDENT_MB = 120;
    private static final double TARGET_BYTES = 200;
    private static final int WARM_UP_MESSAGES = 5_000;

    private final Settings settings;
    private final Program program;

    Memory(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    @Override
    public List<Figure> run() throws IOException {
        return List.of(idle(), perMessage());
    }

    private Figure idle() throws IOException {
        try (ServerProcess server = ServerProcess.start(settings, settings.allCores(), settings.plainJvm(), program)) {
            server.awaitFirstAnswer();
            Pause.of(SETTLE);
            long megabytes = server.figures().residentKilobytes() >> 10;
            String value = megabytes + " MB (" + server.jcmd().memorySettings() + ")";
            return new Figure(
                    "idle resident memory", value, "under 120 MB", Verdict.of(megabytes < TARGET_RESIDENT_MB));
        }
    }

    private Figure perMessage() throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, program);
                EventLoop loop = EventLoop.connect(server.address(), settings.connections())) {
            Requests requests = server.createQueue(false);
            ClosedLoop closed = new ClosedLoop(loop, server.figures()::cpuNanos);
            // Buffers, caches and classes of the first requests are no message's cost.
            Workload.fill(closed, requests, WARM_UP_MESSAGES);
            OneCall.make(server.address(), requests.purge());
            long before = server.jcmd().liveBytes();
            Workload.fill(closed, requests, settings.heapMessages());
            long after = server.jcmd().liveBytes();
            double each = (double) (after - before) / settings.heapMessages() - Requests.BODY_SIZE;
            String value = String.format(
                    Locale.ROOT,
                    "%.0f bytes (%,d waiting; %s)",
                    each,
                    settings.heapMessages(),
                    server.jcmd().memorySettings());
            return new Figure(
                    "heap per waiting message, minus body",
                    value,
                    "at most 200 bytes",
                    Verdict.of(each <= TARGET_BYTES));
        }
    }
}
