package dev.haar.kms.crypto;

import java.security.SecureRandom;

/** The one source of random bytes, made when first needed. */
public final class Randomness {
    private Randomness() {}

    private static final class Holder {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    /** That many random bytes. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        source().nextBytes(bytes);
        return bytes;
    }

    static SecureRandom source() {
        return Holder.RANDOM;
    }
}
