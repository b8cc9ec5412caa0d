package dev.haar.engine.filter;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as filter policies see it. What they look at is read once, when the first of them does. Not safe for several
 * threads.
 */
public final class FilteredMessage {
    private final MessageAttributes attributes;
    private final String body;
    private Map<String, Object> attributeValues;
    private Map<String, Object> bodyValues;

    public FilteredMessage(MessageAttributes attributes, String body) {
        this.attributes = attributes;
        this.body = body;
    }

    /** What policies of a scope look at; empty where there is nothing that they could. */
    Map<String, Object> values(FilterPolicy.Scope scope) {
        if (scope == FilterPolicy.Scope.BODY) {
            if (bodyValues == null) {
                bodyValues = JsonText.parseObject(body).orElse(Map.of());
            }
            return bodyValues;
        }
        if (attributeValues == null) {
            attributeValues = read(attributes);
        }
        return attributeValues;
    }

    /** Attributes as a policy sees them; binary ones it does not see. */
    private static Map<String, Object> read(MessageAttributes attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> values = new HashMap<>();
        for (MessageAttribute each : attributes.asList()) {
            if (each.text() != null) {
                value(each).ifPresent(value -> values.put(each.name(), value));
            }
        }
        return values;
    }

    private static Optional<Object> value(MessageAttribute attribute) {
        if (attribute.dataType().startsWith("Number")) {
            return Optional.of(new BigDecimal(attribute.text()));
        }
        if (attribute.dataType().equals("String.Array")) {
            return JsonText.parseObject("{\"v\":" + attribute.text() + "}")
                    .map(object -> object.get("v") instanceof List<?> list ? list : attribute.text());
        }
        return Optional.of(attribute.text());
    }
}
