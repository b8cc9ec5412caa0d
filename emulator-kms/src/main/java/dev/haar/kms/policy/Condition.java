package dev.haar.kms.policy;

import dev.haar.kms.KmsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What must hold for a statement to count.
 *
 * @param operator how values are compared; null for whether there are any
 * @param key the name of the condition key in lower case
 * @param values what the policy names
 * @param quantifier how many of the request's values must be like that
 * @param ifExists whether it holds where the request has no value
 */
record Condition(Operator operator, String key, List<String> values, Quantifier quantifier, boolean ifExists) {
    private static final String IF_EXISTS = "IfExists";

    /** How many values of the request must hold. */
    enum Quantifier {
        ANY,
        ALL,
        ANY_OF_THOSE_THERE
    }

    /**
     * A condition as a policy writes it.
     *
     * @throws KmsException with MALFORMED_POLICY if there is no such operator
     */
    static Condition of(String written, String key, List<String> values) {
        Quantifier quantifier = Quantifier.ANY;
        String name = written;
        if (name.startsWith("ForAllValues:")) {
            quantifier = Quantifier.ALL;
            name = name.substring("ForAllValues:".length());
        } else if (name.startsWith("ForAnyValue:")) {
            quantifier = Quantifier.ANY_OF_THOSE_THERE;
            name = name.substring("ForAnyValue:".length());
        }
        boolean ifExists = name.endsWith(IF_EXISTS);
        if (ifExists) {
            name = name.substring(0, name.length() - IF_EXISTS.length());
        }
        Operator operator = name.equals("Null")
                ? null
                : Operator.named(name).orElseThrow(() -> PolicyReader.malformed("Invalid Condition type : " + written));
        return new Condition(operator, key.toLowerCase(Locale.ROOT), values, quantifier, ifExists);
    }

    boolean holds(Map<String, List<String>> request) {
        List<String> actual = request.getOrDefault(key, List.of());
        if (operator == null) {
            return values.contains(String.valueOf(actual.isEmpty()));
        }
        if (actual.isEmpty()) {
            return ifExists || quantifier == Quantifier.ALL || quantifier == Quantifier.ANY && operator.negated();
        }
        return quantifier == Quantifier.ALL
                ? actual.stream().allMatch(this::holds)
                : actual.stream().anyMatch(this::holds);
    }

    private boolean holds(String actual) {
        boolean isLikeOne = values.stream().anyMatch(wanted -> operator.test().holds(wanted, actual));
        return isLikeOne != operator.negated();
    }
}
