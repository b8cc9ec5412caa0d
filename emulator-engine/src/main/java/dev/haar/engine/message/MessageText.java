package dev.haar.engine.message;

import dev.haar.core.util.ByteSearch;

/**
 * Which characters a message may hold: {@code #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF}.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public final class MessageText {
    /** A lone surrogate, which is not permitted, is a question mark in UTF-8. */
    private static final ByteSearch SUSPECTS = new ByteSearch("?");

    private MessageText() {}

    /**
     * Whether all of the text's characters are permitted.
     *
     * @param utf8 the text in UTF-8, which is looked through much faster
     */
    public static boolean isPermitted(String text, byte[] utf8) {
        return SUSPECTS.first(utf8, 0, utf8.length) == utf8.length || isPermitted(text);
    }

    /** Whether all of the text's characters are permitted. */
    public static boolean isPermitted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c > 0xFFFD) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** How many bytes the text takes in UTF-8. */
    public static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                length += 2;
            } else if (c >= 0x80) {
                // A pair of surrogates is two characters here and four bytes there.
                length += 1;
            }
        }
        return length;
    }
}
