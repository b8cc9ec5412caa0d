package dev.haar.api.kms;

import dev.haar.api.validation.Violations;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One page of a list that is sorted by a name. The marker is the last name of the page before, in Base64, so that it
 * still means the same place after the list has changed.
 *
 * @param items what is on the page
 * @param nextMarker the marker of the next page; null if this is the last
 */
record Page<T>(List<T> items, String nextMarker) {
    private static final int LARGEST = 1000;
    private static final Pattern MARKER = Pattern.compile("[\\u0020-\\u00FF]*");

    /**
     * Cuts a page out.
     *
     * @param limit how many items at most, 1 to 1,000; null for the action's own number
     */
    static <T> Page<T> of(List<T> sorted, Function<T, String> name, Integer limit, int usual, String marker) {
        check(limit, marker);
        String after = marker == null ? "" : decode(marker);
        List<T> rest = sorted.stream()
                .filter(item -> name.apply(item).compareTo(after) > 0)
                .toList();
        int size = Math.min(rest.size(), limit == null ? usual : limit);
        List<T> items = rest.subList(0, size);
        return new Page<>(items, size < rest.size() ? encode(name.apply(items.get(size - 1))) : null);
    }

    /** Refuses a limit or marker that is none, for actions that have more to check before they have a list. */
    static void check(Integer limit, String marker) {
        new Violations()
                .range("limit", limit, 1, LARGEST)
                .length("marker", marker, 1, 1024)
                .pattern("marker", marker, MARKER)
                .check();
    }

    boolean isTruncated() {
        return nextMarker != null;
    }

    private static String encode(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        String name;
        try {
            name = new String(Base64.getDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(marker);
        }
        // Much is Base64 of something that is no text, and would silently be some place in the list.
        if (!encode(name).equals(marker)) {
            throw invalid(marker);
        }
        return name;
    }

    private static KmsException invalid(String marker) {
        return new KmsException(KmsError.INVALID_MARKER, "Could not deserialize marker '" + marker + "'");
    }
}
