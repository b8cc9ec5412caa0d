package dev.haar.bench;

import java.nio.charset.StandardCharsets;

/** One complete answer. The bytes belong to the connection and hold only until its next request. */
record Answer(int status, byte[] bytes, int bodyFrom, int bodyTo, int wireSize) {

    boolean contains(Needle needle) {
        return needle.endIn(bytes, bodyFrom, bodyTo) >= 0;
    }

    String body() {
        return new String(bytes, bodyFrom, bodyTo - bodyFrom, StandardCharsets.UTF_8);
    }
}
