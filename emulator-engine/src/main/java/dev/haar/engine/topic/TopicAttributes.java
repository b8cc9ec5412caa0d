package dev.haar.engine.topic;

import dev.haar.engine.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of a topic that can be set.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html">SetTopicAttributes</a>
 */
final class TopicAttributes {
    private static final Set<String> TRUTHS = Set.of("FifoTopic", "ContentBasedDeduplication");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "SignatureVersion", Set.of("1", "2"),
            "TracingConfig", Set.of("PassThrough", "Active"),
            "FifoThroughputScope", Set.of("Topic", "MessageGroup"));
    private static final Set<String> NOT_BUILT =
            Set.of("ArchivePolicy", "DataProtectionPolicy", "DeliveryPolicy", "MaximumMessageSize");
    private static final int LONGEST_NAME = 100;

    private TopicAttributes() {}

    /** Attributes with some changed. */
    static Map<String, String> with(Map<String, String> current, Map<String, String> changes, boolean fifo) {
        Map<String, String> next = new LinkedHashMap<>(current);
        changes.forEach((name, value) -> {
            check(name, value, fifo);
            boolean standard = name.equals("FifoTopic") && value.equalsIgnoreCase("false");
            boolean cleared = standard || value.isEmpty() && !name.equals("DisplayName");
            if (cleared) {
                next.remove(name);
            } else {
                next.put(name, TRUTHS.contains(name) ? value.toLowerCase(java.util.Locale.ROOT) : value);
            }
        });
        return next;
    }

    private static void check(String name, String value, boolean fifo) {
        if (NOT_BUILT.contains(name) || name.contains("Feedback")) {
            throw new TopicException(TopicError.NOT_BUILT, "the topic attribute " + name);
        }
        if (TRUTHS.contains(name) || name.equals("FifoThroughputScope")) {
            if (!fifo && !value.equalsIgnoreCase("false")) {
                throw TopicException.invalid(name.equals("FifoTopic") ? "Topic Name" : name);
            }
        }
        boolean valid = switch (name) {
            case "FifoTopic", "ContentBasedDeduplication" ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "DisplayName" -> value.length() <= LONGEST_NAME;
            case "Policy" -> value.isEmpty() || JsonText.parseObject(value).isPresent();
            case "KmsMasterKeyId" -> true;
            case "SignatureVersion", "TracingConfig", "FifoThroughputScope" ->
                CHOICES.get(name).contains(value);
            default -> throw TopicException.invalid("AttributeName");
        };
        if (!valid) {
            throw TopicException.invalid(name);
        }
    }
}
