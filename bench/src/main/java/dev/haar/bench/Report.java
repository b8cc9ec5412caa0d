package dev.haar.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what was measured, and sets it beside the targets. */
final class Report {
    /** Answers that differ more than this make the ratio a comparison of sizes. */
    private static final double SAME_SIZE = 0.05;

    private static final double EXISTING_TARGET = 3;

    private final List<String> conditions;
    private final Table throughput = new Table(
            "scenario",
            "warm-up",
            "bare req/s",
            "req/s",
            "messages/s",
            "p50 ms",
            "p99 ms",
            "bare p50 / p99 ms",
            "of bare (spread)",
            "of bare by CPU (µs/message)",
            "target",
            "verdict",
            "rounds",
            "of best existing");
    private final Table figures = new Table("measured", "value", "target", "verdict");
    private final List<String> remarks = new ArrayList<>();
    private final Map<Long, Double> bareSends = new TreeMap<>();
    private boolean hasFailures;

    Report(List<String> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    void add(Scenario scenario, List<Rounds> marks) {
        for (Rounds rounds : marks) {
            Spread bare = Spread.of(rounds.shown(), round -> round.base().requestsPerSecond());
            Spread requests = Spread.of(rounds.shown(), round -> round.other().requestsPerSecond());
            Spread messages = Spread.of(rounds.shown(), round -> round.other().messagesPerSecond());
            long seconds = rounds.warmUp().toSeconds();
            if (scenario == Scenario.SEND) {
                bareSends.put(seconds, bare.median());
            }
            Histogram bareLatencies = rounds.latencies(Round::base);
            Histogram latencies = rounds.latencies(Round::other);
            throughput.row(
                    scenario.title(),
                    seconds + " s",
                    format("%,.0f", bare.median()),
                    format("%,.0f", requests.median()),
                    format("%,.0f", messages.median()),
                    format("%.2f", latencies.percentileMillis(0.5)),
                    format("%.2f", latencies.percentileMillis(0.99)),
                    format("%.2f / %.2f", bareLatencies.percentileMillis(0.5), bareLatencies.percentileMillis(0.99)),
                    format(rounds.ratio()),
                    byCpu(rounds),
                    format("%.1f", scenario.target()),
                    rounds.atLeast(scenario.target()).toString(),
                    rounds.counted().size() + " of " + rounds.all().size(),
                    existing(scenario, rounds, messages.median()));
            compareSizes(scenario.title(), rounds);
        }
    }

    void add(Figure figure) {
        figures.row(
                figure.name(), figure.value(), figure.target(), figure.verdict().toString());
    }

    void failed(String name, Exception reason) {
        hasFailures = true;
        remarks.add(name + " could not be measured: " + reason.getMessage());
        System.err.println("bench: " + name + ": " + reason.getMessage());
    }

    boolean hasFailures() {
        return hasFailures;
    }

    static String format(Spread ratio) {
        return format("%.2f (%.2f to %.2f)", ratio.median(), ratio.least(), ratio.greatest());
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        conditions.forEach(line -> text.append("- ").append(line).append('\n'));
        remarks.forEach(line -> text.append("- **").append(line).append("**\n"));
        for (Table table : List.of(throughput, figures)) {
            if (!table.isEmpty()) {
                text.append('\n').append(table.markdown());
            }
        }
        return text.toString();
    }

    /** That emulator's rate is first brought to this machine, by what the bare server does here and did there. */
    private String existing(Scenario scenario, Rounds rounds, double messages) {
        Double bare = bareSends.get(rounds.warmUp().toSeconds());
        if (bare == null || Double.isNaN(scenario.existingMessages())) {
            return "-";
        }
        double times = messages / (scenario.existingMessages() * bare / Scenario.REFERENCE_BARE_SENDS);
        return scenario == Scenario.SEND
                ? format("%.1f x", times)
                : format(
                        "%.1f x (target 3: %s)",
                        times, rounds.complete() ? Verdict.of(times >= EXISTING_TARGET) : Verdict.NOT_COUNTED);
    }

    /** By what each message cost the two servers at the least, in all rounds: noise only ever adds to it. */
    private static String byCpu(Rounds rounds) {
        double bare = Spread.of(rounds.all(), round -> round.base().serverMicrosPerMessage())
                .least();
        double other = Spread.of(rounds.all(), round -> round.other().serverMicrosPerMessage())
                .least();
        return format("%.2f (%.2f / %.2f)", bare / other, bare, other);
    }

    private void compareSizes(String title, Rounds rounds) {
        double bare = Spread.of(rounds.shown(), round -> round.base().bytesPerAnswer())
                .median();
        double other = Spread.of(rounds.shown(), round -> round.other().bytesPerAnswer())
                .median();
        if (Math.abs(other / bare - 1) > SAME_SIZE) {
            remarks.add(format("%s: answers of %.0f bytes beside the bare server's %.0f", title, other, bare));
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
