package dev.haar.kms.key;

import dev.haar.core.arn.Arn;

/**
 * A second name of a key.
 *
 * @param address where it is; the id is its name, {@code alias/...}
 * @param targetKeyId the id of the key
 * @param createdMillis when it was made
 * @param updatedMillis when it was last moved
 */
public record Alias(KeyAddress address, String targetKeyId, long createdMillis, long updatedMillis) {
    /** The alias's ARN. */
    public String arn() {
        return arn(address);
    }

    /** Where its key is. */
    public KeyAddress target() {
        return new KeyAddress(address.account(), address.region(), targetKeyId);
    }

    /** The ARN of the alias at an address. */
    public static String arn(KeyAddress address) {
        return Arn.of("kms", address.region(), address.account(), address.id()).toString();
    }
}
