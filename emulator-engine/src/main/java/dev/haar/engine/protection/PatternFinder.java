package dev.haar.engine.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a pattern and a check say. The patterns are bounded and do not go back, so hostile texts cost nothing. */
final class PatternFinder implements Identifier.Finder {
    /** How near a keyword must be, in characters. */
    private static final int PROXIMITY = 60;

    private final Pattern pattern;
    private final Predicate<String> check;
    private final Pattern keyword;

    PatternFinder(String pattern) {
        this(pattern, text -> true);
    }

    PatternFinder(String pattern, Predicate<String> check) {
        this.pattern = Pattern.compile(pattern);
        this.check = check;
        this.keyword = null;
    }

    /** @param keyword what must stand near */
    PatternFinder(String pattern, Pattern keyword) {
        this.pattern = Pattern.compile(pattern);
        this.check = text -> true;
        this.keyword = keyword;
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (check.test(matcher.group()) && hasKeyword(text, matcher)) {
                found.add(new Span(matcher.start(), matcher.end()));
            }
        }
        return found;
    }

    private boolean hasKeyword(String text, Matcher match) {
        if (keyword == null) {
            return true;
        }
        int from = Math.max(0, match.start() - PROXIMITY);
        int to = Math.min(text.length(), match.end() + PROXIMITY);
        return keyword.matcher(text).region(from, to).find();
    }
}
