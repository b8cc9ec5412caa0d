package dev.haar.kms.key;

import java.time.Duration;

/**
 * That a key is rotated automatically.
 *
 * @param periodDays 90 to 2,560
 * @param nextMillis when it is rotated next
 */
public record Rotation(int periodDays, long nextMillis) {
    /** The rotation that begins a period before the first turn. */
    public static Rotation from(long millis, int periodDays) {
        return new Rotation(periodDays, millis).after();
    }

    Rotation after() {
        return new Rotation(periodDays, nextMillis + Duration.ofDays(periodDays).toMillis());
    }

    /** Makes up for what was missed while the key could not be rotated, once. */
    Rotation notBefore(long millis) {
        return nextMillis >= millis ? this : new Rotation(periodDays, millis);
    }
}
