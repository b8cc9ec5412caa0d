package dev.haar.api.validation;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gathers everything that is wrong with one input, then says so in the words of AWS's framework: SNS, KMS, Cloud Map and
 * STS answer with these, SQS mostly does not.
 *
 * <p>Paths are those of AWS: members in lower camel case, elements as {@code tags.1.member.key}. Apart from
 * {@link #required}, a check of an absent value holds.
 */
public final class Violations {
    private final List<String> found = new ArrayList<>();

    /** The value must be there. */
    public Violations required(String path, Object value) {
        if (value == null) {
            found.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
        }
        return this;
    }

    /** The text must have that many characters. */
    public Violations length(String path, String value, int least, int most) {
        if (value == null) {
            return this;
        }
        int length = value.codePointCount(0, value.length());
        return size(path, value, length, least, most);
    }

    /** The collection must have that many elements. */
    public Violations length(String path, Collection<?> value, int least, int most) {
        return value == null ? this : size(path, value, value.size(), least, most);
    }

    /** The bytes at the path must be that many; AWS does not repeat them. */
    public Violations size(String path, int size, int least, int most) {
        if (size < least) {
            found.add("Value at '" + path
                    + "' failed to satisfy constraint: Member must have length greater than or equal to " + least);
        }
        if (size > most) {
            found.add("Value at '" + path
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + most);
        }
        return this;
    }

    /** Each text of the list must be so; AWS names no single one. */
    public Violations members(String path, Collection<String> values, TextRule rule) {
        if (values != null && !values.stream().allMatch(rule::holds)) {
            add(path, values, "Member must satisfy constraint: " + rule);
        }
        return this;
    }

    /** Each name of the map must be so, and each value; AWS names no single one. */
    public Violations entries(String path, Map<String, String> map, TextRule names, TextRule values) {
        if (!map.keySet().stream().allMatch(names::holds)) {
            add(path, map, "Map keys must satisfy constraint: " + names);
        }
        if (!map.values().stream().allMatch(values::holds)) {
            add(path, map, "Map value must satisfy constraint: " + values);
        }
        return this;
    }

    /** The map must have that many entries. */
    public Violations length(String path, Map<?, ?> value, int least, int most) {
        return value == null ? this : size(path, value, value.size(), least, most);
    }

    /** The number must lie between the two, both included. */
    public Violations range(String path, Number value, long least, long most) {
        if (value != null && value.longValue() < least) {
            add(path, value, "Member must have value greater than or equal to " + least);
        }
        if (value != null && value.longValue() > most) {
            add(path, value, "Member must have value less than or equal to " + most);
        }
        return this;
    }

    /** The whole text must match the pattern. */
    public Violations pattern(String path, String value, Pattern pattern) {
        if (value != null && !pattern.matcher(value).matches()) {
            add(path, value, "Member must satisfy regular expression pattern: " + pattern.pattern());
        }
        return this;
    }

    /** The whole text must match the pattern; it is a secret, so AWS does not repeat it. */
    public Violations secretPattern(String path, String value, Pattern pattern) {
        if (value != null && !pattern.matcher(value).matches()) {
            found.add("Value at '" + path
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + pattern.pattern());
        }
        return this;
    }

    /** The text must be one of these. */
    public Violations oneOf(String path, String value, Collection<String> values) {
        if (value != null && !values.contains(value)) {
            add(path, value, "Member must satisfy enum value set: [" + String.join(", ", values) + "]");
        }
        return this;
    }

    /**
     * Ends the request if anything was found.
     *
     * @throws AwsException with {@code ValidationException}, which is {@code ValidationError} in AWS Query
     */
    public void check() {
        checkAs("ValidationException", "ValidationError");
    }

    /**
     * Like {@link #check} for a service that has an error of its own for it.
     *
     * @throws AwsException with that error
     */
    public void checkAs(String shape) {
        checkAs(shape, shape);
    }

    private void checkAs(String shape, String code) {
        if (found.isEmpty()) {
            return;
        }
        String count = found.size() == 1 ? "1 validation error" : found.size() + " validation errors";
        String message = count + " detected: " + String.join("; ", found);
        throw new AwsException(new AwsError(shape, code, 400, true, message));
    }

    private Violations size(String path, Object value, int size, int least, int most) {
        if (size < least) {
            add(path, value, "Member must have length greater than or equal to " + least);
        }
        if (size > most) {
            add(path, value, "Member must have length less than or equal to " + most);
        }
        return this;
    }

    private void add(String path, Object value, String rule) {
        found.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + rule);
    }
}
