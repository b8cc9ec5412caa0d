package dev.haar.engine.protection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The regular expression of a custom data identifier. AWS allows no groups, so it is some alternatives, each a row of characters
 * that may be repeated. All ways to match are followed at once, without going back: a hostile expression costs no more than its
 * length for each character of the text. The leftmost match counts, of several there the longest.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-custom-data-identifiers.html">Custom
 *     data identifiers</a>
 */
final class Expression {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_#=@/;,\\- ^$?\\[\\]{}|\\\\*+.]{1,200}");

    /** How long a match may be: what is longer is no identifier. */
    private static final int LONGEST_MATCH = 1024;

    private static final int NONE = -1;

    /** What a step takes: one character of a set, or none at an edge of the text. */
    record Step(CharacterSet set, Edge edge, boolean optional, boolean repeated) {}

    /** An edge of the text. */
    enum Edge {
        START,
        END
    }

    /** The characters below 65,536 that are meant. */
    record CharacterSet(BitSet characters, boolean negated) {
        boolean has(char c) {
            return characters.get(c) != negated;
        }
    }

    private final List<List<Step>> alternatives;

    private Expression(List<List<Step>> alternatives) {
        this.alternatives = alternatives;
    }

    /** @throws DataProtectionException if it is none that AWS allows */
    static Expression parse(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw new DataProtectionException("Regex must be 1 to 200 of the supported characters: " + text);
        }
        Expression expression = new Expression(new ExpressionParser(text).alternatives());
        if (expression.alternatives.stream().anyMatch(Expression::takesNothing)) {
            throw new DataProtectionException("Regex must not match the empty text: " + text);
        }
        return expression;
    }

    private static boolean takesNothing(List<Step> steps) {
        return steps.stream().allMatch(step -> step.edge() != null || step.optional());
    }

    /** The places where it matches, in order. */
    List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            Span next = first(text, from);
            if (next == null) {
                break;
            }
            found.add(next);
            from = next.end();
        }
        return found;
    }

    private Span first(String text, int from) {
        Span best = null;
        for (List<Step> steps : alternatives) {
            Span found = first(steps, text, from, best);
            if (found != null
                    && (best == null
                            || found.start() < best.start()
                            || found.start() == best.start() && found.end() > best.end())) {
                best = found;
            }
        }
        return best;
    }

    /** Follows all matches of one alternative that begin no later than the best of the others. */
    private static Span first(List<Step> steps, String text, int from, Span best) {
        // For each number of steps done, where the earliest match that has done so many began.
        int[] done = new int[steps.size() + 1];
        int[] next = new int[steps.size() + 1];
        Arrays.fill(done, NONE);
        int bestStart = best == null ? Integer.MAX_VALUE : best.start();
        Span found = null;
        for (int at = from; ; at++) {
            if (found == null && at <= bestStart && at < text.length()) {
                begin(done, 0, at);
            }
            skip(steps, done, at, text.length());
            int start = done[steps.size()];
            if (start != NONE && start < at && (found == null || start <= found.start())) {
                found = new Span(start, at);
            }
            if (at >= text.length()) {
                return found;
            }
            boolean alive = step(steps, done, next, text.charAt(at), at, found);
            int[] swap = done;
            done = next;
            next = swap;
            if (!alive && (found != null || at + 1 > bestStart)) {
                return found;
            }
        }
    }

    private static void begin(int[] done, int steps, int start) {
        if (done[steps] == NONE || start < done[steps]) {
            done[steps] = start;
        }
    }

    /** Goes over what need not take a character. */
    private static void skip(List<Step> steps, int[] done, int at, int length) {
        for (int i = 0; i < steps.size(); i++) {
            if (done[i] != NONE) {
                Step step = steps.get(i);
                boolean free =
                        step.edge() == null ? step.optional() : step.edge() == Edge.START ? at == 0 : at == length;
                if (free) {
                    begin(done, i + 1, done[i]);
                }
            }
        }
    }

    private static boolean step(List<Step> steps, int[] done, int[] next, char c, int at, Span found) {
        Arrays.fill(next, NONE);
        boolean alive = false;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean goesOn = done[i] != NONE
                    && at - done[i] < LONGEST_MATCH
                    && (found == null || done[i] <= found.start())
                    && step.edge() == null
                    && step.set().has(c);
            if (goesOn) {
                alive = true;
                begin(next, i + 1, done[i]);
                if (step.repeated()) {
                    begin(next, i, done[i]);
                }
            }
        }
        return alive;
    }
}
