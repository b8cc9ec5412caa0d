package dev.haar.kms.key;

import dev.haar.core.arn.Arn;

/**
 * Where a key is.
 *
 * @param account its 12-digit account
 * @param region its Region
 * @param id its key id
 */
public record KeyAddress(String account, String region, String id) {
    /** The key's ARN. */
    public String arn() {
        return Arn.of("kms", region, account, "key/" + id).toString();
    }

    /** The same id in another Region. */
    public KeyAddress in(String otherRegion) {
        return new KeyAddress(account, otherRegion, id);
    }
}
