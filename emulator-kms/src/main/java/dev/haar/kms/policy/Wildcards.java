package dev.haar.kms.policy;

import java.util.Locale;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. */
final class Wildcards {
    private Wildcards() {}

    /** Whether the whole text is like the pattern; takes time in proportion to both lengths at most. */
    static boolean match(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** The same for names of actions, whose case does not matter. */
    static boolean matchIgnoringCase(String pattern, String text) {
        return match(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
    }
}
