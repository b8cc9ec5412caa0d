package dev.haar.core.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks through UTF-8 for the bytes that need a closer look, eight at a time: control characters, whatever is not ASCII,
 * and some characters of the caller's choice. Most text has few of them. Immutable.
 */
public final class ByteSearch {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LOW_BITS = 0x7F * ONES;
    private static final long HIGH_BITS = ~LOW_BITS;

    /** Sets the high bit of what is not a control character. */
    private static final long FROM_SPACE = (0x80 - ' ') * ONES;

    /** Eight times each of the first three characters looked for; loops over so few would cost more than the comparisons. */
    private final long first;

    private final long second;
    private final long third;
    private final long[] more;

    /** @param characters ASCII characters, at least one, to find besides control characters and what is not ASCII */
    public ByteSearch(String characters) {
        long[] patterns = characters.chars().mapToLong(c -> c * ONES).toArray();
        this.first = patterns[0];
        this.second = patterns[Math.min(1, patterns.length - 1)];
        this.third = patterns[Math.min(2, patterns.length - 1)];
        this.more = Arrays.copyOfRange(patterns, Math.min(3, patterns.length), patterns.length);
    }

    /** The index of the first such byte from {@code from} on, or {@code end} if there is none before that. */
    public int first(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long found = find((long) WORD.get(bytes, at));
            if (found != 0) {
                return at + index(found);
            }
        }
        if (at == end) {
            return end;
        }
        // A byte at a time: a word that overlapped the one before would wait for those who have just written it.
        long rest = 0;
        for (int i = end - 1; i >= at; i--) {
            rest = rest << Byte.SIZE | bytes[i] & 0xFF;
        }
        // Where there is no byte a zero is found.
        return Math.min(at + index(find(rest)), end);
    }

    private static int index(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /**
     * The high bits of the bytes looked for. Where a byte is ASCII, adding 0x7F to what it differs by from a character sets its
     * high bit unless it is that character, and nothing is carried; where it is not, it is found anyway.
     */
    private long find(long word) {
        long ascii = word & LOW_BITS;
        long passed = ascii + FROM_SPACE
                & (ascii ^ first) + LOW_BITS
                & (ascii ^ second) + LOW_BITS
                & (ascii ^ third) + LOW_BITS;
        for (long pattern : more) {
            passed &= (ascii ^ pattern) + LOW_BITS;
        }
        return (word | ~passed) & HIGH_BITS;
    }
}
