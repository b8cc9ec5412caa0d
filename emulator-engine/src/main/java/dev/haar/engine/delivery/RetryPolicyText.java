package dev.haar.engine.delivery;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A retry policy as it is written in JSON. What is not given is 0, and 20 seconds for delays.
 *
 * <p>Of AWS's wording only those of the total time and of the lower bounds are known.
 */
final class RetryPolicyText {
    private static final String MIN_DELAY = "minDelayTarget";
    private static final String MAX_DELAY = "maxDelayTarget";
    private static final String RETRIES = "numRetries";
    private static final String AT_MAX_DELAY = "numMaxDelayRetries";
    private static final String NO_DELAY = "numNoDelayRetries";
    private static final String AT_MIN_DELAY = "numMinDelayRetries";
    private static final String BACKOFF = "backoffFunction";

    private static final Set<String> KNOWN =
            Set.of(MIN_DELAY, MAX_DELAY, RETRIES, AT_MAX_DELAY, NO_DELAY, AT_MIN_DELAY, BACKOFF);

    private static final int LONGEST_DELAY = 3600;
    private static final int MOST_RETRIES = 100;
    private static final long LONGEST_TOTAL = 3_600_000;

    private RetryPolicyText() {}

    /** Checks what stands at a path of a delivery policy. */
    static void check(String path, Map<String, Object> given) {
        for (String name : given.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new DeliveryPolicyException("invalid JSON. Attribute " + path + "." + name + " is unknown.");
            }
        }
        int min = number(path, given, MIN_DELAY, 1, LONGEST_DELAY);
        int max = number(path, given, MAX_DELAY, 1, LONGEST_DELAY);
        if (max < min) {
            throw new DeliveryPolicyException(
                    path + "." + MAX_DELAY + " must be greater than or equal to " + MIN_DELAY);
        }
        int retries = number(path, given, RETRIES, 0, MOST_RETRIES);
        int phases = number(path, given, NO_DELAY, 0, MOST_RETRIES)
                + number(path, given, AT_MIN_DELAY, 0, MOST_RETRIES)
                + number(path, given, AT_MAX_DELAY, 0, MOST_RETRIES);
        if (phases > retries) {
            throw new DeliveryPolicyException(
                    path + "." + RETRIES + " must be greater than or equal to the retries of its phases");
        }
        Object backoff = given.get(BACKOFF);
        if (backoff != null
                && !(backoff instanceof String name && Backoff.named(name).isPresent())) {
            throw new DeliveryPolicyException(
                    path + "." + BACKOFF + " must be one of arithmetic, exponential, geometric, linear");
        }
        if (read(given).total() > LONGEST_TOTAL) {
            throw new DeliveryPolicyException(path + ": Total policy retry time cannot be greater than 3600 seconds");
        }
    }

    /** A number within bounds; one that is absent is within them. */
    static int number(String path, Map<String, Object> given, String name, int least, int most) {
        Object value = given.get(name);
        if (value == null) {
            return number(given, name);
        }
        if (!(value instanceof BigDecimal number) || number.stripTrailingZeros().scale() > 0) {
            throw new DeliveryPolicyException(path + "." + name + " must be an integer");
        }
        if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
            throw new DeliveryPolicyException(path + "." + name + " must be greater than or equal to " + least);
        }
        if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new DeliveryPolicyException(path + "." + name + " must be less than or equal to " + most);
        }
        return number(given, name);
    }

    static RetryPolicy read(Map<String, Object> given) {
        return new RetryPolicy(
                number(given, MIN_DELAY),
                Math.max(number(given, MIN_DELAY), number(given, MAX_DELAY)),
                number(given, RETRIES),
                number(given, NO_DELAY),
                number(given, AT_MIN_DELAY),
                number(given, AT_MAX_DELAY),
                given.get(BACKOFF) instanceof String name
                        ? Backoff.named(name).orElse(Backoff.LINEAR)
                        : Backoff.LINEAR);
    }

    static Map<String, Object> write(RetryPolicy policy) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(MIN_DELAY, BigDecimal.valueOf(policy.minDelay()));
        written.put(MAX_DELAY, BigDecimal.valueOf(policy.maxDelay()));
        written.put(RETRIES, BigDecimal.valueOf(policy.retries()));
        written.put(AT_MAX_DELAY, BigDecimal.valueOf(policy.atMaxDelay()));
        written.put(NO_DELAY, BigDecimal.valueOf(policy.noDelay()));
        written.put(AT_MIN_DELAY, BigDecimal.valueOf(policy.atMinDelay()));
        written.put(BACKOFF, policy.backoff().awsName());
        return written;
    }

    private static int number(Map<String, Object> given, String name) {
        if (given.get(name) instanceof BigDecimal number) {
            return number.intValue();
        }
        boolean delay = name.equals(MIN_DELAY) || name.equals(MAX_DELAY);
        return delay ? RetryPolicy.HTTP.minDelay() : 0;
    }
}
