package dev.haar.api.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Looks for what must not stand anywhere. */
public final class Traces {
    private static final int LENGTH = 8;

    private Traces() {}

    /** Where eight consecutive bytes of the text stand among these, as UTF-8, UTF-16 or Base64. */
    public static List<String> of(String text, byte[] file) {
        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        for (byte[] form : List.of(
                utf8,
                text.getBytes(StandardCharsets.UTF_16BE),
                text.getBytes(StandardCharsets.UTF_16LE),
                Base64.getEncoder().encode(utf8))) {
            String whole = new String(form, StandardCharsets.ISO_8859_1);
            for (int i = 0; i + LENGTH <= whole.length(); i++) {
                String part = whole.substring(i, i + LENGTH);
                if (bytes.contains(part)) {
                    found.add(part);
                }
            }
        }
        return found;
    }
}
