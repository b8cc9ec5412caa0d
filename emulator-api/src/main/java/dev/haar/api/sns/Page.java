package dev.haar.api.sns;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** So many items, usually a hundred, of a list that is sorted by ARN or number; the token is the last one's. */
record Page<T>(List<T> items, String nextToken) {
    private static final int SIZE = 100;

    static <T> Page<T> of(List<T> sorted, Function<T, String> arn, String token) {
        return of(sorted, arn, token, SIZE);
    }

    static <T> Page<T> of(List<T> sorted, Function<T, String> arn, String token, int size) {
        String after = token == null || token.isEmpty() ? "" : decode(token);
        List<T> rest = sorted.stream()
                .filter(item -> arn.apply(item).compareTo(after) > 0)
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        List<T> items = rest.subList(0, size);
        byte[] last = arn.apply(items.get(size - 1)).getBytes(StandardCharsets.UTF_8);
        return new Page<>(items, Base64.getEncoder().encodeToString(last));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("NextToken Reason: Unable to parse next token");
        }
    }
}
