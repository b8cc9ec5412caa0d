package dev.haar.api.protocol;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.core.util.ByteSearch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads {@code application/x-www-form-urlencoded}, as a body or as the query of a URL. */
public final class FormDecoder {
    /** Ten messages with ten attributes each make some four hundred; nobody means ten thousand. */
    private static final int MOST_PARAMETERS = 10_000;

    private static final ByteSearch ENCODED = new ByteSearch("%+");

    private final Parameters parameters = new Parameters();
    private int count;

    /**
     * Adds the parameters of a query.
     *
     * @throws AwsException if the encoding is broken or there are too many
     */
    public FormDecoder add(String query) {
        byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
        return add(bytes, bytes.length);
    }

    /**
     * Adds the parameters of a body.
     *
     * @param length how many of the bytes there are
     * @throws AwsException if the encoding is broken or there are too many
     */
    public FormDecoder add(byte[] form, int length) {
        int from = 0;
        while (from < length) {
            int end = indexOf(form, '&', from, length);
            if (end > from) {
                addOne(form, from, end);
            }
            from = end + 1;
        }
        return this;
    }

    /** All parameters so far. */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * Undoes the percent-encoding of a path; a plus sign stands for itself.
     *
     * @throws AwsException if the encoding is broken
     */
    public static String decodePath(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length, false);
    }

    private void addOne(byte[] form, int from, int end) {
        if (++count > MOST_PARAMETERS) {
            throw new AwsException(AwsError.sender("InvalidQueryParameter", "The request has too many parameters."));
        }
        int equals = indexOf(form, '=', from, end);
        String name = decode(form, from, equals, true);
        parameters.add(name, equals < end ? decode(form, equals + 1, end, true) : "");
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    private static String decode(byte[] encoded, int from, int end, boolean plusIsSpace) {
        int at = ENCODED.first(encoded, from, end);
        if (at == end) {
            return new String(encoded, from, end - from, StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = new byte[end - from];
        int length = at - from;
        System.arraycopy(encoded, from, bytes, 0, length);
        boolean ascii = true;
        while (at < end) {
            byte b = encoded[at++];
            if (b == '%') {
                int high = at + 1 < end ? Character.digit(encoded[at], 16) : -1;
                int low = at + 1 < end ? Character.digit(encoded[at + 1], 16) : -1;
                if (high < 0 || low < 0) {
                    throw fault("The percent-encoding is broken.");
                }
                b = (byte) (high << 4 | low);
                at += 2;
            } else if (b == '+' && plusIsSpace) {
                b = ' ';
            }
            ascii &= b >= 0;
            bytes[length++] = b;
            int next = ENCODED.first(encoded, at, end);
            System.arraycopy(encoded, at, bytes, length, next - at);
            length += next - at;
            at = next;
        }
        // Of ASCII the two are the same, and the simpler one is several times as fast.
        return ascii ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : utf8(bytes, length);
    }

    private static String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault("The parameters are not UTF-8.");
        }
    }

    private static AwsException fault(String message) {
        return new AwsException(CommonErrors.malformedQueryString(message));
    }
}
