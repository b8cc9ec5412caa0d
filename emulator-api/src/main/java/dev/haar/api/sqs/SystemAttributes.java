package dev.haar.api.sqs;

import dev.haar.engine.queue.ReceivedMessage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which of a message's system attributes a consumer wants.
 *
 * @param wanted the attributes
 */
record SystemAttributes(Set<SystemAttributes.Name> wanted) {
    private static final SystemAttributes NONE = new SystemAttributes(Collections.emptySet());
    private static final SystemAttributes ALL = new SystemAttributes(EnumSet.allOf(Name.class));
    private static final Map<String, Name> BY_WIRE_NAME = new HashMap<>();

    static {
        for (Name name : Name.values()) {
            BY_WIRE_NAME.put(name.wireName, name);
        }
    }

    /** The system attributes. */
    enum Name {
        SENDER_ID("SenderId", ReceivedMessage::senderId),
        SENT_TIMESTAMP("SentTimestamp", message -> Long.toString(message.sentAt())),
        APPROXIMATE_RECEIVE_COUNT("ApproximateReceiveCount", message -> Integer.toString(message.receiveCount())),
        APPROXIMATE_FIRST_RECEIVE_TIMESTAMP(
                "ApproximateFirstReceiveTimestamp", message -> Long.toString(message.firstReceivedAt())),
        SEQUENCE_NUMBER("SequenceNumber", ReceivedMessage::sequenceNumber),
        MESSAGE_DEDUPLICATION_ID("MessageDeduplicationId", ReceivedMessage::deduplicationId),
        MESSAGE_GROUP_ID("MessageGroupId", ReceivedMessage::groupId),
        AWS_TRACE_HEADER("AWSTraceHeader", ReceivedMessage::traceHeader),
        DEAD_LETTER_QUEUE_SOURCE_ARN("DeadLetterQueueSourceArn", ReceivedMessage::deadLetterSource);

        private final String wireName;
        private final Function<ReceivedMessage, String> value;

        Name(String wireName, Function<ReceivedMessage, String> value) {
            this.wireName = wireName;
            this.value = value;
        }
    }

    /** Those that either of the request's lists names: the old one, AttributeNames, and the new one. */
    static SystemAttributes named(List<String> attributeNames, List<String> messageSystemAttributeNames) {
        if (attributeNames.isEmpty() && messageSystemAttributeNames.isEmpty()) {
            return NONE;
        }
        Set<Name> wanted = EnumSet.noneOf(Name.class);
        boolean allOfOld = collect(attributeNames, wanted);
        boolean allOfNew = collect(messageSystemAttributeNames, wanted);
        return allOfOld || allOfNew ? ALL : new SystemAttributes(wanted);
    }

    /** The wanted attributes that the message has, by AWS's names. */
    Map<String, String> of(ReceivedMessage message) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Name name : wanted) {
            String value = name.value.apply(message);
            if (value != null) {
                values.put(name.wireName, value);
            }
        }
        return values;
    }

    private static boolean collect(List<String> names, Set<Name> wanted) {
        boolean all = false;
        for (String text : names) {
            Name name = BY_WIRE_NAME.get(text);
            if (text.equals("All")) {
                all = true;
            } else if (name == null) {
                throw SqsErrors.unknownAttribute(text);
            } else {
                wanted.add(name);
            }
        }
        return all;
    }
}
