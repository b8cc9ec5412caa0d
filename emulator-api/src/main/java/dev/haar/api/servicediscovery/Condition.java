package dev.haar.api.servicediscovery;

import java.util.List;
import java.util.Set;

/** One filter of a list: a condition and what its values may be. */
record Condition(String name, String operator, List<String> values) {
    private static final String EQ = "EQ";
    private static final String BETWEEN = "BETWEEN";
    private static final String BEGINS_WITH = "BEGINS_WITH";

    /**
     * Reads a filter.
     *
     * @param operators which conditions it may have
     */
    static Condition of(String name, String operator, List<String> values, Set<String> operators) {
        String chosen = operator == null ? EQ : operator;
        if (!operators.contains(chosen)) {
            throw DiscoveryErrors.invalid("The condition " + chosen + " is not valid for the filter " + name + ".");
        }
        int wanted = chosen.equals(BETWEEN) ? 2 : 1;
        if (chosen.equals("IN") ? values.isEmpty() : values.size() != wanted) {
            throw DiscoveryErrors.invalid("The filter " + name + " with the condition " + chosen + " must have "
                    + (chosen.equals("IN") ? "at least one value." : wanted + (wanted == 1 ? " value." : " values.")));
        }
        return new Condition(name, chosen, values);
    }

    boolean holds(String value) {
        return switch (operator) {
            case "IN" -> values.contains(value);
            case BEGINS_WITH -> value.startsWith(values.get(0));
            default -> value.equals(values.get(0));
        };
    }

    boolean holds(long millis) {
        return millis >= millis(values.get(0)) && millis <= millis(values.get(1));
    }

    /** Makes sure that all values are known ones. */
    Condition among(Set<String> known) {
        for (String value : values) {
            // The beginning of a value need not be one.
            if (!operator.equals(BEGINS_WITH) && !known.contains(value)) {
                throw DiscoveryErrors.invalid("The value " + value + " is not valid for the filter " + name + ".");
            }
        }
        return this;
    }

    /** Makes sure that the values are times in order. */
    Condition asTimes() {
        if (millis(values.get(0)) > millis(values.get(1))) {
            throw DiscoveryErrors.invalid("The start date must be before the end date.");
        }
        return this;
    }

    /** Unix time: seconds, perhaps with a fraction, or milliseconds as the documentation's examples have it. */
    private static long millis(String text) {
        try {
            double number = Double.parseDouble(text);
            return number > 1e11 ? (long) number : Math.round(number * 1000);
        } catch (NumberFormatException e) {
            throw DiscoveryErrors.invalid("This is no date: " + text);
        }
    }
}
