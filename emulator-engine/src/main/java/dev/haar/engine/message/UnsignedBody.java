package dev.haar.engine.message;

/**
 * A body whose signature is still missing: making it takes longer than all else about a message, so it is made for whoever reads
 * the message first. Until then the body is a mark, which no other body can begin with, and the text with the signature's place
 * left empty.
 */
public final class UnsignedBody {
    /** Characters of a signature: 2,048 bits in Base64. */
    public static final int SIGNATURE = 344;

    private static final char MARK = '\u0002';

    private UnsignedBody() {}

    /** The body of a text that is to be signed. */
    public static String of(String text) {
        return MARK + text;
    }

    /** Whether a body is still to be signed. */
    public static boolean is(String body) {
        return !body.isEmpty() && body.charAt(0) == MARK;
    }

    /** The text of a body that is to be signed. */
    public static String text(String body) {
        return body.substring(1);
    }
}
