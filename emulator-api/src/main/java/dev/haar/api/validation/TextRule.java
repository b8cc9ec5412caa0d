package dev.haar.api.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the texts in a list or a map must be. What is null holds: that is a violation of its own.
 *
 * @param least how many characters at least; 0 for any number
 * @param most how many characters at most
 * @param pattern what the whole text must match; null for anything
 */
public record TextRule(int least, int most, Pattern pattern) {
    /** A rule of length alone. */
    public TextRule(int least, int most) {
        this(least, most, null);
    }

    boolean holds(String text) {
        if (text == null) {
            return true;
        }
        int length = text.codePointCount(0, text.length());
        return length >= least
                && length <= most
                && (pattern == null || pattern.matcher(text).matches());
    }

    /** All of it in AWS's words, whichever part is broken. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add("Member must have length less than or equal to " + most);
        if (least > 0) {
            parts.add("Member must have length greater than or equal to " + least);
        }
        if (pattern != null) {
            parts.add("Member must satisfy regular expression pattern: " + pattern.pattern());
        }
        return parts.toString();
    }
}
