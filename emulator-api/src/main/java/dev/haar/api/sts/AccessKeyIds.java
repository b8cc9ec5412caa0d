package dev.haar.api.sts;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Access key ids of temporary credentials, with the account in them.
 *
 * <p>Layout: {@code ASIA}, then ten bytes in Base32. Their first 48 bits are AWS's: a one, the account in 40 bits, seven
 * random bits; public decoders of access key ids read them. Then come two random bytes and two that are a checksum of the
 * eight before. It tells ids made here from those that real AWS issued: a developer's own credentials mean the default
 * account, whatever account they have at AWS.
 */
public final class AccessKeyIds {
    static final String PREFIX = "ASIA";

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 20;
    private static final int BYTES = 10;
    private static final int CHECKED = 8;
    private static final int ACCOUNT_SHIFT = 7;
    private static final int TAIL = 16;
    private static final long ACCOUNT_MASK = (1L << 40) - 1;

    private AccessKeyIds() {}

    /** Makes a new id for an account of 12 digits. */
    static String issue(String account, SecureRandom random) {
        long front = 1L << 47 | Long.parseLong(account) << ACCOUNT_SHIFT | random.nextInt(1 << ACCOUNT_SHIFT);
        long checked = front << TAIL | random.nextInt(1 << TAIL);
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < CHECKED; i++) {
            bytes[i] = (byte) (checked >>> 8 * (CHECKED - 1 - i));
        }
        int checksum = checksum(bytes);
        bytes[CHECKED] = (byte) (checksum >>> 8);
        bytes[CHECKED + 1] = (byte) checksum;
        return PREFIX + encode(bytes);
    }

    /** The account in an id that was made here; empty for any other. */
    public static Optional<String> accountOf(String accessKeyId) {
        if (accessKeyId.length() != LENGTH || !accessKeyId.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] bytes = decode(accessKeyId.substring(PREFIX.length()));
        if (bytes == null) {
            return Optional.empty();
        }
        int checksum = (bytes[CHECKED] & 0xFF) << 8 | bytes[CHECKED + 1] & 0xFF;
        if (checksum != checksum(bytes)) {
            return Optional.empty();
        }
        long front = 0;
        for (int i = 0; i < CHECKED - 2; i++) {
            front = front << 8 | bytes[i] & 0xFF;
        }
        String digits = Long.toString(front >>> ACCOUNT_SHIFT & ACCOUNT_MASK);
        return digits.length() > 12 ? Optional.empty() : Optional.of("0".repeat(12 - digits.length()) + digits);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue() & 0xFFFF;
    }

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int count = 0;
        for (byte b : bytes) {
            bits = bits << 8 | b & 0xFF;
            count += 8;
            while (count >= 5) {
                count -= 5;
                text.append(BASE32.charAt(bits >>> count & 31));
            }
        }
        return text.toString();
    }

    private static byte[] decode(String text) {
        byte[] bytes = new byte[BYTES];
        int bits = 0;
        int count = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE32.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            bits = bits << 5 | digit;
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes[at++] = (byte) (bits >>> count);
            }
        }
        return bytes;
    }
}
