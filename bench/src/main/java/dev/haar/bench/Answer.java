package dev.haar.bench;

import java.nio.charset.StandardCharsets;

/** One complete answer. The bytes belong to the connection and hold only until its next request. */
final class Answer {
    private final int status;
    private final byte[] bytes;
    private final int bodyFrom;
    private final int bodyTo;
    private final int wireSize;

    Answer(int status, byte[] bytes, int bodyFrom, int bodyTo, int wireSize) {
        this.status = status;
        this.bytes = bytes;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
        this.wireSize = wireSize;
    }

    int status() {
        return status;
    }

    /** The buffer in which the body stands, not a copy. */
    byte[] bytes() {
        return bytes;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    int bodyTo() {
        return bodyTo;
    }

    /** Bytes of head and body as they were sent. */
    int wireSize() {
        return wireSize;
    }

    boolean contains(Needle needle) {
        return needle.endIn(bytes, bodyFrom, bodyTo) >= 0;
    }

    String body() {
        return new String(bytes, bodyFrom, bodyTo - bodyFrom, StandardCharsets.UTF_8);
    }
}
