package dev.haar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void percentile_isZeroWhenEmpty() {
        assertThat(histogram.percentile(0.99)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 1_000, 999_999, 1L << 40, Long.MAX_VALUE})
    void percentile_isNeverBelowAndAtMostTwoPercentAboveTheValue(long nanos) {
        histogram.record(nanos);

        assertThat(histogram.percentile(0.5)).isGreaterThanOrEqualTo(nanos).isCloseTo(nanos, withinPercentage(2));
    }

    @Test
    void percentile_countsFromTheSmallest() {
        for (int i = 1; i <= 100; i++) {
            histogram.record(i);
        }

        assertThat(histogram.percentile(0.5)).isEqualTo(50);
        assertThat(histogram.percentile(0.99)).isEqualTo(99);
        assertThat(histogram.percentile(1)).isEqualTo(100);
    }

    @Test
    void add_joinsBoth() {
        Histogram other = new Histogram();
        histogram.record(10);
        other.record(20);

        histogram.add(other);

        assertThat(histogram.total()).isEqualTo(2);
        assertThat(histogram.percentile(1)).isEqualTo(20);
    }
}
