package dev.haar.api.servicediscovery;

import dev.haar.api.validation.TextRule;
import dev.haar.api.validation.Violations;
import dev.haar.servicediscovery.registry.Tags;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.servicediscovery.model.Tag;

/**
 * Checks of inputs that several actions share, in the words of AWS's framework. Cloud Map calls what is found
 * {@code InvalidInput}.
 */
final class Inputs {
    private static final Pattern SERVICE_NAME =
            Pattern.compile("((?=^.{1,127}$)^([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])"
                    + "(\\.([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9]))*$)|(^\\.$)");
    private static final TextRule ATTRIBUTE_NAME = new TextRule(0, 255, Pattern.compile("^[a-zA-Z0-9!-~]+$"));
    private static final TextRule ATTRIBUTE_VALUE =
            new TextRule(0, 1024, Pattern.compile("^([a-zA-Z0-9!-~][ \\ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$"));
    private static final TextRule FILTER_VALUE = new TextRule(1, 255);
    private static final TextRule TAG_KEY = new TextRule(1, 128);
    private static final List<String> CONDITIONS = List.of("EQ", "IN", "BETWEEN", "BEGINS_WITH");
    private static final int LARGEST_ID = 64;
    private static final int LARGEST_ARN = 255;
    private static final int LARGEST_DESCRIPTION = 1024;

    private final Violations violations = new Violations();

    Violations violations() {
        return violations;
    }

    void check() {
        violations.checkAs(DiscoveryErrors.INVALID_INPUT);
    }

    /** An id or an ARN that must be there. */
    Inputs reference(String path, String value) {
        violations.required(path, value).length(path, value, 0, LARGEST_ARN);
        return this;
    }

    Inputs id(String path, String value) {
        violations.length(path, value, 0, LARGEST_ID);
        return this;
    }

    Inputs requiredId(String path, String value) {
        violations.required(path, value);
        return id(path, value);
    }

    Inputs description(String path, String value) {
        violations.length(path, value, 0, LARGEST_DESCRIPTION);
        return this;
    }

    Inputs name(String path, String value, Pattern pattern, int most) {
        violations.required(path, value).length(path, value, 0, most).pattern(path, value, pattern);
        return this;
    }

    Inputs serviceName(String path, String value) {
        violations.required(path, value).pattern(path, value, SERVICE_NAME);
        return this;
    }

    Inputs oneOf(String path, String value, Enum<?>... values) {
        violations.oneOf(path, value, Arrays.stream(values).map(Enum::name).toList());
        return this;
    }

    Inputs ttl(String path, Long value) {
        violations.required(path, value).range(path, value, 0, Integer.MAX_VALUE);
        return this;
    }

    Inputs account(String path, String value) {
        violations.length(path, value, 12, 12);
        return this;
    }

    Inputs page(Integer maxResults, String nextToken) {
        violations.range("maxResults", maxResults, 1, 100).length("nextToken", nextToken, 0, 4096);
        return this;
    }

    /** Attributes of instances. */
    Inputs attributes(String path, Map<String, String> attributes) {
        return map(path, attributes, ATTRIBUTE_NAME, ATTRIBUTE_VALUE);
    }

    /** A map whose values must be there. */
    Inputs map(String path, Map<String, String> map, TextRule names, TextRule values) {
        map.forEach((name, value) -> violations.required(path + '.' + name + ".member", value));
        violations.entries(path, map, names, values);
        return this;
    }

    /** @param names what filters may be named */
    Inputs filters(List<Filter> filters, List<String> names) {
        for (int i = 0; i < filters.size(); i++) {
            String path = "filters." + (i + 1) + ".member.";
            Filter filter = filters.get(i);
            violations
                    .required(path + "name", filter.name())
                    .oneOf(path + "name", filter.name(), names)
                    .required(path + "values", filter.values())
                    .members(path + "values", filter.values(), FILTER_VALUE)
                    .oneOf(path + "condition", filter.condition(), CONDITIONS);
        }
        return this;
    }

    Inputs resource(String arn) {
        violations.required("resourceARN", arn).length("resourceARN", arn, 1, 1011);
        return this;
    }

    Inputs tagKeys(List<String> keys) {
        violations.length("tagKeys", keys, 0, 200).members("tagKeys", keys, TAG_KEY);
        return this;
    }

    Inputs tags(List<Tag> tags) {
        violations.length("tags", tags, 0, 200);
        for (int i = 0; i < tags.size(); i++) {
            String path = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            violations
                    .required(path + "key", tag.key())
                    .length(path + "key", tag.key(), 1, 128)
                    .required(path + "value", tag.value())
                    .length(path + "value", tag.value(), 0, 256);
        }
        return this;
    }

    /** The tags of something that is to be made. */
    static Map<String, String> tagMap(List<Tag> tags, String resource) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        Tags.requireOwn(map.keySet());
        Tags.requireFew(map, resource);
        return map;
    }
}
