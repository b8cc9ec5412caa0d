package dev.haar.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two sides in turn, round after round. A round counts for a mark if both servers' cores were busy there; rounds that
 * do not count are repeated, but not without end.
 */
final class Comparison {
    private static final int REPEATS = 3;
    private static final Duration REHEARSAL = Duration.ofSeconds(3);

    private final Settings settings;
    private final String title;
    private final Side base;
    private final Side other;

    Comparison(Settings settings, String title, Side base, Side other) {
        this.settings = settings;
        this.title = title;
        this.base = base;
        this.other = other;
    }

    /** The rounds for each mark of warm-up, in order. */
    List<Rounds> run() throws IOException {
        // The load is a JVM too: the first half would otherwise meet it cold.
        base.measure(settings, List.of(Duration.ZERO), REHEARSAL);
        List<Rounds> marks = settings.warmUps().stream()
                .map(warmUp -> new Rounds(warmUp, settings.rounds(), new ArrayList<>()))
                .toList();
        for (int i = 0; i < settings.rounds() + REPEATS && !enough(marks); i++) {
            List<Tally> bases = measure(base);
            List<Tally> others = measure(other);
            for (int mark = 0; mark < marks.size(); mark++) {
                marks.get(mark).all().add(new Round(bases.get(mark), others.get(mark)));
            }
        }
        return marks;
    }

    private boolean enough(List<Rounds> marks) {
        return marks.stream().allMatch(Rounds::complete);
    }

    private List<Tally> measure(Side side) throws IOException {
        List<Tally> tallies = side.measure(settings, settings.warmUps(), settings.measured());
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "  %s, %s at %d s: %,.0f requests/s, %,.0f messages/s, p50 %.2f ms, p99 %.2f ms, core %.0f %% busy,"
                            + " %.1f us/request, load %.0f %%%n",
                    title,
                    side.name(),
                    settings.warmUps().get(i).toSeconds(),
                    tally.requestsPerSecond(),
                    tally.messagesPerSecond(),
                    tally.latencies().percentileMillis(0.5),
                    tally.latencies().percentileMillis(0.99),
                    100 * tally.serverBusy(),
                    tally.serverMicrosPerRequest(),
                    100 * tally.loadBusy());
        }
        return tallies;
    }
}
