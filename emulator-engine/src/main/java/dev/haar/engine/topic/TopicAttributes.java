package dev.haar.engine.topic;

import dev.haar.core.arn.Arn;
import dev.haar.engine.archive.ArchivePolicy;
import dev.haar.engine.archive.ArchivePolicyException;
import dev.haar.engine.delivery.DeliveryPolicy;
import dev.haar.engine.delivery.DeliveryPolicyException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
    private static final Pattern FEEDBACK = Pattern.compile(
            "(HTTP|SQS|Lambda|Firehose|Application)(SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)");
    private static final int LONGEST_NAME = 100;

    private TopicAttributes() {}

    /**
     * Attributes with some changed.
     *
     * @param where what stands before the reason in a refusal
     */
    static Map<String, String> with(
            Map<String, String> current, Map<String, String> changes, boolean fifo, String where) {
        Map<String, String> next = new LinkedHashMap<>(current);
        changes.forEach((name, value) -> {
            check(name, value, fifo, where);
            boolean standard = !fifo && TRUTHS.contains(name);
            boolean unarchived = name.equals(Topic.ARCHIVE_POLICY)
                    && archivePolicy(value, fifo, where).isEmpty();
            boolean cleared = standard || unarchived || value.isEmpty() && !name.equals("DisplayName");
            if (cleared) {
                next.remove(name);
            } else {
                next.put(name, kept(name, value, where));
            }
        });
        return next;
    }

    private static String kept(String name, String value, String where) {
        if (!name.equals("DeliveryPolicy")) {
            return TRUTHS.contains(name) ? value.toLowerCase(Locale.ROOT) : value;
        }
        try {
            return DeliveryPolicy.topic(value);
        } catch (DeliveryPolicyException e) {
            throw TopicException.invalid(where + "DeliveryPolicy: " + e.getMessage());
        }
    }

    private static Optional<ArchivePolicy> archivePolicy(String value, boolean fifo, String where) {
        if (!fifo) {
            throw TopicException.invalid(where + "ArchivePolicy: only FIFO topics have an archive");
        }
        try {
            return ArchivePolicy.parse(value);
        } catch (ArchivePolicyException e) {
            throw TopicException.invalid(where + "ArchivePolicy: " + e.getMessage());
        }
    }

    private static void check(String name, String value, boolean fifo, String where) {
        if (TRUTHS.contains(name) || name.equals("FifoThroughputScope")) {
            if (!fifo && !value.equalsIgnoreCase("false")) {
                throw TopicException.invalid(name.equals("FifoTopic") ? "Topic Name" : where + name);
            }
        }
        if (FEEDBACK.matcher(name).matches()) {
            checkFeedback(name, value, where);
            return;
        }
        boolean valid = switch (name) {
            case "FifoTopic", "ContentBasedDeduplication" ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "DisplayName" -> value.length() <= LONGEST_NAME;
            case "Policy" -> {
                TopicPolicy.check(value, where);
                yield true;
            }
            case "KmsMasterKeyId", "DeliveryPolicy", Topic.ARCHIVE_POLICY -> true;
            case LargeMessages.ATTRIBUTE -> value.isEmpty() || LargeMessages.isSize(value);
            case "SignatureVersion", "TracingConfig", "FifoThroughputScope" ->
                CHOICES.get(name).contains(value);
            default ->
                throw TopicException.invalid(where.isEmpty() ? "AttributeName" : where + "Unknown attribute " + name);
        };
        if (!valid) {
            throw TopicException.invalid(where + name);
        }
    }

    /** See {@link DeliveryStatus}. */
    private static void checkFeedback(String name, String value, String where) {
        if (name.endsWith("SampleRate")) {
            if (!Percentages.isOne(value)) {
                throw TopicException.invalid(where + name + ": " + Percentages.refusal(value));
            }
        } else if (!value.isEmpty() && Arn.parse(value).isEmpty()) {
            throw TopicException.invalid(where + name);
        }
    }
}
