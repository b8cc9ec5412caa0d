package dev.haar.kms.key;

/**
 * The rotation by which material became current.
 *
 * @param millis when that was
 */
public record Turn(long millis, Type type) {
    /** Why it was rotated. */
    public enum Type {
        AUTOMATIC,
        ON_DEMAND
    }
}
