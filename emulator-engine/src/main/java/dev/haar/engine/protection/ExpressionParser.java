package dev.haar.engine.protection;

import dev.haar.engine.protection.Expression.CharacterSet;
import dev.haar.engine.protection.Expression.Edge;
import dev.haar.engine.protection.Expression.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads the regular expression of a custom data identifier. */
final class ExpressionParser {
    /** With how many steps an alternative may be taken, counted repetitions included. */
    private static final int MOST_STEPS = 1000;

    private final String text;
    private int at;

    ExpressionParser(String text) {
        this.text = text;
    }

    List<List<Step>> alternatives() {
        List<List<Step>> alternatives = new ArrayList<>();
        alternatives.add(alternative());
        while (at < text.length()) {
            at++; // the bar
            alternatives.add(alternative());
        }
        return alternatives;
    }

    private List<Step> alternative() {
        List<Step> steps = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|') {
            char c = text.charAt(at++);
            switch (c) {
                case '^' -> steps.add(new Step(null, Edge.START, false, false));
                case '$' -> steps.add(new Step(null, Edge.END, false, false));
                case '*', '+', '?', '{', '}', ']' -> throw wrong();
                case '[' -> repeat(bracket(), steps);
                case '\\' -> repeat(escaped(), steps);
                case '.' -> repeat(any(), steps);
                default -> repeat(single(c), steps);
            }
            if (steps.size() > MOST_STEPS) {
                throw wrong();
            }
        }
        return steps;
    }

    /** Adds what the quantifier behind a set, if there is one, makes of it. */
    private void repeat(CharacterSet set, List<Step> steps) {
        int least = 1;
        int most = 1;
        if (at < text.length()) {
            switch (text.charAt(at)) {
                case '?' -> least = 0;
                case '*' -> {
                    least = 0;
                    most = Integer.MAX_VALUE;
                }
                case '+' -> most = Integer.MAX_VALUE;
                case '{' -> {
                    int end = text.indexOf('}', at);
                    if (end < 0) {
                        throw wrong();
                    }
                    String[] bounds = text.substring(at + 1, end).split(",", -1);
                    least = number(bounds[0]);
                    most = bounds.length == 1 ? least : bounds[1].isEmpty() ? Integer.MAX_VALUE : number(bounds[1]);
                    if (bounds.length > 2 || most < least) {
                        throw wrong();
                    }
                    at = end;
                }
                default -> at--;
            }
            at++;
            // How greedy it is makes no difference: the longest match counts.
            if (least != 1 || most != 1) {
                at += at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '+') ? 1 : 0;
            }
        }
        for (int i = 0; i < least; i++) {
            steps.add(new Step(set, null, false, false));
        }
        if (most == Integer.MAX_VALUE) {
            steps.add(new Step(set, null, true, true));
        } else {
            for (int i = least; i < most; i++) {
                steps.add(new Step(set, null, true, false));
            }
        }
    }

    private int number(String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw wrong();
        }
        return Integer.parseInt(digits);
    }

    private CharacterSet bracket() {
        boolean negated = at < text.length() && text.charAt(at) == '^';
        at += negated ? 1 : 0;
        BitSet characters = new BitSet();
        boolean first = true;
        while (at < text.length() && (first || text.charAt(at) != ']')) {
            first = false;
            CharacterSet low = member();
            boolean range = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
            if (!range) {
                add(low, characters);
                continue;
            }
            at++;
            CharacterSet high = member();
            int from = only(low);
            int to = only(high);
            if (from > to) {
                throw wrong();
            }
            characters.set(from, to + 1);
        }
        if (at >= text.length()) {
            throw wrong();
        }
        at++;
        return new CharacterSet(characters, negated);
    }

    private CharacterSet member() {
        if (at >= text.length()) {
            throw wrong();
        }
        char c = text.charAt(at++);
        return c == '\\' ? escaped() : single(c);
    }

    private int only(CharacterSet set) {
        if (set.negated() || set.characters().cardinality() != 1) {
            throw wrong();
        }
        return set.characters().nextSetBit(0);
    }

    private static void add(CharacterSet set, BitSet to) {
        BitSet own = (BitSet) set.characters().clone();
        if (set.negated()) {
            own.flip(0, Character.MAX_VALUE + 1);
        }
        to.or(own);
    }

    private CharacterSet escaped() {
        if (at >= text.length()) {
            throw wrong();
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'd', 'D' -> named("0123456789", c == 'D');
            case 's', 'S' -> named(" \t\n\u000B\f\r", c == 'S');
            case 'w', 'W' -> named("0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", c == 'W');
            case 't' -> single('\t');
            case 'n' -> single('\n');
            case 'r' -> single('\r');
            default -> {
                // Other letters and digits have meanings that are not supported, such as references to groups.
                if (Character.isLetterOrDigit(c)) {
                    throw wrong();
                }
                yield single(c);
            }
        };
    }

    private static CharacterSet named(String members, boolean negated) {
        BitSet characters = new BitSet();
        members.chars().forEach(characters::set);
        return new CharacterSet(characters, negated);
    }

    private static CharacterSet any() {
        return named("\n\r", true);
    }

    private static CharacterSet single(char c) {
        return named(String.valueOf(c), false);
    }

    private DataProtectionException wrong() {
        return new DataProtectionException("Regex is not valid: " + text);
    }
}
