package dev.haar.engine.mobile;

import dev.haar.engine.message.MessageText;
import dev.haar.engine.topic.TopicException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The attributes of an endpoint of a platform application.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html">SetEndpointAttributes</a>
 */
final class EndpointAttributes {
    static final String TOKEN = "Token";
    private static final String ENABLED = "Enabled";
    private static final String DATA = "CustomUserData";

    /** Bytes of UTF-8. */
    private static final int LONGEST_DATA = 2048;

    private EndpointAttributes() {}

    /** Those of a new endpoint. */
    static Map<String, String> made(String token, String data, Map<String, String> given) {
        Map<String, String> first = with(Map.of(ENABLED, "true"), data == null ? Map.of() : Map.of(DATA, data));
        Map<String, String> made = with(first, given);
        made.put(TOKEN, token);
        return made;
    }

    /** Attributes with some changed. */
    static Map<String, String> with(Map<String, String> current, Map<String, String> changes) {
        Map<String, String> next = new LinkedHashMap<>(current);
        changes.forEach((name, value) -> {
            switch (name) {
                case TOKEN -> {
                    if (value.isEmpty()) {
                        throw refused("Invalid value for attribute: Token: cannot be empty");
                    }
                    next.put(name, value);
                }
                case ENABLED -> {
                    String lower = value.toLowerCase(Locale.ROOT);
                    if (!lower.equals("true") && !lower.equals("false")) {
                        throw refused("Invalid value for attribute: Enabled: must be true or false");
                    }
                    next.put(name, lower);
                }
                case DATA -> {
                    if (MessageText.utf8Length(value) > LONGEST_DATA) {
                        throw refused("Invalid value for attribute: CustomUserData: must be at most " + LONGEST_DATA
                                + " bytes long in UTF-8 encoding");
                    }
                    next.put(name, value);
                }
                default -> throw refused("Invalid attribute name: " + name);
            }
        });
        return next;
    }

    private static TopicException refused(String reason) {
        return TopicException.invalid("Attributes Reason: " + reason);
    }
}
