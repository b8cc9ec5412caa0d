package dev.haar.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** All rounds measured at one mark of warm-up, and how many of them must count. */
record Rounds(Duration warmUp, int wanted, List<Round> all) {
    List<Round> counted() {
        return all.stream().filter(Round::counts).toList();
    }

    /** Whether there are enough to judge by. */
    boolean complete() {
        return counted().size() >= wanted;
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
        return complete() ? Verdict.of(ratio().median() >= target) : Verdict.NOT_COUNTED;
    }
}
