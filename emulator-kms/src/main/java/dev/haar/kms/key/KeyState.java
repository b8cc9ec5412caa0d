package dev.haar.kms.key;

/**
 * What may be done with a key. AWS's Creating and Updating last a few seconds; here what they wait for is done at once.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html">Key states</a>
 */
public enum KeyState {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    PENDING_DELETION("PendingDeletion"),
    PENDING_REPLICA_DELETION("PendingReplicaDeletion"),
    PENDING_IMPORT("PendingImport"),
    UNAVAILABLE("Unavailable");

    private final String text;

    KeyState(String text) {
        this.text = text;
    }

    /** The state as AWS writes it. */
    @Override
    public String toString() {
        return text;
    }
}
