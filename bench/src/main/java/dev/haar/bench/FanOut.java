package dev.haar.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What publishing to queues costs: beside the bare server, and by how many there are. */
final class FanOut implements Measurement {
    private static final double TARGET = 0.5;
    private static final double FURTHER_TARGET_MICROS = 1.5;
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final int[] SUBSCRIBERS = {1, FEW, 100, MANY};

    private final Settings settings;

    FanOut(Settings settings) {
        this.settings = settings;
    }

    @Override
    public List<Figure> run() throws IOException {
        List<Figure> figures = new ArrayList<>();
        compare(figures);
        table(figures);
        return figures;
    }

    private void compare(List<Figure> figures) throws IOException {
        Comparison comparison = new Comparison(
                settings,
                "fan-out",
                new Side("bare", settings.bare(false, 1), false, Publishing.toNobody()),
                new Side("haar", settings.candidateOrBare(false, 1), false, (loop, requests) -> {
                    Publishing publishing = new Publishing(loop, requests.host(), settings.stock());
                    publishing.createQueues(FEW);
                    publishing.createTopic("bench", FEW, true, i -> null);
                    return publishing.to("bench", FEW, false);
                }));
        for (Rounds rounds : comparison.run()) {
            figures.add(new Figure(
                    String.format(
                            "Publish to ten raw subscribers, of the bare server's rate, after %d s",
                            rounds.warmUp().toSeconds()),
                    Report.format(rounds.ratio()) + ", " + rounds.counted().size() + " of "
                            + rounds.all().size() + " rounds",
                    "at least 0.5",
                    rounds.atLeast(TARGET)));
        }
    }

    private void table(List<Figure> figures) throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, settings.candidateOrBare(false, 1));
                EventLoop connections = EventLoop.connect(server.address(), settings.connections())) {
            ClosedLoop loop = new ClosedLoop(connections, server.figures()::cpuNanos);
            Publishing publishing = new Publishing(loop, server.host(), settings.stock());
            publishing.createQueues(MANY);
            for (boolean raw : List.of(true, false)) {
                for (boolean filtered : List.of(false, true)) {
                    row(publishing, raw, filtered, figures);
                }
            }
        }
    }

    private void row(Publishing publishing, boolean raw, boolean filtered, List<Figure> figures) throws IOException {
        double few = 0;
        double many = 0;
        for (int subscribers : SUBSCRIBERS) {
            String topic = (raw ? "raw-" : "enveloped-") + (filtered ? "filtered-" : "all-") + subscribers;
            publishing.createTopic(topic, subscribers, raw, i -> filtered ? "{\"group\":[\"g0\"]}" : null);
            Workload workload = publishing.to(topic, subscribers, filtered);
            workload.run(settings.warmUps().get(0));
            Tally tally = workload.run(settings.measured());
            few = subscribers == FEW ? tally.serverMicrosPerRequest() : few;
            many = tally.serverMicrosPerRequest();
            String value = String.format(
                    Locale.ROOT,
                    "%,.0f/s, %,.0f deliveries/s, p99 %.2f ms, %.1f us of CPU",
                    tally.messagesPerSecond(),
                    tally.messagesPerSecond() * subscribers,
                    tally.latencies().percentileMillis(0.99),
                    tally.serverMicrosPerRequest());
            String title = String.format(
                    Locale.ROOT,
                    "Publish to %,d %s%s",
                    subscribers,
                    raw ? "raw" : "enveloped",
                    filtered ? ", each with a filter policy" : "");
            System.out.println("  " + title + ": " + value);
            figures.add(new Figure(title, value, "none", Verdict.NO_TARGET));
        }
        if (raw && !filtered) {
            double further = (many - few) / (MANY - FEW);
            figures.add(new Figure(
                    "each further raw subscriber",
                    String.format(Locale.ROOT, "%.2f us of CPU", further),
                    "at most 1.5 us",
                    Verdict.of(further <= FURTHER_TARGET_MICROS)));
        }
    }
}
