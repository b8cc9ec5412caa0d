package dev.haar.api.protocol;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/** Where an answer is written to. Long values are only noted, see {@link Body}. */
final class Output {
    /** From this length on, in characters or bytes, a value is not copied into the answer's buffer. */
    static final int LONG = 8 * 1024;

    private static final int START = 512;

    private final List<Body.Part> parts = new ArrayList<>(1);
    private Buffer buffer = new Buffer(START);

    void raw(byte[] bytes) {
        buffer.add(bytes);
    }

    void raw(byte[] bytes, int from, int length) {
        buffer.add(bytes, from, length);
    }

    void raw(char ascii) {
        buffer.add((byte) ascii);
    }

    /** Writes text that is known to be ASCII without anything to escape. */
    @SuppressWarnings("deprecation") // Copying the lower bytes of characters is what is wanted here.
    void raw(String ascii) {
        int length = ascii.length();
        buffer.reserve(length);
        int at = buffer.size();
        ascii.getBytes(0, length, buffer.bytes(), at);
        buffer.size(at + length);
    }

    void number(long number) {
        raw(Long.toString(number));
    }

    void text(String text, Escape escape) {
        if (text.length() >= LONG) {
            add(new Body.LongText(text, escape));
            return;
        }
        int next = 0;
        int end = text.length();
        while (next < end) {
            buffer.reserve(Escape.WIDEST + end - next);
            next = escape.write(text, next, buffer);
        }
    }

    void base64(SdkBytes value) {
        byte[] bytes = value.asByteArrayUnsafe();
        if (bytes.length >= LONG) {
            add(new Body.LongBytes(bytes));
        } else {
            buffer.add(Base64.getEncoder().encode(bytes));
        }
    }

    Body finish() {
        endChunk();
        return new Body(parts);
    }

    private void add(Body.Part part) {
        endChunk();
        parts.add(part);
        buffer = new Buffer(START);
    }

    private void endChunk() {
        if (buffer.size() > 0) {
            parts.add(new Body.Chunk(buffer.bytes(), buffer.size()));
        }
    }
}
