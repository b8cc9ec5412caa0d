package dev.haar.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text looked for in answers. Horspool's search reads about one byte in {@code length}, which keeps the load cheap
 * where a plain scan of ten messages would not.
 */
final class Needle {
    private final byte[] text;
    private final int[] skip = new int[256];

    Needle(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        int last = this.text.length - 1;
        Arrays.fill(skip, this.text.length);
        for (int i = 0; i < last; i++) {
            skip[this.text[i] & 0xff] = last - i;
        }
    }

    /** Where the text's first occurrence in {@code bytes[from, to)} ends, or -1. */
    int endIn(byte[] bytes, int from, int to) {
        int last = text.length - 1;
        for (int end = from + last; end < to; end += skip[bytes[end] & 0xff]) {
            if (Arrays.equals(bytes, end - last, end + 1, text, 0, text.length)) {
                return end + 1;
            }
        }
        return -1;
    }
}
