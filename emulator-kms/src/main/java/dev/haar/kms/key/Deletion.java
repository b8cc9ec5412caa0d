package dev.haar.kms.key;

/**
 * That a key is to be deleted.
 *
 * @param days the waiting period, 7 to 30
 * @param dueMillis when the key goes; 0 while its replicas have to go before the period begins
 */
public record Deletion(int days, long dueMillis) {
    /** Whether the replicas of this primary key have to go first. */
    public boolean waitsForReplicas() {
        return dueMillis == 0;
    }
}
