package dev.haar.engine.mobile;

import java.util.regex.Pattern;

/** Sampling rates. */
final class Percentages {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,2}|100");

    private Percentages() {}

    /** Whether the text is a whole number from 0 to 100. */
    static boolean isOne(String text) {
        return WHOLE.matcher(text).matches();
    }
}
