package dev.haar.api.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The body of an answer: bytes, and between them long values that are encoded only while somebody takes them.
 * Immutable, and may be read more than once.
 */
public final class Body {
    private final List<Part> parts;

    Body(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A body of these bytes. */
    public static Body of(byte[] bytes) {
        return new Body(List.of(new Chunk(bytes, bytes.length)));
    }

    /** A body of this text in UTF-8. */
    public static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the whole body is bytes already. */
    public boolean isWhole() {
        return parts.isEmpty() || parts.size() == 1 && parts.get(0) instanceof Chunk;
    }

    /**
     * The bytes of a whole body.
     *
     * @throws IllegalStateException if it is not whole
     */
    public ByteBuffer bytes() {
        if (parts.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        if (parts.size() == 1 && parts.get(0) instanceof Chunk chunk) {
            return ByteBuffer.wrap(chunk.bytes, 0, chunk.end);
        }
        throw new IllegalStateException("The body is not encoded yet.");
    }

    /** Reads the body from its start. */
    public Reader reader() {
        return new Reader();
    }

    /** A stretch of a body. */
    sealed interface Part {
        /** Where the part ends, in its own units. */
        int end();

        /** Writes from {@code from} as far as the buffer has room, without growing it; returns where it stopped. */
        int write(int from, Buffer into);
    }

    /** Bytes as they are. */
    record Chunk(byte[] bytes, int end) implements Part {
        @Override
        public int write(int from, Buffer into) {
            int length = Math.min(end - from, into.capacity() - into.size());
            into.add(bytes, from, length);
            return from + length;
        }
    }

    /** A long string within JSON or XML. */
    record LongText(String text, Escape escape) implements Part {
        @Override
        public int end() {
            return text.length();
        }

        @Override
        public int write(int from, Buffer into) {
            return escape.write(text, from, into);
        }
    }

    /** Many bytes in Base64, which is the same in JSON and XML. */
    record LongBytes(byte[] bytes) implements Part {
        @Override
        public int end() {
            return bytes.length;
        }

        @Override
        public int write(int from, Buffer into) {
            // Whole groups of three, so that only the end of all is padded.
            int groups = (into.capacity() - into.size()) / 4;
            int length = Math.min(bytes.length - from, groups * 3);
            byte[] encoded = Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, from + length));
            into.add(encoded);
            return from + length;
        }
    }

    /** Goes through a body once, encoding no more than it is asked for. */
    public final class Reader {
        private static final int SLICE = 16 * 1024;

        private final Buffer slice = new Buffer(SLICE);
        private int part;
        private int position;

        private Reader() {}

        /**
         * The next bytes of the body, valid until the next call; null at its end. They are at most 16 KiB.
         */
        public ByteBuffer next() {
            slice.size(0);
            while (part < parts.size() && slice.capacity() - slice.size() >= Escape.WIDEST) {
                Part current = parts.get(part);
                position = current.write(position, slice);
                if (position == current.end()) {
                    part++;
                    position = 0;
                }
            }
            return slice.size() == 0 ? null : ByteBuffer.wrap(slice.bytes(), 0, slice.size());
        }
    }
}
