package dev.haar.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** All rounds measured at one mark of warm-up. */
record Rounds(Duration warmUp, List<Round> all) {
    List<Round> counted() {
        return all.stream().filter(Round::counts).toList();
    }

    /** What the figures are taken from: the rounds that count, or for lack of any all of them. */
    List<Round> shown() {
        List<Round> counted = counted();
        return counted.isEmpty() ? all : counted;
    }

    Spread ratio() {
        return Spread.of(shown(), Round::ratio);
    }

    Histogram latencies(Function<Round, Tally> side) {
        Histogram joined = new Histogram();
        shown().forEach(round -> joined.add(side.apply(round).latencies()));
        return joined;
    }

    Verdict atLeast(double target) {
        return counted().isEmpty() ? Verdict.NOT_COUNTED : Verdict.of(ratio().median() >= target);
    }
}
