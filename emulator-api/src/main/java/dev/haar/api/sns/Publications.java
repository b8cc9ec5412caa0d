package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.topic.Publication;
import dev.haar.engine.topic.Topic;
import java.util.HashMap;
import java.util.Map;

/** Makes what is published of what was given. */
final class Publications {
    private static final int LONGEST_SUBJECT = 100;
    private static final String DEFAULT = "default";

    private Publications() {}

    /** What Publish and an entry of PublishBatch have in common. */
    record Given(String message, String structure, String subject, String groupId, String deduplicationId) {}

    /** Looks at all but the subject, which in a batch is a matter of its entry alone. */
    static Publication of(Given given, MessageAttributes attributes, Topic topic, Caller caller) {
        if (given.message.isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        Map<String, String> bodies = bodies(given);
        checkIds(given, topic);
        return new Publication(
                bodies.getOrDefault(DEFAULT, given.message),
                bodies,
                given.subject,
                attributes,
                given.groupId,
                given.deduplicationId,
                caller.traceHeader(),
                caller.baseUrl());
    }

    /** What one endpoint gets of a message that goes to no topic. */
    static String body(String message, String structure, String subject, String protocol) {
        if (message.isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        checkSubject(subject);
        Map<String, String> bodies = bodies(new Given(message, structure, subject, null, null));
        return bodies.getOrDefault(protocol, bodies.getOrDefault(DEFAULT, message));
    }

    /** What a device gets: there must be a body for its platform, or else a default. */
    static String toDevice(String message, String structure, String subject, String platform) {
        if (message.isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        checkSubject(subject);
        if (structure == null) {
            return message;
        }
        Map<String, String> bodies = parse(message, structure);
        String body = bodies.getOrDefault(platform, bodies.get(DEFAULT));
        if (body == null) {
            throw SnsErrors.invalid("JSON must contain an entry for 'default' or '" + platform + "'.");
        }
        return body;
    }

    private static Map<String, String> bodies(Given given) {
        if (given.structure == null) {
            return Map.of();
        }
        Map<String, String> bodies = parse(given.message, given.structure);
        if (!bodies.containsKey(DEFAULT)) {
            throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
        }
        return bodies;
    }

    private static Map<String, String> parse(String message, String structure) {
        if (!structure.equals("json")) {
            throw SnsErrors.invalid("MessageStructure");
        }
        Map<String, Object> object = JsonText.parseObject(message)
                .orElseThrow(() -> SnsErrors.invalid("Message Structure - JSON message body failed to parse"));
        Map<String, String> bodies = new HashMap<>();
        object.forEach((protocol, body) -> {
            if (body instanceof String text) {
                bodies.put(protocol, text);
            }
        });
        return bodies;
    }

    /** Refuses a subject that no message can have. */
    static void checkSubject(String subject) {
        if (!isSubject(subject)) {
            throw SnsErrors.invalid("Subject");
        }
    }

    /** Whether a message can have this subject; null for none. */
    static boolean isSubject(String subject) {
        if (subject == null) {
            return true;
        }
        boolean printable = subject.chars().allMatch(c -> c >= ' ' && c != 0x7F);
        return !subject.isEmpty() && subject.length() <= LONGEST_SUBJECT && printable && subject.charAt(0) != ' ';
    }

    private static void checkIds(Given given, Topic topic) {
        checkId("MessageGroupId", given.groupId);
        checkId("MessageDeduplicationId", given.deduplicationId);
        if (!topic.address().isFifo()) {
            if (given.deduplicationId != null) {
                throw SnsErrors.invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId"
                        + " parameter that is not valid for this topic type");
            }
        } else if (given.groupId == null) {
            throw SnsErrors.invalid("The MessageGroupId parameter is required for FIFO topics");
        } else if (given.deduplicationId == null && !topic.contentBasedDeduplication()) {
            throw SnsErrors.invalid("The topic should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        }
    }

    private static void checkId(String parameter, String id) {
        if (id != null && !id.matches("[!-~]{1,128}")) {
            throw SnsErrors.invalid(parameter + " Reason: " + parameter
                    + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }
}
