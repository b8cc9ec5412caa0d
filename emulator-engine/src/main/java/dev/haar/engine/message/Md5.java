package dev.haar.engine.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An MD5 digest, in two words: a waiting message keeps one, and an array would cost it twice the room.
 *
 * <p>SQS answers with MD5 so that clients can check what arrived; it protects nothing.
 */
public record Md5(long high, long low) {
    /** In place of the digest of a text that must not be known. */
    public static final Md5 NONE = new Md5(0, 0);

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int DIGITS = 16;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5.", e);
        }
    });

    /** The digest of the bytes. */
    public static Md5 of(byte[] bytes) {
        return ofDigest(DIGEST.get().digest(bytes));
    }

    /** The digest that these 16 bytes are. */
    public static Md5 ofDigest(byte[] digest) {
        ByteBuffer words = ByteBuffer.wrap(digest);
        return new Md5(words.getLong(), words.getLong());
    }

    /** Its 16 bytes. */
    public byte[] digest() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    /** 32 lower-case hexadecimal digits. */
    public String hex() {
        byte[] digits = new byte[2 * DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            int shift = Long.SIZE - 4 - 4 * i;
            digits[i] = HEX[(int) (high >>> shift) & 15];
            digits[DIGITS + i] = HEX[(int) (low >>> shift) & 15];
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
