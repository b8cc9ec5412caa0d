package dev.haar.kms.key;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.util.function.UnaryOperator;

/**
 * A key as it is at one time; a change makes another.
 *
 * @param identity what never changes
 * @param enabled whether its owner lets it be used
 * @param deletion that it is to be deleted; null if it is not
 * @param reachable whether its custom key store is connected; true if it has none
 * @param labels what its owner says of it
 * @param ring what it works with
 * @param primaryRegion the Region of the primary key of a multi-Region key; null for others
 */
public record Key(
        KeyIdentity identity,
        boolean enabled,
        Deletion deletion,
        boolean reachable,
        Labels labels,
        KeyRing ring,
        String primaryRegion) {
    /** A new key. */
    public static Key made(KeyIdentity identity, Labels labels, KeyRing ring, boolean multiRegion) {
        return new Key(
                identity,
                true,
                null,
                true,
                labels,
                ring,
                multiRegion ? identity.address().region() : null);
    }

    public KeyAddress address() {
        return identity.address();
    }

    public KeySpec spec() {
        return identity.spec();
    }

    public KeyUsage usage() {
        return identity.usage();
    }

    public String arn() {
        return identity.address().arn();
    }

    /** What may be done with it. */
    public KeyState state() {
        if (deletion != null) {
            return deletion.waitsForReplicas() ? KeyState.PENDING_REPLICA_DELETION : KeyState.PENDING_DELETION;
        }
        if (!ring.isWhole()) {
            return KeyState.PENDING_IMPORT;
        }
        if (!reachable) {
            return KeyState.UNAVAILABLE;
        }
        return enabled ? KeyState.ENABLED : KeyState.DISABLED;
    }

    /** Whether it is a multi-Region key. */
    public boolean isMultiRegion() {
        return primaryRegion != null;
    }

    /** Whether it is the primary of its multi-Region keys. */
    public boolean isPrimary() {
        return address().region().equals(primaryRegion);
    }

    /** Whether it is a replica of a key in another Region. */
    public boolean isReplica() {
        return isMultiRegion() && !isPrimary();
    }

    /**
     * What it encrypts and signs with now.
     *
     * @throws KmsException with INVALID_STATE if nothing was imported yet
     */
    public Material current() {
        return ring.current()
                .orElseThrow(() -> new KmsException(KmsError.INVALID_STATE, arn() + " is pending import."));
    }

    /** How an action ends that is not for keys of this origin. */
    public KmsException wrongOrigin() {
        return new KmsException(
                KmsError.UNSUPPORTED_OPERATION,
                arn() + " origin is " + identity.origin() + " which is not valid for this operation.");
    }

    /** The key as time leaves it. A disabled key is not rotated, nor one that is to be deleted. */
    public Key at(long now) {
        boolean rotates = enabled && deletion == null;
        return ring.isDue(now, rotates) ? withRing(ring.at(now, rotates)) : this;
    }

    /** Enables it; a rotation that was missed is made up for. */
    public Key enabled(long now) {
        Rotation rotation = ring.rotation();
        KeyRing later = rotation == null ? ring : ring.withRotation(rotation.notBefore(now));
        return new Key(identity, true, null, reachable, labels, later, primaryRegion).at(now);
    }

    /** Disables it, and keeps it if it was to be deleted. */
    public Key disabled() {
        return new Key(identity, false, null, reachable, labels, ring, primaryRegion);
    }

    /** Has it deleted. */
    public Key withDeletion(Deletion newDeletion) {
        return new Key(identity, enabled, newDeletion, reachable, labels, ring, primaryRegion);
    }

    /** Whether its custom key store is connected. */
    public Key withReachable(boolean newReachable) {
        return new Key(identity, enabled, deletion, newReachable, labels, ring, primaryRegion);
    }

    /** Changes what it works with. */
    public Key withRing(KeyRing newRing) {
        return new Key(identity, enabled, deletion, reachable, labels, newRing, primaryRegion);
    }

    /** Moves its primary key to another Region. */
    public Key withPrimaryRegion(String region) {
        return new Key(identity, enabled, deletion, reachable, labels, ring, region);
    }

    /** Says something else of it. */
    public Key with(UnaryOperator<Labels> change) {
        return new Key(identity, enabled, deletion, reachable, change.apply(labels), ring, primaryRegion);
    }
}
