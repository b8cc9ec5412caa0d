package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

/** Message attributes between the wire and the engine. */
final class AttributeValues {
    private static final String TRACE_HEADER = "AWSTraceHeader";

    private AttributeValues() {}

    /** The attributes of a message that is sent. */
    static MessageAttributes read(Map<String, MessageAttributeValue> values) {
        if (values.isEmpty()) {
            return MessageAttributes.NONE;
        }
        List<MessageAttribute> attributes = new ArrayList<>(values.size());
        values.forEach((name, value) -> {
            // Some clients send the lists along, empty.
            if (!value.stringListValues().isEmpty() || !value.binaryListValues().isEmpty()) {
                throw SqsErrors.unsupported(
                        "Message attribute list values in SendMessage operation are not supported.");
            }
            attributes.add(attribute(name, value.dataType(), value.stringValue(), value.binaryValue()));
        });
        return MessageAttributes.of(attributes);
    }

    /** The system attributes of a message that is sent: there is just the one. */
    static MessageAttributes readSystem(Map<String, MessageSystemAttributeValue> values) {
        if (values.isEmpty()) {
            return MessageAttributes.NONE;
        }
        List<MessageAttribute> attributes = new ArrayList<>(1);
        values.forEach((name, value) -> {
            if (!name.equals(TRACE_HEADER)) {
                throw SqsErrors.invalid("Message (system) attribute '" + name
                        + "' is not supported. You can use only the following: " + TRACE_HEADER + ".");
            }
            if (!"String".equals(value.dataType())) {
                throw SqsErrors.invalid("The type of message (system) attribute '" + name
                        + "' is invalid. You must use only the following supported type prefixes: String.");
            }
            if (value.stringValue() == null || value.stringValue().isEmpty()) {
                throw SqsErrors.invalid(
                        "Message (system) attribute '" + name + "' must contain a non-empty value of type 'String'.");
            }
            attributes.add(attribute(name, value.dataType(), value.stringValue(), null));
        });
        return MessageAttributes.of(attributes);
    }

    /** The trace header of a message: given with it, or else with the request. Null if there is none. */
    static String traceHeader(MessageAttributes system, Caller caller) {
        return system.isEmpty() ? caller.traceHeader() : system.asList().get(0).text();
    }

    /** The attributes of a message that is received. */
    static Map<String, MessageAttributeValue> write(MessageAttributes attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        for (MessageAttribute attribute : attributes.asList()) {
            MessageAttributeValue.Builder value = MessageAttributeValue.builder()
                    .dataType(attribute.dataType())
                    .stringValue(attribute.text());
            if (attribute.binary() != null) {
                value.binaryValue(SdkBytes.fromByteArrayUnsafe(attribute.binary()));
            }
            values.put(attribute.name(), value.build());
        }
        return values;
    }

    private static MessageAttribute attribute(String name, String dataType, String text, SdkBytes binary) {
        boolean isBinary = dataType != null && dataType.startsWith("Binary");
        return new MessageAttribute(
                name, dataType, isBinary ? null : text, isBinary && binary != null ? binary.asByteArrayUnsafe() : null);
    }
}
