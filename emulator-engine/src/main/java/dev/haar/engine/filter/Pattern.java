package dev.haar.engine.filter;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * What a filter policy says of one value. A value is what JSON has: a String, a BigDecimal, a Boolean, or
 * {@link Values#NULL}.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html">Constraints</a>
 */
sealed interface Pattern {
    boolean matches(Object value);

    /** Exactly this value; numbers are compared as numbers. */
    record Exact(Object expected) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return Values.normalise(value).equals(expected);
        }
    }

    record Prefix(String prefix) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return value instanceof String text && text.startsWith(prefix);
        }
    }

    record Suffix(String suffix) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return value instanceof String text && text.endsWith(suffix);
        }
    }

    record IgnoreCase(String expected) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return value instanceof String text
                    && text.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Stars stand for any characters, also none.
     *
     * @param text the pattern as it was written
     */
    record Wildcard(String text, java.util.regex.Pattern pattern) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return value instanceof String candidate
                    && pattern.matcher(candidate).matches();
        }
    }

    /** Any value that is there but these. */
    record AnythingBut(Set<Object> excluded) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return !excluded.contains(Values.normalise(value));
        }
    }

    /** Any value that is there but what the patterns match. */
    record AnythingButLike(Set<Pattern> excluded) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return excluded.stream().noneMatch(pattern -> pattern.matches(value));
        }
    }

    /**
     * A number between two.
     *
     * @param bottom null for none
     * @param top null for none
     */
    record Range(BigDecimal bottom, boolean withBottom, BigDecimal top, boolean withTop) implements Pattern {
        @Override
        public boolean matches(Object value) {
            if (!(value instanceof BigDecimal number)) {
                return false;
            }
            int above = bottom == null ? 1 : number.compareTo(bottom);
            int below = top == null ? -1 : number.compareTo(top);
            return (above > 0 || above == 0 && withBottom) && (below < 0 || below == 0 && withTop);
        }
    }

    /** An address within a block. */
    record Cidr(AddressBlock block) implements Pattern {
        @Override
        public boolean matches(Object value) {
            return value instanceof String text && block.contains(text);
        }
    }

    /**
     * There is a value that is neither null nor empty.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html">Key matching</a>
     */
    record Present() implements Pattern {
        @Override
        public boolean matches(Object value) {
            return value != Values.NULL && !"".equals(value);
        }
    }

    /** There is no value: a leaf looks at this itself. */
    record Absent() implements Pattern {
        @Override
        public boolean matches(Object value) {
            return false;
        }
    }
}
