package dev.haar.kms.key;

import java.util.Map;

/**
 * When a grant holds.
 *
 * @param subset pairs that the encryption context must have among others; null if that does not matter
 * @param equal what the encryption context must be; null if that does not matter
 * @param sourceArn the resource on whose behalf the key is used; null if that does not matter
 */
public record GrantConstraints(Map<String, String> subset, Map<String, String> equal, String sourceArn) {
    /** None. */
    public static final GrantConstraints NONE = new GrantConstraints(null, null, null);

    /** Whether a request with this encryption context and source meets them. */
    public boolean admit(Map<String, String> context, String source) {
        return (subset == null || context.entrySet().containsAll(subset.entrySet()))
                && (equal == null || context.equals(equal))
                && (sourceArn == null || sourceArn.equals(source));
    }
}
