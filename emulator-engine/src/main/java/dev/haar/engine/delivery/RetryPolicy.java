package dev.haar.engine.delivery;

import java.util.OptionalLong;

/**
 * When a delivery that failed is tried again: at once, then after the smallest delay, then after growing ones, then after
 * the largest.
 *
 * @param minDelay the smallest delay in seconds
 * @param maxDelay the largest delay in seconds
 * @param retries how many there are in all phases together
 * @param noDelay how many come at once
 * @param atMinDelay how many come after the smallest delay before the delays grow
 * @param atMaxDelay how many come after the largest delay once they have grown
 * @param backoff how they grow
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">Message delivery retries</a>
 */
public record RetryPolicy(
        int minDelay, int maxDelay, int retries, int noDelay, int atMinDelay, int atMaxDelay, Backoff backoff) {
    /** For HTTP and HTTPS endpoints that have no policy of their own. */
    public static final RetryPolicy HTTP = new RetryPolicy(20, 20, 3, 0, 0, 0, Backoff.LINEAR);

    /** For endpoints that AWS manages: more than three weeks of retries. */
    public static final RetryPolicy MANAGED = new RetryPolicy(1, 20, 100_015, 3, 2, 100_000, Backoff.EXPONENTIAL);

    private static final long MILLIS = 1000;

    /**
     * The delay before a retry in milliseconds; empty if there is no such retry.
     *
     * @param retry 1 for the first
     */
    OptionalLong delay(int retry) {
        if (retry > retries) {
            return OptionalLong.empty();
        }
        if (retry <= noDelay) {
            return OptionalLong.of(0);
        }
        int number = retry - noDelay;
        if (number <= atMinDelay) {
            return OptionalLong.of(minDelay * MILLIS);
        }
        int growing = retries - noDelay - atMinDelay - atMaxDelay;
        number -= atMinDelay;
        if (number > growing) {
            return OptionalLong.of(maxDelay * MILLIS);
        }
        double progress = growing == 1 ? 0 : (number - 1.0) / (growing - 1);
        return OptionalLong.of(Math.round((minDelay + (maxDelay - minDelay) * backoff.share(progress)) * MILLIS));
    }

    /** All delays together, in milliseconds. */
    long total() {
        long total = 0;
        for (int retry = 1; retry <= retries; retry++) {
            total += delay(retry).orElse(0);
        }
        return total;
    }
}
