package dev.haar.engine.settings;

import dev.haar.engine.EngineException;
import dev.haar.engine.json.JsonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a message goes to a dead-letter queue.
 *
 * @param deadLetterTargetArn the ARN of that queue
 * @param maxReceiveCount how often a message may be received before: 1 to 1,000
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html">Dead-letter
 *     queues</a>
 */
public record RedrivePolicy(String deadLetterTargetArn, int maxReceiveCount) {
    private static final int MOST_RECEIVES = 1000;
    private static final int LONGEST_COUNT = 20;

    /**
     * Reads a policy; whether the queue that it names will do is decided elsewhere.
     *
     * @throws EngineException if the text is no such policy
     */
    static RedrivePolicy parse(String text) {
        Map<String, Object> document =
                JsonText.parseObject(text).orElseThrow(() -> invalid(text, "Redrive policy is not a valid JSON map."));
        // AWS looks at the count before it looks at the target, in an empty policy too.
        Object count = document.get("maxReceiveCount");
        if (count == null) {
            throw invalid(text, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
        }
        int maxReceiveCount = readCount(count);
        if (maxReceiveCount < 1 || maxReceiveCount > MOST_RECEIVES) {
            throw invalid(
                    text,
                    "Invalid value for maxReceiveCount: " + count
                            + ", valid values are from 1 to 1000 both inclusive.");
        }
        if (!(document.get("deadLetterTargetArn") instanceof String target)) {
            throw invalid(text, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        }
        return new RedrivePolicy(target, maxReceiveCount);
    }

    /** The policy as queues show it: the count is a number there, also where it was given as a text. */
    String asJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("deadLetterTargetArn", deadLetterTargetArn);
        document.put("maxReceiveCount", BigDecimal.valueOf(maxReceiveCount));
        return JsonText.write(document);
    }

    /** The refusal of a policy of this text. */
    public static EngineException invalid(String text, String reason) {
        return EngineException.invalidParameter(QueueAttribute.REDRIVE_POLICY.wireName(), text, reason);
    }

    /** The count, or -1 if it is no whole number. */
    private static int readCount(Object count) {
        String text = count.toString();
        if (text.length() > LONGEST_COUNT) {
            // Reading endless digits takes endless time.
            return -1;
        }
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return -1;
        }
    }
}
