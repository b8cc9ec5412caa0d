package dev.haar.bench;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end of one HTTP/1.1 answer in bytes that arrive piece by piece: status, Content-Length or chunked, nothing
 * else. A chunked body is joined in place. There is no pipelining, so an answer always starts at the first byte.
 */
final class ResponseParser {
    private static final byte[] CONTENT_LENGTH = ascii("content-length:");
    private static final byte[] CHUNKED = ascii("transfer-encoding:");
    private static final int UNKNOWN = -1;

    private int status;
    private int lineFrom;
    private boolean headDone;
    private int contentLength;
    private boolean chunked;
    private int bodyFrom;
    private int bodyTo;
    private int rawAt;
    private boolean lastChunkSeen;

    ResponseParser() {
        reset();
    }

    void reset() {
        status = 0;
        lineFrom = 0;
        headDone = false;
        contentLength = UNKNOWN;
        chunked = false;
        lastChunkSeen = false;
    }

    /** The answer if {@code bytes[0, length)} holds all of it, else null: call again with more. */
    Answer parse(byte[] bytes, int length) {
        if (!headDone && !parseHead(bytes, length)) {
            return null;
        }
        if (chunked) {
            return joinChunks(bytes, length) ? new Answer(status, bytes, bodyFrom, bodyTo, rawAt) : null;
        }
        int end = bodyFrom + contentLength;
        return length >= end ? new Answer(status, bytes, bodyFrom, end, end) : null;
    }

    private boolean parseHead(byte[] bytes, int length) {
        while (!headDone) {
            int lineEnd = lineEnd(bytes, lineFrom, length);
            if (lineEnd < 0) {
                return false;
            }
            if (lineFrom == 0) {
                status = number(bytes, "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
            } else if (lineEnd == lineFrom) {
                finishHead(lineEnd + 2);
            } else if (startsWith(bytes, lineFrom, lineEnd, CONTENT_LENGTH)) {
                contentLength = number(bytes, lineFrom + CONTENT_LENGTH.length, lineEnd, 10);
            } else if (startsWith(bytes, lineFrom, lineEnd, CHUNKED)) {
                chunked = true;
            }
            lineFrom = lineEnd + 2;
        }
        return true;
    }

    private void finishHead(int from) {
        if (!chunked && contentLength == UNKNOWN) {
            throw new BenchException("an answer with neither Content-Length nor chunks");
        }
        headDone = true;
        bodyFrom = from;
        bodyTo = from;
        rawAt = from;
    }

    private boolean joinChunks(byte[] bytes, int length) {
        while (true) {
            int lineEnd = lineEnd(bytes, rawAt, length);
            if (lineEnd < 0) {
                return false;
            }
            if (lastChunkSeen) {
                boolean finished = lineEnd == rawAt;
                rawAt = lineEnd + 2;
                if (finished) {
                    return true;
                }
                continue;
            }
            int size = number(bytes, rawAt, lineEnd, 16);
            int dataFrom = lineEnd + 2;
            if (size == 0) {
                lastChunkSeen = true;
                rawAt = dataFrom;
            } else if (length < dataFrom + size + 2) {
                return false;
            } else {
                System.arraycopy(bytes, dataFrom, bytes, bodyTo, size);
                bodyTo += size;
                rawAt = dataFrom + size + 2;
            }
        }
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** {@code prefix} is in lower case; header names are not case-sensitive. */
    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** The number in the line; blanks around it and a chunk's extensions after it are passed over. */
    private static int number(byte[] bytes, int from, int to, int radix) {
        int value = 0;
        for (int i = from; i < to && bytes[i] != ';'; i++) {
            int digit = Character.digit(bytes[i], radix);
            if (digit >= 0) {
                value = value * radix + digit;
            }
        }
        return value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
