package dev.haar.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** What a publish to ten of ten thousand subscriptions costs, beside one to ten without filter policies. */
final class FilteredFanOut implements Measurement {
    private static final int ALL = 10_000;
    private static final int WANTING = SnsRequests.AMOUNT + 1;
    private static final int LONE_SUBSCRIBES = 200;

    /** At most twice the cost. */
    private static final double TARGET = 0.5;

    private static final double SUBSCRIBE_TARGET_MILLIS = 5;

    private final Settings settings;
    private final Program program;

    FilteredFanOut(Settings settings, Program program) {
        this.settings = settings;
        this.program = program;
    }

    /** Ten thousand policies of which ten want the message. */
    private enum Kind {
        EXACT_VALUES(i -> "{\"group\":[\"g" + i / WANTING + "\"]}"),
        THRESHOLDS(i -> "{\"amount\":[{\"numeric\":[\">=\"," + i + "]}]}"),
        MISSING_KEYS(i -> "{\"not" + i + "\":[{\"exists\":false}],\"group\":[\"g" + i / WANTING + "\"]}");

        private final IntFunction<String> filter;

        Kind(IntFunction<String> filter) {
            this.filter = filter;
        }

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public List<Figure> run() throws IOException {
        List<Figure> figures = new ArrayList<>();
        Side ten = side("ten subscriptions", WANTING, i -> null);
        for (Kind kind : Kind.values()) {
            Side filtered = side("10,000 with " + kind.title(), ALL, kind.filter);
            for (Rounds rounds : new Comparison(settings, "fan-out-filtered", ten, filtered).run()) {
                figures.add(new Figure(
                        String.format(
                                "Publish to ten of 10,000 by %s, of the rate to ten, after %d s",
                                kind.title(), rounds.warmUp().toSeconds()),
                        Report.format(rounds.ratio()) + ", " + rounds.counted().size() + " of "
                                + rounds.all().size() + " rounds",
                        "at least 0.5",
                        rounds.atLeast(TARGET)));
            }
            figures.add(subscribes(kind));
        }
        return figures;
    }

    private Side side(String name, int subscribers, IntFunction<String> filter) {
        return new Side(name, program, false, (loop, requests) -> {
            Publishing publishing = new Publishing(loop, requests.host(), settings.stock());
            publishing.createQueues(WANTING);
            publishing.createTopic("bench", subscribers, true, filter);
            return publishing.to("bench", WANTING, true);
        });
    }

    /** One connection, one Subscribe at a time, where there are ten thousand. */
    private Figure subscribes(Kind kind) throws IOException {
        try (ServerProcess server = ServerProcess.startPinned(settings, program);
                EventLoop connections = EventLoop.connect(server.address(), 1)) {
            ClosedLoop loop = new ClosedLoop(connections, server.figures()::cpuNanos);
            Publishing publishing = new Publishing(loop, server.host(), settings.stock());
            publishing.createTopic("bench", ALL, true, kind.filter);
            Tally tally = publishing.subscribe("bench", ALL, LONE_SUBSCRIBES, kind.filter);
            double p99 = tally.latencies().percentileMillis(0.99);
            return new Figure(
                    "Subscribe with 10,000 by " + kind.title() + ", p99",
                    String.format(
                            Locale.ROOT,
                            "%.2f ms (p50 %.2f ms)",
                            p99,
                            tally.latencies().percentileMillis(0.5)),
                    "under 5 ms",
                    Verdict.of(p99 < SUBSCRIBE_TARGET_MILLIS));
        }
    }
}
