package dev.haar.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to keep state in a file: the rates of sending, durable and ephemeral in turn, and how long a lone durable
 * send takes. All rounds count: a durable server may wait for its disk.
 */
final class Durability implements Measurement {
    private static final double SEND_TARGET = 0.6;
    private static final double BATCH_TARGET = 0.4;
    private static final double LONE_TARGET_MILLIS = 5;
    private static final int BATCH = 10;

    private final Settings settings;
    private final Program program;

    Durability(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    @Override
    public List<Figure> run() throws IOException {
        List<Figure> figures = new ArrayList<>();
        compare("SendMessage", 1, SEND_TARGET, figures);
        compare("SendMessageBatch by ten", BATCH, BATCH_TARGET, figures);
        figures.add(lone());
        return figures;
    }

    private void compare(String title, int batch, double target, List<Figure> figures) throws IOException {
        Side ephemeral = new Side("ephemeral", program, false, Workload.sending(batch, settings.stock()));
        Side durable = new Side("durable", program.durable(), false, Workload.sending(batch, settings.stock()));
        List<List<Double>> ratios = new ArrayList<>();
        settings.warmUps().forEach(mark -> ratios.add(new ArrayList<>()));
        for (int round = 0; round < settings.rounds(); round++) {
            List<Tally> base = ephemeral.measure(settings, settings.warmUps(), settings.measured());
            List<Tally> other = durable.measure(settings, settings.warmUps(), settings.measured());
            for (int mark = 0; mark < ratios.size(); mark++) {
                double ratio =
                        other.get(mark).requestsPerSecond() / base.get(mark).requestsPerSecond();
                ratios.get(mark).add(ratio);
                System.out.printf(
                        Locale.ROOT,
                        "  %s at %d s: ephemeral %,.0f requests/s, durable %,.0f (%.2f), p99 %.2f ms%n",
                        title,
                        settings.warmUps().get(mark).toSeconds(),
                        base.get(mark).requestsPerSecond(),
                        other.get(mark).requestsPerSecond(),
                        ratio,
                        other.get(mark).latencies().percentileMillis(0.99));
            }
        }
        for (int mark = 0; mark < ratios.size(); mark++) {
            Spread spread = Spread.of(ratios.get(mark), Double::doubleValue);
            figures.add(new Figure(
                    String.format(
                            "durable %s, of the ephemeral rate, after %d s",
                            title, settings.warmUps().get(mark).toSeconds()),
                    String.format(
                            Locale.ROOT,
                            "%.2f (%.2f to %.2f, %d rounds)",
                            spread.median(),
                            spread.least(),
                            spread.greatest(),
                            settings.rounds()),
                    "at least " + target,
                    Verdict.of(spread.median() >= target)));
        }
    }

    /** One connection, one request at a time: nobody shares its commit. */
    private Figure lone() throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, program.durable());
                EventLoop loop = EventLoop.connect(server.address(), 1)) {
            ClosedLoop closed = new ClosedLoop(loop, server.figures()::cpuNanos);
            Workload workload = Workload.sending(1, settings.stock()).open(closed, server.createQueue(false));
            Duration warmUp = settings.warmUps().get(settings.warmUps().size() - 1);
            workload.run(warmUp);
            Histogram latencies = workload.run(settings.measured()).latencies();
            double p99 = latencies.percentileMillis(0.99);
            return new Figure(
                    "lone durable SendMessage, p99",
                    String.format(Locale.ROOT, "%.2f ms (p50 %.2f ms)", p99, latencies.percentileMillis(0.5)),
                    "under 5 ms",
                    Verdict.of(p99 < LONE_TARGET_MILLIS));
        }
    }
}
