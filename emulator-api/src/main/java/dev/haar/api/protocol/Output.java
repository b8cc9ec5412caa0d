package dev.haar.api.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/** Where an answer is written to. Long values are only noted, see {@link Body}. */
final class Output {
    /** From this length on, in characters or bytes, a value is not copied into the answer's buffer. */
    static final int LONG = 8 * 1024;

    private static final int START = 512;

    /** No more than this is reserved for an answer before it is written. */
    private static final int MOST_EXPECTED = 16 * 1024;

    private final List<Body.Part> parts = new ArrayList<>(1);
    private Buffer buffer;

    Output() {
        this(START);
    }

    /** @param expected about how many bytes there will be; any number will do */
    Output(int expected) {
        this.buffer = new Buffer(Math.max(START, Math.min(expected, MOST_EXPECTED)));
    }

    /** How many bytes have been written since the last long value. */
    int size() {
        return buffer.size();
    }

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
        int end = text.length();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // Looking through bytes is so much faster that it pays to make them first.
        int next = utf8.length == end ? escape.writeAscii(text, utf8, buffer) : 0;
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
