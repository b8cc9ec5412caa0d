package dev.haar.kms.key;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** Whether a request with this encryption context and source meets them. The case of keys does not matter here. */
    public boolean admit(Map<String, String> context, String source) {
        Set<Map.Entry<String, String>> pairs = folded(context);
        return (subset == null || pairs.containsAll(folded(subset)))
                && (equal == null || pairs.equals(folded(equal)))
                && (sourceArn == null || sourceArn.equals(source));
    }

    private static Set<Map.Entry<String, String>> folded(Map<String, String> context) {
        return context.entrySet().stream()
                .map(pair -> Map.entry(pair.getKey().toLowerCase(Locale.ROOT), pair.getValue()))
                .collect(Collectors.toSet());
    }
}
