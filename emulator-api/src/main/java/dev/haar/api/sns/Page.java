package dev.haar.api.sns;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** A hundred items of a list that is sorted by ARN; the token is the last one's. */
record Page<T>(List<T> items, String nextToken) {
    private static final int SIZE = 100;

    static <T> Page<T> of(List<T> sorted, Function<T, String> arn, String token) {
        String after = token == null || token.isEmpty() ? "" : decode(token);
        List<T> rest = sorted.stream()
                .filter(item -> arn.apply(item).compareTo(after) > 0)
                .toList();
        if (rest.size() <= SIZE) {
            return new Page<>(rest, null);
        }
        List<T> items = rest.subList(0, SIZE);
        byte[] last = arn.apply(items.get(SIZE - 1)).getBytes(StandardCharsets.UTF_8);
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
