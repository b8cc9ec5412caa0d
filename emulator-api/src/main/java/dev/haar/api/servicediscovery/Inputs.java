package dev.haar.api.servicediscovery;

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
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("^[a-zA-Z0-9!-~]+$");
    private static final Pattern ATTRIBUTE_VALUE =
            Pattern.compile("^([a-zA-Z0-9!-~][ \\ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$");
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
        attributes.forEach((name, value) -> {
            violations.length(path, name, 0, 255).pattern(path, name, ATTRIBUTE_NAME);
            violations
                    .required(path + '.' + name + ".member", value)
                    .length(path + '.' + name + ".member", value, 0, 1024)
                    .pattern(path + '.' + name + ".member", value, ATTRIBUTE_VALUE);
        });
        return this;
    }

    Inputs resource(String arn) {
        violations.required("resourceARN", arn).length("resourceARN", arn, 1, 1011);
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
        Tags.requireFew(map, resource);
        return map;
    }
}
