package dev.haar.engine.message;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An MD5 digest, in two words: a waiting message keeps one, and an array would cost it twice the room.
 *
 * <p>SQS answers with MD5 so that clients can check what arrived; it protects nothing.
 */
public record Md5(long high, long low) {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5.", e);
        }
    });

    /** The digest of the bytes. */
    public static Md5 of(byte[] bytes) {
        ByteBuffer digest = ByteBuffer.wrap(DIGEST.get().digest(bytes));
        return new Md5(digest.getLong(), digest.getLong());
    }

    /** 32 lower-case hexadecimal digits. */
    public String hex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(high) + format.toHexDigits(low);
    }
}
