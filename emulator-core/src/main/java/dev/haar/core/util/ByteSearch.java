package dev.haar.core.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks through UTF-8 for the bytes that need a closer look, eight at a time: control characters, whatever is not ASCII,
 * and some characters of the caller's choice. Most text has few of them. Immutable.
 */
public final class ByteSearch {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BIT = 0x80;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** Eight times each of the characters looked for. */
    private final long[] patterns;

    /** @param characters ASCII characters to find besides control characters and what is not ASCII */
    public ByteSearch(String characters) {
        this.patterns = characters.chars().mapToLong(c -> c * ONES).toArray();
    }

    /** The index of the first such byte from {@code from} on, or {@code end} if there is none before that. */
    public int first(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long found = find((long) WORD.get(bytes, at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < end && (find(bytes[at]) & HIGH_BIT) == 0) {
            at++;
        }
        return at;
    }

    /**
     * The high bits of the bytes looked for. A subtraction borrows from the byte above only where its own is found, so of
     * several bits the lowest is always right.
     */
    private long find(long word) {
        long found = word | word - ' ' * ONES & ~word;
        for (long pattern : patterns) {
            long different = word ^ pattern;
            found |= different - ONES & ~different;
        }
        return found & HIGH_BITS;
    }
}
