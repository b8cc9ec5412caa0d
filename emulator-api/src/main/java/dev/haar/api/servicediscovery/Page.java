package dev.haar.api.servicediscovery;

import dev.haar.api.error.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** A part of a list that is sorted by id; the token is the last one's. */
record Page<T>(List<T> items, String nextToken) {
    private static final int STANDARD = 100;
    /** Tells tokens from any text that happens to be Base64. */
    private static final String MARK = "after:";

    static <T> Page<T> of(List<T> sorted, Function<T, String> id, Integer maxResults, String token) {
        String after = token == null ? "" : decode(token);
        int size = maxResults == null ? STANDARD : maxResults;
        List<T> rest = sorted.stream()
                .filter(item -> id.apply(item).compareTo(after) > 0)
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        List<T> items = rest.subList(0, size);
        byte[] last = (MARK + id.apply(items.get(size - 1))).getBytes(StandardCharsets.UTF_8);
        return new Page<>(items, Base64.getEncoder().encodeToString(last));
    }

    private static String decode(String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static AwsException invalid() {
        return DiscoveryErrors.invalid("The NextToken is not valid.");
    }
}
