package dev.haar.engine.topic;

import java.util.regex.Pattern;

/** Sampling rates. */
public final class Percentages {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,2}|100");

    private Percentages() {}

    /** Whether the text is a whole number from 0 to 100. */
    public static boolean isOne(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** What AWS says of a text that is none. */
    public static String refusal(String text) {
        return text + " value provided is not an integer between 0-100";
    }
}
