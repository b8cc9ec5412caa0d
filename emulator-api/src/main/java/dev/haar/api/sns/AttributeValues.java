package dev.haar.api.sns;

import dev.haar.api.validation.Violations;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * The attributes of messages that are published.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">Message attributes</a>
 */
final class AttributeValues {
    private static final int LONGEST_NAME = 256;

    private AttributeValues() {}

    static void requireTypes(Map<String, MessageAttributeValue> values, String path, Violations violations) {
        values.forEach((name, value) -> violations.required(path + "." + name + ".member.dataType", value.dataType()));
    }

    /** Those of one message that is published by itself. */
    static MessageAttributes ofMessage(Map<String, MessageAttributeValue> values) {
        Violations violations = new Violations();
        requireTypes(values, "messageAttributes", violations);
        violations.check();
        return read(values);
    }

    static MessageAttributes read(Map<String, MessageAttributeValue> values) {
        List<MessageAttribute> attributes = new ArrayList<>(values.size());
        values.forEach((name, value) -> {
            checkName(name);
            attributes.add(attribute(name, value));
        });
        return MessageAttributes.of(attributes);
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw SnsErrors.invalidAttribute("The request must contain non-empty message attribute name.");
        }
        if (name.length() >= LONGEST_NAME) {
            throw SnsErrors.invalidAttribute("Length of message attribute name must be less than 256 bytes.");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
                throw SnsErrors.invalidAttribute("Invalid non-alphanumeric character '#x"
                        + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                        + "' was found in the message attribute name. Can only include alphanumeric characters,"
                        + " hyphens, underscores, or dots.");
            }
        }
        if (name.startsWith(".")) {
            throw SnsErrors.invalidAttribute("Invalid message attribute name starting with character '.' was found.");
        }
        if (name.endsWith(".")) {
            throw SnsErrors.invalidAttribute("Invalid message attribute name ending with character '.' was found.");
        }
        if (name.contains("..")) {
            throw SnsErrors.invalidAttribute("Message attribute name can not have successive '.' character.");
        }
    }

    private static MessageAttribute attribute(String name, MessageAttributeValue value) {
        String type = value.dataType();
        String kind = type.split("\\.", 2)[0];
        boolean binary = kind.equals("Binary");
        if (!binary && !kind.equals("String") && !kind.equals("Number")) {
            throw SnsErrors.invalidAttribute("The message attribute '" + name + "' has an invalid message attribute"
                    + " type, the set of supported type prefixes is Binary, Number, and String.");
        }
        boolean hasText = value.stringValue() != null && !value.stringValue().isEmpty();
        boolean hasBinary = value.binaryValue() != null && value.binaryValue().asByteArrayUnsafe().length > 0;
        if (binary ? hasText : hasBinary) {
            throw SnsErrors.invalidAttribute("The message attribute '" + name + "' with type '" + type
                    + "' must use field '" + (binary ? "Binary" : "String") + "'.");
        }
        if (binary ? !hasBinary : !hasText) {
            throw SnsErrors.invalidAttribute("The message attribute '" + name
                    + "' must contain non-empty message attribute value for message attribute type '" + type + "'.");
        }
        if (binary) {
            return new MessageAttribute(name, type, null, value.binaryValue().asByteArrayUnsafe());
        }
        if (kind.equals("Number") && !isNumber(value.stringValue())) {
            throw SnsErrors.invalidAttribute("Could not cast message attribute '" + name + "' value to number.");
        }
        if (type.equals("String.Array") && !isArray(value.stringValue())) {
            throw SnsErrors.invalidAttribute("The message attribute '" + name
                    + "' has an invalid value for message attribute type 'String.Array'.");
        }
        return new MessageAttribute(name, type, value.stringValue(), null);
    }

    private static boolean isArray(String text) {
        return JsonText.parseObject("{\"values\":" + text + "}")
                .map(object -> object.get("values"))
                .filter(List.class::isInstance)
                .isPresent();
    }

    private static boolean isNumber(String text) {
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
