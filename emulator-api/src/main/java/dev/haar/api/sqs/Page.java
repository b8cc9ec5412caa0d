package dev.haar.api.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One page of a list that is sorted by a name. The token for the next page is the last name of this one, in Base64, so
 * that it still means the same place after the list has changed.
 *
 * @param items what is on the page
 * @param nextToken the token for the next page; null if this is the last, or if pages were not asked for
 */
record Page<T>(List<T> items, String nextToken) {
    private static final int LARGEST = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    /**
     * Cuts a page out of the list.
     *
     * @param maxResults how many items the caller wants at most, 1 to 1,000; null if it wants no pages
     * @param nextToken the token of the page; null or empty for the first
     */
    static <T> Page<T> of(List<T> sorted, Function<T, String> name, Integer maxResults, String nextToken) {
        String token = nextToken == null || nextToken.isEmpty() ? null : nextToken;
        if (maxResults != null && (maxResults < 1 || maxResults > LARGEST)) {
            throw SqsErrors.invalid("Value " + maxResults
                    + " for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided.");
        }
        if (token != null && maxResults == null) {
            throw SqsErrors.invalid(
                    "Value " + token
                            + " for parameter NextToken is invalid. Reason: MaxResults is required when NextToken is provided.");
        }
        String after = token == null ? "" : decode(token);
        List<T> rest = sorted.stream()
                .filter(item -> name.apply(item).compareTo(after) > 0)
                .toList();
        int size = Math.min(rest.size(), maxResults == null ? LARGEST : maxResults);
        List<T> items = rest.subList(0, size);
        boolean more = maxResults != null && size < rest.size();
        return new Page<>(items, more ? encode(name.apply(items.get(size - 1))) : null);
    }

    private static String encode(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            String name = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("No queue is called so.");
            }
            return name;
        } catch (IllegalArgumentException e) {
            throw SqsErrors.invalid("Value " + token + " for parameter NextToken is invalid. Reason: Invalid token.");
        }
    }
}
