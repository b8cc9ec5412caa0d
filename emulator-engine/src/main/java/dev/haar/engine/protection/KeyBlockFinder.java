package dev.haar.engine.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds private keys by the lines around them; where the last line is missing the first counts. */
final class KeyBlockFinder implements Identifier.Finder {
    private final Pattern first;
    private final Pattern last;

    KeyBlockFinder(String first, String last) {
        this.first = Pattern.compile(first);
        this.last = Pattern.compile(last);
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        Matcher begin = first.matcher(text);
        Matcher end = last.matcher(text);
        int from = 0;
        boolean ends = true;
        while (begin.find(from)) {
            ends = ends && end.find(begin.end());
            from = ends ? end.end() : begin.end();
            found.add(new Span(begin.start(), from));
        }
        return found;
    }
}
