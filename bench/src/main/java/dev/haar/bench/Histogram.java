package dev.haar.bench;

/**
 * Counts of durations in nanoseconds, kept in 64 buckets per power of two, so that a percentile is at most 1.6 % too
 * high and recording allocates nothing.
 */
final class Histogram {
    private static final int SUB_BITS = 6;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] counts = new long[Long.SIZE * SUB_BUCKETS];
    private long total;

    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /** The smallest bucket's upper end that at least this share (0 to 1) of the durations do not exceed; 0 if empty. */
    long percentile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upperEnd(i);
            }
        }
        return 0;
    }

    double percentileMillis(double share) {
        return percentile(share) / 1e6;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB_BUCKETS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift << SUB_BITS) + (int) (nanos >>> shift);
    }

    private static long upperEnd(int bucket) {
        if (bucket < 2 * SUB_BUCKETS) {
            return bucket;
        }
        int shift = (bucket >> SUB_BITS) - 1;
        long mantissa = (bucket & (SUB_BUCKETS - 1)) + (long) SUB_BUCKETS;
        return ((mantissa + 1) << shift) - 1;
    }
}
