package dev.haar.api.protocol;

import dev.haar.core.util.ByteSearch;
import java.nio.charset.StandardCharsets;

/** How the characters of a text become UTF-8 within a string of JSON or within an element of XML. Immutable. */
final class Escape {
    /** The most bytes that one character, or a pair of surrogates, can become. */
    static final int WIDEST = 6;

    static final Escape JSON = json();
    static final Escape XML = xml();

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** What stands for an ASCII character; null where it stands for itself. */
    private final byte[][] ascii;

    /** Finds what may not stand for itself. A lone surrogate is a question mark in UTF-8. */
    private final ByteSearch suspects;

    /** Which ASCII characters stand for themselves. */
    private final boolean[] plain;

    /** Whether what is no character in XML 1.0 must not appear, however it is written. */
    private final boolean characterless;

    private Escape(byte[][] ascii, String suspects, boolean characterless) {
        this.ascii = ascii;
        this.suspects = new ByteSearch(suspects);
        this.plain = new boolean[ascii.length];
        for (int c = 0; c < ascii.length; c++) {
            plain[c] = ascii[c] == null;
        }
        this.characterless = characterless;
    }

    private static Escape json() {
        byte[][] ascii = new byte[0x80][];
        for (int c = 0; c < ' '; c++) {
            ascii[c] = bytes("\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16));
        }
        ascii['\b'] = bytes("\\b");
        ascii['\t'] = bytes("\\t");
        ascii['\n'] = bytes("\\n");
        ascii['\f'] = bytes("\\f");
        ascii['\r'] = bytes("\\r");
        ascii['"'] = bytes("\\\"");
        ascii['\\'] = bytes("\\\\");
        return new Escape(ascii, "\"\\?", false);
    }

    private static Escape xml() {
        byte[][] ascii = new byte[0x80][];
        for (int c = 0; c < ' '; c++) {
            ascii[c] = bytes("\uFFFD");
        }
        ascii['\t'] = null;
        ascii['\n'] = null;
        // Written plainly, a parser would read it as a line feed.
        ascii['\r'] = bytes("&#xD;");
        ascii['&'] = bytes("&amp;");
        ascii['<'] = bytes("&lt;");
        ascii['>'] = bytes("&gt;");
        ascii['"'] = bytes("&quot;");
        return new Escape(ascii, "&<>\"?", true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a whole text, as far as it is ASCII: in UTF-8 such a text has as many bytes as characters.
     *
     * @return the index of the first character not written
     */
    int writeAscii(String text, byte[] utf8, Buffer into) {
        int next = 0;
        while (next < utf8.length) {
            int suspect = suspects.first(utf8, next, utf8.length);
            into.add(utf8, next, suspect - next);
            if (suspect == utf8.length) {
                return suspect;
            }
            char c = text.charAt(suspect);
            if (c >= 0x80) {
                return suspect;
            }
            if (plain[c]) {
                into.add((byte) c);
            } else {
                into.add(ascii[c]);
            }
            next = suspect + 1;
        }
        return next;
    }

    /**
     * Writes characters of the text from index {@code from} until the text ends or fewer than {@link #WIDEST} bytes of
     * room are left in the buffer, which does not grow.
     *
     * @return the index of the first character not written
     */
    @SuppressWarnings("deprecation") // Copying the lower bytes of characters is right for those that are ASCII.
    int write(String text, int from, Buffer into) {
        byte[] bytes = into.bytes();
        int last = bytes.length - WIDEST;
        int end = text.length();
        int at = into.size();
        int next = from;
        while (next < end && at <= last) {
            // Most text is plain throughout: it is looked through quickly, then copied in one go.
            int plainEnd = plainEnd(text, next, Math.min(end, next + last + 1 - at));
            text.getBytes(next, plainEnd, bytes, at);
            at += plainEnd - next;
            next = plainEnd;
            if (next == end || at > last) {
                break;
            }
            char c = text.charAt(next++);
            if (c < 0x80) {
                byte[] escaped = ascii[c];
                System.arraycopy(escaped, 0, bytes, at, escaped.length);
                at += escaped.length;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c) && next < end && Character.isLowSurrogate(text.charAt(next))) {
                at = writeSupplementary(Character.toCodePoint(c, text.charAt(next++)), bytes, at);
            } else if (Character.isSurrogate(c)) {
                at = writeLoneSurrogate(c, bytes, at);
            } else {
                at = writeThree(characterless && c >= '\uFFFE' ? '\uFFFD' : c, bytes, at);
            }
        }
        into.size(at);
        return next;
    }

    /** Where the characters end that stand for themselves. */
    private int plainEnd(String text, int from, int end) {
        int next = from;
        while (next < end && text.charAt(next) < 0x80 && plain[text.charAt(next)]) {
            next++;
        }
        return next;
    }

    private static int writeThree(char c, byte[] bytes, int at) {
        bytes[at] = (byte) (0xE0 | c >> 12);
        bytes[at + 1] = (byte) (0x80 | c >> 6 & 0x3F);
        bytes[at + 2] = (byte) (0x80 | c & 0x3F);
        return at + 3;
    }

    private static int writeSupplementary(int c, byte[] bytes, int at) {
        bytes[at] = (byte) (0xF0 | c >> 18);
        bytes[at + 1] = (byte) (0x80 | c >> 12 & 0x3F);
        bytes[at + 2] = (byte) (0x80 | c >> 6 & 0x3F);
        bytes[at + 3] = (byte) (0x80 | c & 0x3F);
        return at + 4;
    }

    private int writeLoneSurrogate(char c, byte[] bytes, int at) {
        if (characterless) {
            return writeThree('\uFFFD', bytes, at);
        }
        bytes[at] = '\\';
        bytes[at + 1] = 'u';
        for (int digit = 0; digit < 4; digit++) {
            bytes[at + 2 + digit] = (byte) HEX[c >> 12 - 4 * digit & 15];
        }
        return at + 6;
    }
}
