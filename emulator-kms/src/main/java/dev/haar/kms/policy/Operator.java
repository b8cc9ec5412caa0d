package dev.haar.kms.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One way to compare in a condition.
 *
 * @param test whether a value of the request is like one of the policy
 * @param negated whether the condition holds if none of the policy's values is
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
record Operator(Test test, boolean negated) {
    /** Compares two values. */
    interface Test {
        boolean holds(String wanted, String actual);
    }

    private static final String NOT = "Not";

    /** The operator of this name, without what stands before a colon and without {@code IfExists}. */
    static Optional<Operator> named(String name) {
        Optional<Test> test = test(name);
        if (test.isPresent()) {
            return Optional.of(new Operator(test.get(), false));
        }
        return name.contains(NOT)
                ? test(name.replaceFirst(NOT, "")).map(positive -> new Operator(positive, true))
                : Optional.empty();
    }

    private static Optional<Test> test(String name) {
        Test test = switch (name) {
            case "StringEquals", "BinaryEquals" -> String::equals;
            case "StringEqualsIgnoreCase", "Bool" -> String::equalsIgnoreCase;
            case "StringLike" -> Wildcards::match;
            case "ArnEquals", "ArnLike" -> Operator::isArnLike;
            case "NumericEquals" -> (wanted, actual) -> compareNumbers(actual, wanted, List.of(0));
            case "NumericLessThan" -> (wanted, actual) -> compareNumbers(actual, wanted, List.of(-1));
            case "NumericLessThanEquals" -> (wanted, actual) -> compareNumbers(actual, wanted, List.of(-1, 0));
            case "NumericGreaterThan" -> (wanted, actual) -> compareNumbers(actual, wanted, List.of(1));
            case "NumericGreaterThanEquals" -> (wanted, actual) -> compareNumbers(actual, wanted, List.of(1, 0));
            case "DateEquals" -> (wanted, actual) -> compareDates(actual, wanted, List.of(0));
            case "DateLessThan" -> (wanted, actual) -> compareDates(actual, wanted, List.of(-1));
            case "DateLessThanEquals" -> (wanted, actual) -> compareDates(actual, wanted, List.of(-1, 0));
            case "DateGreaterThan" -> (wanted, actual) -> compareDates(actual, wanted, List.of(1));
            case "DateGreaterThanEquals" -> (wanted, actual) -> compareDates(actual, wanted, List.of(1, 0));
            // No request to a key tells an address.
            case "IpAddress" -> (wanted, actual) -> false;
            default -> null;
        };
        return Optional.ofNullable(test);
    }

    /** Each of the six parts of an ARN is compared by itself. */
    private static boolean isArnLike(String wanted, String actual) {
        String[] patterns = wanted.split(":", 6);
        String[] parts = actual.split(":", 6);
        if (patterns.length != 6 || parts.length != 6) {
            return Wildcards.match(wanted, actual);
        }
        for (int i = 0; i < 6; i++) {
            if (!Wildcards.match(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean compareNumbers(String actual, String wanted, List<Integer> outcomes) {
        try {
            return outcomes.contains(Integer.signum(new BigDecimal(actual).compareTo(new BigDecimal(wanted))));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean compareDates(String actual, String wanted, List<Integer> outcomes) {
        try {
            return outcomes.contains(Integer.signum(date(actual).compareTo(date(wanted))));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant date(String text) {
        return text.matches("[0-9]{1,12}")
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
    }
}
