package dev.haar.engine.settings;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.sse.KeySetting;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes that a queue has been given, with the defaults for the others. Immutable. */
public final class QueueSettings {
    /** Those that have no value where the value given is the empty text. */
    private static final Set<QueueAttribute> CLEARED_BY_EMPTY = EnumSet.of(
            QueueAttribute.POLICY,
            QueueAttribute.REDRIVE_POLICY,
            QueueAttribute.REDRIVE_ALLOW_POLICY,
            QueueAttribute.KMS_MASTER_KEY_ID,
            QueueAttribute.KMS_DATA_KEY_REUSE_PERIOD_SECONDS);

    private static final String DEFAULT_DATA_KEY_REUSE_SECONDS = "300";

    /**
     * What a queue says of SQS's own encryption if nobody chose any. Nobody can tell on AWS whether that is true. Here bodies
     * stay in clear until somebody asks for it: most people want to look inside, and to wait for no cipher.
     */
    private static final String SEEMING_SSE = "true";

    private final boolean fifo;
    private final Map<QueueAttribute, String> values;
    private final int delaySeconds;
    private final int maximumMessageSize;
    private final long messageRetentionMillis;
    private final int receiveWaitSeconds;
    private final int visibilityTimeout;
    private final RedrivePolicy redrivePolicy;
    private final RedriveAllowPolicy redriveAllowPolicy;
    private final KeySetting encryption;

    private QueueSettings(boolean fifo, Map<QueueAttribute, String> values) {
        this.fifo = fifo;
        this.values = Collections.unmodifiableMap(values);
        this.delaySeconds = number(QueueAttribute.DELAY_SECONDS);
        this.maximumMessageSize = number(QueueAttribute.MAXIMUM_MESSAGE_SIZE);
        this.messageRetentionMillis = number(QueueAttribute.MESSAGE_RETENTION_PERIOD) * 1000L;
        this.receiveWaitSeconds = number(QueueAttribute.RECEIVE_MESSAGE_WAIT_TIME_SECONDS);
        this.visibilityTimeout = number(QueueAttribute.VISIBILITY_TIMEOUT);
        this.redrivePolicy =
                value(QueueAttribute.REDRIVE_POLICY).map(RedrivePolicy::parse).orElse(null);
        this.redriveAllowPolicy = value(QueueAttribute.REDRIVE_ALLOW_POLICY)
                .map(RedriveAllowPolicy::parse)
                .orElse(null);
        this.encryption = encryption(values.get(QueueAttribute.KMS_MASTER_KEY_ID));
    }

    private KeySetting encryption(String kmsKey) {
        if (kmsKey != null) {
            return new KeySetting.OfKms(kmsKey, number(QueueAttribute.KMS_DATA_KEY_REUSE_PERIOD_SECONDS));
        }
        return "true".equals(values.get(QueueAttribute.SQS_MANAGED_SSE_ENABLED)) ? new KeySetting.OfSqs() : null;
    }

    /** The settings of a queue that sets nothing. */
    public static QueueSettings initial(boolean fifo) {
        Map<QueueAttribute, String> values = new EnumMap<>(QueueAttribute.class);
        for (QueueAttribute attribute : QueueAttribute.values()) {
            if (attribute.initial() != null && (fifo || !attribute.isFifoOnly())) {
                values.put(attribute, attribute.initial());
            }
        }
        return new QueueSettings(fifo, values);
    }

    /**
     * The settings that {@link #chosen} told of.
     *
     * @param values by AWS's names
     */
    public static QueueSettings of(boolean fifo, Map<String, String> values) {
        Map<QueueAttribute, String> known = new EnumMap<>(QueueAttribute.class);
        values.forEach(
                (name, value) -> known.put(QueueAttribute.ofWireName(name).orElseThrow(() -> unknown(name)), value));
        return new QueueSettings(fifo, known);
    }

    /**
     * These settings with some attributes changed; all others stay.
     *
     * @param changes values by AWS's names
     * @throws EngineException if a name or value is not valid
     */
    public QueueSettings with(Map<String, String> changes) {
        Map<QueueAttribute, String> changed = new EnumMap<>(values);
        Map<QueueAttribute, String> valid = validate(changes);
        valid.forEach((attribute, value) -> {
            if (value.isEmpty() && CLEARED_BY_EMPTY.contains(attribute)) {
                changed.remove(attribute);
            } else {
                changed.put(attribute, value);
            }
        });
        chooseEncryption(valid, changed);
        if ("perMessageGroupId".equals(changed.get(QueueAttribute.FIFO_THROUGHPUT_LIMIT))
                && !"messageGroup".equals(changed.get(QueueAttribute.DEDUPLICATION_SCOPE))) {
            throw QueueAttribute.FIFO_THROUGHPUT_LIMIT.invalidValue(
                    " Reason: FifoThroughputLimit cannot be set to perMessageGroupId"
                            + " unless the DeduplicationScope is set to messageGroup.");
        }
        return new QueueSettings(fifo, changed);
    }

    /** The name of the first of the given attributes that has another value here; empty if none has. */
    public Optional<String> firstDifference(Map<String, String> given) {
        QueueSettings other = with(given);
        return given.keySet().stream()
                .filter(name -> QueueAttribute.ofWireName(name)
                        .filter(attribute -> isSame(attribute, other))
                        .isEmpty())
                .findFirst();
    }

    private boolean isSame(QueueAttribute attribute, QueueSettings other) {
        Optional<String> mine = value(attribute);
        Optional<String> theirs = other.value(attribute);
        return mine.equals(theirs)
                || mine.isPresent() && theirs.isPresent() && attribute.isSame(mine.get(), theirs.get());
    }

    /** All attributes that have a value, by AWS's names. */
    public Map<String, String> asMap() {
        Map<String, String> map = chosen();
        map.putIfAbsent(QueueAttribute.SQS_MANAGED_SSE_ENABLED.wireName(), SEEMING_SSE);
        return map;
    }

    /** The attributes to keep: {@link #asMap} without what is only told of. */
    public Map<String, String> chosen() {
        Map<String, String> map = new LinkedHashMap<>();
        values.forEach((attribute, value) -> map.put(attribute.wireName(), value));
        return map;
    }

    /** The value of an attribute, if it has one. */
    public Optional<String> value(QueueAttribute attribute) {
        return Optional.ofNullable(values.get(attribute))
                .or(() -> Optional.of(SEEMING_SSE).filter(any -> attribute == QueueAttribute.SQS_MANAGED_SSE_ENABLED));
    }

    public boolean isFifo() {
        return fifo;
    }

    /** Seconds. */
    public int delaySeconds() {
        return delaySeconds;
    }

    /** Bytes. */
    public int maximumMessageSize() {
        return maximumMessageSize;
    }

    public long messageRetentionMillis() {
        return messageRetentionMillis;
    }

    /** Seconds. */
    public int receiveWaitSeconds() {
        return receiveWaitSeconds;
    }

    /** Seconds. */
    public int visibilityTimeout() {
        return visibilityTimeout;
    }

    public boolean contentBasedDeduplication() {
        return "true".equals(values.get(QueueAttribute.CONTENT_BASED_DEDUPLICATION));
    }

    /** Whether deduplication ids are unique in a message group only, rather than in the queue. */
    public boolean deduplicatesByGroup() {
        return "messageGroup".equals(values.get(QueueAttribute.DEDUPLICATION_SCOPE));
    }

    public Optional<RedrivePolicy> redrivePolicy() {
        return Optional.ofNullable(redrivePolicy);
    }

    public Optional<RedriveAllowPolicy> redriveAllowPolicy() {
        return Optional.ofNullable(redriveAllowPolicy);
    }

    /** The key under which bodies are encrypted, if they are. */
    public Optional<KeySetting> encryption() {
        return Optional.ofNullable(encryption);
    }

    private int number(QueueAttribute attribute) {
        return Integer.parseInt(values.get(attribute));
    }

    private Map<QueueAttribute, String> validate(Map<String, String> changes) {
        Map<QueueAttribute, String> valid = new EnumMap<>(QueueAttribute.class);
        changes.forEach((name, value) -> {
            QueueAttribute attribute = QueueAttribute.ofWireName(name).orElseThrow(() -> unknown(name));
            if (attribute.isFifoOnly() && !fifo) {
                throw fifoOnly(attribute);
            }
            boolean cleared = value.isEmpty() && CLEARED_BY_EMPTY.contains(attribute);
            String normal = cleared ? value : attribute.normalise(value);
            if (attribute == QueueAttribute.FIFO_QUEUE && normal.equals("false")) {
                throw attribute.invalidValue(" Reason: Modifying queue type is not supported.");
            }
            if (attribute == QueueAttribute.REDRIVE_POLICY && !cleared) {
                normal = RedrivePolicy.parse(value).asJson();
            }
            valid.put(attribute, normal);
        });
        return valid;
    }

    /** A queue is encrypted under a key of KMS's or of SQS's own: choosing the one gives up the other. */
    private static void chooseEncryption(Map<QueueAttribute, String> chosen, Map<QueueAttribute, String> changed) {
        boolean byKms = changed.containsKey(QueueAttribute.KMS_MASTER_KEY_ID);
        if (byKms && "true".equals(chosen.get(QueueAttribute.SQS_MANAGED_SSE_ENABLED))) {
            throw new EngineException(
                    EngineError.UNKNOWN_ATTRIBUTE,
                    "You can use one type of server-side encryption (SSE) at one time."
                            + " You can either enable KMS SSE or SQS SSE.");
        }
        if (byKms) {
            changed.put(QueueAttribute.SQS_MANAGED_SSE_ENABLED, "false");
            changed.putIfAbsent(QueueAttribute.KMS_DATA_KEY_REUSE_PERIOD_SECONDS, DEFAULT_DATA_KEY_REUSE_SECONDS);
        } else {
            changed.remove(QueueAttribute.KMS_DATA_KEY_REUSE_PERIOD_SECONDS);
        }
    }

    private static EngineException unknown(String name) {
        return new EngineException(EngineError.UNKNOWN_ATTRIBUTE, "Unknown Attribute " + name + ".");
    }

    private static EngineException fifoOnly(QueueAttribute attribute) {
        boolean explained =
                attribute == QueueAttribute.DEDUPLICATION_SCOPE || attribute == QueueAttribute.FIFO_THROUGHPUT_LIMIT;
        return explained
                ? new EngineException(
                        EngineError.UNKNOWN_ATTRIBUTE,
                        "You can specify the " + attribute.wireName() + " only when FifoQueue is set to true.")
                : unknown(attribute.wireName());
    }
}
