package dev.haar.api.protocol;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads {@code application/x-www-form-urlencoded}, as a body or as the query of a URL. */
public final class FormDecoder {
    /** Ten messages with ten attributes each make some four hundred; nobody means ten thousand. */
    private static final int MOST_PARAMETERS = 10_000;

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
        byte[] bytes = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            byte b = encoded[i];
            if (b == '%') {
                int high = i + 2 < end ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw fault("The percent-encoding is broken.");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = b == '+' && plusIsSpace ? (byte) ' ' : b;
            }
        }
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
