package dev.haar.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Least, median and greatest of some readings. */
record Spread(double least, double median, double greatest) {
    static <T> Spread of(Collection<T> readings, ToDoubleFunction<T> figure) {
        double[] sorted = readings.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no readings");
        }
        return new Spread(sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return Arrays.stream(sorted, sorted.length % 2 == 1 ? half : half - 1, half + 1)
                .average()
                .orElseThrow();
    }
}
