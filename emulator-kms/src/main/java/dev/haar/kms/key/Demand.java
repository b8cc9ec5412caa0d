package dev.haar.kms.key;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What actions ask of a key's state: the table of AWS's developer guide, by groups of actions that share a column. Actions
 * that are in none work in every state.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html#key-state-table">Key state table</a>
 */
public enum Demand {
    /** Cryptography, GetPublicKey, ReplicateKey, UpdatePrimaryRegion. */
    USE(KeyState.DISABLED, KeyState.PENDING_IMPORT, KeyState.UNAVAILABLE),
    /** CreateGrant, and the actions on rotation. */
    ENABLED(KeyState.DISABLED, KeyState.PENDING_IMPORT),
    /** EnableKey, DisableKey. A key that is unavailable shows what it was switched to when it is available again. */
    SWITCH(KeyState.PENDING_IMPORT),
    /** Tags, description, aliases, import, ScheduleKeyDeletion, ListKeyRotations. */
    STAY();

    private final Set<KeyState> refused;

    Demand(KeyState... others) {
        this.refused = EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION);
        this.refused.addAll(Set.of(others));
    }

    /**
     * Refuses a key whose state does not allow it.
     *
     * @return the key
     * @throws KmsException with DISABLED or INVALID_STATE
     */
    public Key check(Key key) {
        KeyState state = key.state();
        if (!refused.contains(state)) {
            return key;
        }
        throw switch (state) {
            case DISABLED -> new KmsException(KmsError.DISABLED, key.arn() + " is disabled.");
            case PENDING_IMPORT -> new KmsException(KmsError.INVALID_STATE, key.arn() + " is pending import.");
            case UNAVAILABLE -> new KmsException(KmsError.INVALID_STATE, key.arn() + " is unavailable.");
            default -> new KmsException(KmsError.INVALID_STATE, key.arn() + " is pending deletion.");
        };
    }
}
