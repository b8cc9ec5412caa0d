package dev.haar.engine.message;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * What message attributes may look like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Message
 *     metadata</a>
 */
public final class AttributeRules {
    private static final int MOST_ATTRIBUTES = 10;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TYPE = 256;
    private static final int MOST_DIGITS = 38;
    private static final int GREATEST_EXPONENT = 126;
    private static final int LEAST_EXPONENT = -128;

    private AttributeRules() {}

    /**
     * Checks the attributes of a message.
     *
     * @throws EngineException if one of them is not valid or there are too many
     */
    public static void check(MessageAttributes attributes) {
        List<MessageAttribute> all = attributes.asList();
        if (all.size() > MOST_ATTRIBUTES) {
            throw invalid("Number of message attributes [" + all.size() + "] exceeds the allowed maximum ["
                    + MOST_ATTRIBUTES + "].");
        }
        for (MessageAttribute each : all) {
            checkName(each.name());
            checkType(each);
            checkValue(each);
        }
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw invalid("The request must contain non-empty message attribute name.");
        }
        if (name.length() > LONGEST_NAME) {
            throw invalid(
                    "Message (user) attribute name '" + name + "' must be shorter than " + LONGEST_NAME + " bytes.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws.") || lower.startsWith("amazon.")) {
            throw invalid("Message (user) attribute name '" + name + "' must not start with a reserved prefix.");
        }
        boolean badDots = name.startsWith(".") || name.endsWith(".") || name.contains("..");
        if (badDots || !name.chars().allMatch(AttributeRules::isNameCharacter)) {
            throw invalid("Invalid characters in message (user) attribute name '" + name + "'. You can use only the"
                    + " following characters: alphanumeric characters, underscores (_), hyphens (-) and single periods"
                    + " (.) that neither begin nor end the name.");
        }
    }

    /** AWS's guide says A-Z, a-z and 0-9, but letters of other scripts are let through. */
    private static boolean isNameCharacter(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static void checkType(MessageAttribute attribute) {
        String type = attribute.dataType();
        if (type == null || type.isEmpty()) {
            throw invalid("The message attribute '" + attribute.name()
                    + "' must contain a non-empty message attribute type.");
        }
        if (type.length() > LONGEST_TYPE) {
            throw invalid("The type of message (user) attribute '" + attribute.name() + "' must be shorter than "
                    + LONGEST_TYPE + " bytes.");
        }
        if (!isOf(attribute, "String") && !isOf(attribute, "Number") && !isOf(attribute, "Binary")) {
            throw invalid(
                    "The type of message (user) attribute '" + attribute.name() + "' is invalid. You must use only"
                            + " the following supported type prefixes: Binary, Number, String.");
        }
    }

    private static void checkValue(MessageAttribute attribute) {
        boolean binary = isOf(attribute, "Binary");
        boolean empty = binary
                ? attribute.binary() == null || attribute.binary().length == 0
                : attribute.text() == null || attribute.text().isEmpty();
        if (empty) {
            throw invalid("Message (user) attribute '" + attribute.name() + "' must contain a non-empty value of type '"
                    + (binary ? "Binary" : isOf(attribute, "Number") ? "Number" : "String") + "'.");
        }
        if (binary) {
            return;
        }
        if (isOf(attribute, "Number")) {
            checkNumber(attribute);
        } else if (!MessageText.isPermitted(attribute.text())) {
            throw invalid("Invalid characters found: message (user) attribute '" + attribute.name()
                    + "' must contain only the characters #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] |"
                    + " [#x10000-#x10FFFF].");
        }
    }

    private static void checkNumber(MessageAttribute attribute) {
        try {
            // Digits beyond the limit are refused before they are worth any work, and those of other scripts are none.
            if (attribute.text().length() > LONGEST_TYPE
                    || !attribute.text().chars().allMatch(c -> c < 0x80)) {
                throw new NumberFormatException();
            }
            BigDecimal number = new BigDecimal(attribute.text()).stripTrailingZeros();
            int exponent = number.precision() - number.scale() - 1;
            boolean inRange = exponent >= LEAST_EXPONENT && exponent <= GREATEST_EXPONENT;
            if (number.signum() != 0 && (number.precision() > MOST_DIGITS || !inRange)) {
                throw new NumberFormatException();
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw invalid("Can't cast the value of message (user) attribute '" + attribute.name() + "' to a number.");
        }
    }

    private static boolean isOf(MessageAttribute attribute, String type) {
        return attribute.dataType().equals(type) || attribute.dataType().startsWith(type + ".");
    }

    private static EngineException invalid(String message) {
        return new EngineException(EngineError.INVALID_PARAMETER, message);
    }
}
