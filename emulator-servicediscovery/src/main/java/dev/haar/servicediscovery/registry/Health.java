package dev.haar.servicediscovery.registry;

/**
 * How an instance is, and what it will be.
 *
 * @param from when {@code next} comes, in milliseconds since the epoch
 */
public record Health(HealthStatus current, HealthStatus next, long from) {
    static Health of(HealthStatus status) {
        return new Health(status, status, 0);
    }

    /** How it is at that time. */
    public HealthStatus at(long now) {
        return now >= from ? next : current;
    }

    /** Asks for a change that comes after a delay; asking again for the same does not make it come sooner or later. */
    Health requested(HealthStatus status, long now, long delay) {
        return status == next ? this : new Health(at(now), status, now + delay);
    }
}
