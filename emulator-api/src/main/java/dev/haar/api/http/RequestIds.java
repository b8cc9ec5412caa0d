package dev.haar.api.http;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests: random, in the form of a UUID. Nobody must be unable to guess them, so they are made fast. */
final class RequestIds {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int LENGTH = 36;
    private static final int BITS = 4;

    private RequestIds() {}

    @SuppressWarnings("deprecation") // The constructor that takes bytes as Latin-1 copies them and does nothing else.
    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] text = new byte[LENGTH];
        long bits = random.nextLong();
        for (int i = 0; i < LENGTH; i++) {
            if (i == 19) {
                bits = random.nextLong();
            }
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                text[i] = '-';
            } else {
                text[i] = (byte) HEX[(int) bits & 15];
                bits >>>= BITS;
            }
        }
        text[14] = '4';
        return new String(text, 0);
    }
}
