package dev.haar.engine.topic;

import dev.haar.engine.delivery.Attempt;
import java.util.Map;

/**
 * Of which deliveries a topic has AWS write to CloudWatch Logs. Roles are not assumed: the delivery log shows every attempt, and
 * which of them that would be.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html">Message delivery status</a>
 */
public final class DeliveryStatus {
    /** What the attributes of a protocol begin with; no others have any. */
    private static final Map<String, String> PREFIXES = Map.of(
            "http", "HTTP",
            "https", "HTTP",
            "sqs", "SQS",
            "lambda", "Lambda",
            "firehose", "Firehose",
            "application", "Application");

    private static final int HUNDRED = 100;

    private DeliveryStatus() {}

    /** Whether an attempt would be in the log: of those that succeed a sample, the same at each look, and all that fail for good. */
    public static boolean isLogged(Topic topic, Attempt attempt) {
        String prefix = PREFIXES.get(attempt.to().protocol());
        if (prefix == null) {
            return false;
        }
        Map<String, String> attributes = topic.attributes();
        return switch (attempt.outcome()) {
            case DELIVERED ->
                attributes.containsKey(prefix + "SuccessFeedbackRoleArn")
                        && sample(attempt)
                                < Integer.parseInt(
                                        attributes.getOrDefault(prefix + "SuccessFeedbackSampleRate", "100"));
            case FAILED, DEAD_LETTERED -> attributes.containsKey(prefix + "FailureFeedbackRoleArn");
            case RETRYING -> false;
        };
    }

    private static int sample(Attempt attempt) {
        return Math.floorMod((attempt.messageId() + attempt.to().subscriptionArn()).hashCode(), HUNDRED);
    }
}
