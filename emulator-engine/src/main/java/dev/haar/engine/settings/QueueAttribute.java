package dev.haar.engine.settings;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.json.JsonText;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes of a queue that can be set.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
public enum QueueAttribute {
    /** How long new messages are delayed: 0 to 900 seconds. */
    DELAY_SECONDS("DelaySeconds", "0", range(0, 900)),
    /** How large a message may be: 1,024 to 1,048,576 bytes. */
    MAXIMUM_MESSAGE_SIZE("MaximumMessageSize", "1048576", range(1024, 1_048_576)),
    /** How long a message is kept: 60 to 1,209,600 seconds. */
    MESSAGE_RETENTION_PERIOD("MessageRetentionPeriod", "345600", range(60, 1_209_600)),
    /** How long a receive waits for a message by default: 0 to 20 seconds. */
    RECEIVE_MESSAGE_WAIT_TIME_SECONDS("ReceiveMessageWaitTimeSeconds", "0", range(0, 20)),
    /** How long a received message is invisible by default: 0 to 43,200 seconds. */
    VISIBILITY_TIMEOUT("VisibilityTimeout", "30", range(0, 43_200)),
    /** Who may do what with the queue; a JSON document, or nothing. */
    POLICY("Policy", null, PolicyStatements::normalise),
    /** When messages go to a dead-letter queue, and to which; see {@link RedrivePolicy}. */
    REDRIVE_POLICY("RedrivePolicy", null, Function.identity()),
    /** Whose dead-letter queue this may be; see {@link RedriveAllowPolicy}. */
    REDRIVE_ALLOW_POLICY("RedriveAllowPolicy", null, Function.identity()),
    /** The KMS key that bodies are encrypted under. */
    KMS_MASTER_KEY_ID("KmsMasterKeyId", null, Function.identity()),
    /** How long a data key is reused: 60 to 86,400 seconds. */
    KMS_DATA_KEY_REUSE_PERIOD_SECONDS("KmsDataKeyReusePeriodSeconds", null, range(60, 86_400)),
    /** Whether bodies are encrypted under a key of SQS's own; see {@link QueueSettings#encryption}. */
    SQS_MANAGED_SSE_ENABLED("SqsManagedSseEnabled", null, QueueAttribute::truth),
    /** That this is a FIFO queue. */
    FIFO_QUEUE("FifoQueue", "true", QueueAttribute::truth),
    /** Whether messages without a deduplication id get one from their body. */
    CONTENT_BASED_DEDUPLICATION("ContentBasedDeduplication", "false", QueueAttribute::truth),
    /** Within what deduplication ids are unique: {@code queue} or {@code messageGroup}. */
    DEDUPLICATION_SCOPE("DeduplicationScope", "queue", oneOf("queue", "messageGroup")),
    /** What the throughput quota is counted for: {@code perQueue} or {@code perMessageGroupId}. */
    FIFO_THROUGHPUT_LIMIT("FifoThroughputLimit", "perQueue", oneOf("perQueue", "perMessageGroupId"));

    private static final Set<QueueAttribute> DOCUMENTS = EnumSet.of(POLICY, REDRIVE_POLICY, REDRIVE_ALLOW_POLICY);

    private static final Map<String, QueueAttribute> BY_NAME =
            Stream.of(values()).collect(Collectors.toMap(QueueAttribute::wireName, Function.identity()));

    private final String wireName;
    private final String initial;
    private final Function<String, String> rule;

    /** @param rule gives a value its usual form, or null if it is not valid */
    QueueAttribute(String wireName, String initial, Function<String, String> rule) {
        this.wireName = wireName;
        this.initial = initial;
        this.rule = rule;
    }

    /** The attribute of this name; empty if there is none that could be set. */
    public static Optional<QueueAttribute> ofWireName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** AWS's name for it. */
    public String wireName() {
        return wireName;
    }

    /** Its value in a queue that sets nothing; null for none. */
    String initial() {
        return initial;
    }

    /** Whether only FIFO queues have it. */
    boolean isFifoOnly() {
        return ordinal() >= FIFO_QUEUE.ordinal();
    }

    /** The value in its usual form. */
    String normalise(String value) {
        String normal = rule.apply(value);
        if (normal == null) {
            throw invalidValue("");
        }
        return normal;
    }

    /** Whether two values say the same; of JSON documents layout and the order of members say nothing. */
    boolean isSame(String one, String other) {
        return one.equals(other)
                || DOCUMENTS.contains(this)
                        && JsonText.parseObject(one)
                                .filter(document -> document.equals(
                                        JsonText.parseObject(other).orElse(null)))
                                .isPresent();
    }

    EngineException invalidValue(String addition) {
        return new EngineException(
                EngineError.INVALID_ATTRIBUTE_VALUE, "Invalid value for the parameter " + wireName + "." + addition);
    }

    private static Function<String, String> range(int least, int most) {
        return value -> {
            try {
                int number = Integer.parseInt(value);
                return number >= least && number <= most ? Integer.toString(number) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        };
    }

    private static Function<String, String> oneOf(String... values) {
        Set<String> known = Set.of(values);
        return value -> known.contains(value) ? value : null;
    }

    private static String truth(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.equals("true") || lower.equals("false") ? lower : null;
    }
}
