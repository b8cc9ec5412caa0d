package dev.haar.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast notifications in their envelopes are received: each connection has a queue, one publish fills all of them. */
final class EnvelopedReceive implements Measurement {
    private static final int BATCH = 10;

    private final Settings settings;
    private final Program program;

    EnvelopedReceive(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    @Override
    public List<Figure> run() throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, program);
                EventLoop connections = EventLoop.connect(server.address(), settings.connections())) {
            ClosedLoop loop = new ClosedLoop(connections, server.figures()::cpuNanos);
            Publishing publishing = new Publishing(loop, server.host(), settings.stock());
            int queues = loop.connections();
            publishing.createQueues(queues);
            publishing.createTopic("bench", queues, false, i -> null);
            List<Stock> stocks = new ArrayList<>();
            List<ConsumeSession> sessions = new ArrayList<>();
            for (int i = 0; i < queues; i++) {
                Requests queue = publishing.queue(i);
                Stock stock = new Stock();
                stocks.add(stock);
                sessions.add(new ConsumeSession(null, queue.receive(BATCH, 0), queue.delete(BATCH), stock, BATCH));
            }
            drain(publishing, loop, sessions, stocks, settings.warmUps().get(0));
            Tally tally = drain(publishing, loop, sessions, stocks, settings.measured());
            String value = String.format(
                    Locale.ROOT,
                    "%,.0f messages/s, p99 %.2f ms, %.1f us of CPU a message",
                    tally.messagesPerSecond(),
                    tally.latencies().percentileMillis(0.99),
                    tally.serverBusy() * 1e6 / tally.messagesPerSecond());
            System.out.println("  enveloped receive: " + value);
            return List.of(new Figure("receive and delete of enveloped messages", value, "none", Verdict.NO_TARGET));
        }
    }

    /** The clock stands still while the queues are filled. */
    private Tally drain(
            Publishing publishing,
            ClosedLoop loop,
            List<ConsumeSession> sessions,
            List<Stock> stocks,
            Duration duration)
            throws IOException {
        Tally tally = new Tally();
        int each = settings.stock() / stocks.size();
        while (tally.nanos() < duration.toNanos()) {
            int missing = each - stocks.stream().mapToInt(Stock::waiting).min().orElse(0);
            publishing.publish("bench", missing);
            stocks.forEach(stock -> stock.add(missing));
            tally.add(loop.run(sessions, duration.minusNanos(tally.nanos())));
        }
        return tally;
    }
}
