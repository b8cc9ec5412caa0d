package dev.haar.engine.sse;

import java.nio.charset.StandardCharsets;

/** What is encrypted stands where texts stand, so it is a text as well: one character a byte. */
public final class SealedText {
    private SealedText() {}

    /** Bytes as a text. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The bytes that a text stands for. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
