package dev.haar.engine.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Something that is so of some messages and by which those can be found that wait for it. A policy holds only for messages
 * to which one of its clues applies; whether it does then hold is for the policy to say.
 */
sealed interface Clue {
    /** There is a value of this kind under the path. */
    record Value(List<String> path, Kind kind, Object operand) implements Clue {}

    /** There is no value under the key. */
    record Missing(String key) implements Clue {}

    /** This is so of every message. */
    record Any() implements Clue {}

    /** What is known of a value. */
    enum Kind {
        /** It is the operand. */
        EQUAL(0),
        /** In lower case it is the operand. */
        FOLDED(0),
        /** It begins with the operand. */
        START(1),
        /** It ends with the operand. */
        END(1),
        /** It is in the range that the operand is. */
        WITHIN(2),
        /** It is there; no operand. */
        THERE(4);

        private final int handicap;

        Kind(int handicap) {
            this.handicap = handicap;
        }

        /** By how many candidates it is worse than another for which as many wait. */
        int handicap() {
            return handicap;
        }
    }

    /**
     * The clues for a condition that lead to the fewest candidates.
     *
     * @param cost how many candidates a clue is expected to bring in
     */
    static List<Clue> best(Condition condition, ToLongFunction<Clue> cost) {
        return best(condition, List.of(), cost);
    }

    private static List<Clue> best(Condition condition, List<String> path, ToLongFunction<Clue> cost) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream()
                    .map(part -> best(part, path, cost))
                    .min(Comparator.comparingLong(
                            clues -> clues.stream().mapToLong(cost).sum()))
                    .orElse(List.of(new Any()));
        }
        if (condition instanceof Condition.Any any) {
            return any.branches().stream()
                    .flatMap(branch -> best(branch, path, cost).stream())
                    .distinct()
                    .toList();
        }
        if (condition instanceof Condition.Nested nested) {
            return best(nested.condition(), with(path, nested.key()), cost);
        }
        Condition.Leaf leaf = (Condition.Leaf) condition;
        List<String> full = with(path, leaf.key());
        return leaf.patterns().stream()
                .map(pattern -> of(full, pattern))
                .distinct()
                .toList();
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }

    private static Clue of(List<String> path, Pattern pattern) {
        if (pattern instanceof Pattern.Absent) {
            // Further down a key can be missing in one object and be there in the next.
            return path.size() == 1 ? new Missing(path.get(0)) : new Any();
        }
        if (pattern instanceof Pattern.Exact exact) {
            return new Value(path, Kind.EQUAL, exact.expected());
        }
        if (pattern instanceof Pattern.IgnoreCase text) {
            return new Value(path, Kind.FOLDED, text.expected().toLowerCase(Locale.ROOT));
        }
        if (pattern instanceof Pattern.Prefix text) {
            return new Value(path, Kind.START, text.prefix());
        }
        if (pattern instanceof Pattern.Suffix text) {
            return new Value(path, Kind.END, text.suffix());
        }
        if (pattern instanceof Pattern.Wildcard stars && !stars.text().startsWith("*")) {
            return new Value(path, Kind.START, stars.text().split("\\*", 2)[0]);
        }
        if (pattern instanceof Pattern.Wildcard stars && !stars.text().endsWith("*")) {
            return new Value(path, Kind.END, stars.text().substring(stars.text().lastIndexOf('*') + 1));
        }
        if (pattern instanceof Pattern.Range) {
            return new Value(path, Kind.WITHIN, pattern);
        }
        return new Value(path, Kind.THERE, Values.NULL);
    }
}
