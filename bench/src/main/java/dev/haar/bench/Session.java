package dev.haar.bench;

import java.nio.ByteBuffer;

/** What one connection says, one request after the other. */
interface Session {
    /** The next request, ready to be written, or null if there is nothing left to do. */
    ByteBuffer next();

    /** Takes the answer to it; returns how many messages are done with thereby. */
    int answered(Answer answer);
}
