package dev.haar.kms.key;

/**
 * What of a key never changes.
 *
 * @param address where it is
 * @param spec its kind
 * @param usage what it is for
 * @param origin where its material comes from
 * @param manager who looks after it
 * @param createdMillis when it was made
 * @param customKeyStoreId the custom key store that it lives in; null if it lives in none
 * @param externalKeyId its id in the external key manager; null outside of external key stores
 */
public record KeyIdentity(
        KeyAddress address,
        KeySpec spec,
        KeyUsage usage,
        Origin origin,
        KeyManager manager,
        long createdMillis,
        String customKeyStoreId,
        String externalKeyId) {
    /** The same key in another Region. */
    public KeyIdentity in(String region, long millis) {
        return new KeyIdentity(
                address.in(region), spec, usage, origin, manager, millis, customKeyStoreId, externalKeyId);
    }
}
