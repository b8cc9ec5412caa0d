package dev.haar.engine.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * How the delays of the back-off phase grow from the smallest to the largest. AWS gives their curves as a drawing only: a
 * linear one rises evenly, the others start flatter and end steeper, each more so than the one before it.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">Message delivery retries</a>
 */
public enum Backoff {
    LINEAR {
        @Override
        double share(double progress) {
            return progress;
        }
    },
    ARITHMETIC {
        @Override
        double share(double progress) {
            return progress * (1 + progress) / 2;
        }
    },
    GEOMETRIC {
        @Override
        double share(double progress) {
            return progress * progress;
        }
    },
    EXPONENTIAL {
        @Override
        double share(double progress) {
            return (Math.pow(STEEPNESS, progress) - 1) / (STEEPNESS - 1);
        }
    };

    private static final double STEEPNESS = 32;

    /**
     * How much of the way from the smallest to the largest delay is gone.
     *
     * @param progress how much of the phase is over, 0 to 1
     */
    abstract double share(double progress);

    /** The one that AWS calls so. */
    static Optional<Backoff> named(String name) {
        for (Backoff each : values()) {
            if (each.awsName().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** What AWS calls it. */
    String awsName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
