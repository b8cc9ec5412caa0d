package dev.haar.api.sse;

import dev.haar.api.audit.AuditLog;
import dev.haar.api.kms.ManagedKeys;
import dev.haar.core.arn.Arn;
import dev.haar.core.time.Time;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.KeySetting;
import dev.haar.engine.sse.Seal;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.registry.Keys;
import dev.haar.kms.registry.Registry;
import dev.haar.kms.registry.ServiceKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Encryption of queues and topics under keys of KMS's, and of queues under SQS's own. A data key of KMS's is used again for as
 * long as the queue says, for a topic for five minutes; the state of its key counts each time.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html">
 *     Encryption of queues</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html">Encryption of topics</a>
 */
public final class Encryption implements BodyEncryption {
    /** As long as a data key is used for a topic, and for a queue that says nothing else. */
    private static final long USUAL_REUSE = Duration.ofMinutes(5).toMillis();

    private static final String MANAGED = "alias/aws/";
    private static final CompletionStage<Void> READY = CompletableFuture.completedFuture(null);

    private final ServiceKms kms;
    private final Keys keys;
    private final ManagedKeys managedKeys;
    private final SqsKey sqsKey;
    private final Time time;
    private final DataKeys<Sealing, SealingKey> sealing = new DataKeys<>();
    private final DataKeys<Opening, DataKey> opening = new DataKeys<>();

    /** Data keys are not shared by those who ask for themselves. */
    private record Sealing(String resourceArn, String sourceArn) {}

    private record Opening(String account, ByteBuffer wrapped) {}

    /** @param strict whether key policies must admit SNS where it sends to an encrypted queue */
    public Encryption(Registry registry, AuditLog log, Time time, boolean strict) {
        this.kms = new ServiceKms(registry, log, time, strict);
        this.keys = new Keys(registry);
        this.managedKeys = new ManagedKeys(keys, time);
        this.sqsKey = new SqsKey(new ServiceKeys(registry));
        this.time = time;
    }

    /**
     * Has the key that AWS manages for a service made, if it is that which is named and it is not there yet.
     *
     * @param keyId a key's id, ARN, alias or alias ARN; null for none
     */
    public CompletionStage<Void> ready(String keyId, String account, String region) {
        if (keyId == null || !keyId.contains(MANAGED)) {
            return READY;
        }
        return managedKeys.called(keyId, account, region).thenApply(made -> null);
    }

    @Override
    public String seal(String queueArn, String sourceArn, KeySetting setting, UUID messageId, String body) {
        return setting instanceof KeySetting.OfKms ofKms
                ? seal(queueArn, sourceArn, ofKms, messageId, body)
                : sqsKey.seal(body);
    }

    private String seal(String queueArn, String sourceArn, KeySetting.OfKms setting, UUID messageId, String body) {
        Arn queue = arn(queueArn);
        String account = sourceArn == null ? queue.account() : arn(sourceArn).account();
        KmsCaller caller = KmsCaller.ofQueue(queueArn, account, queue.region(), sourceArn);
        try {
            Key key = kms.usable(setting.keyId(), caller.inAccount(queue.account()));
            SealingKey dataKey = sealing.get(
                    new Sealing(queueArn, sourceArn),
                    time.millis(),
                    setting.reuseSeconds() * 1000L,
                    known -> known.keyArn().equals(key.arn()),
                    () -> SealingKey.of(kms.generate(key, caller)));
            return SealedBody.seal(body, queueArn, messageId, dataKey);
        } catch (KmsException e) {
            throw refused(e);
        }
    }

    /**
     * Opens a body, if it is encrypted.
     *
     * @param account who receives it
     * @param reuseSeconds how long the data key is used again
     * @throws EngineException if the key cannot be used
     */
    public String open(String body, String account, int reuseSeconds) {
        if (!BodyEncryption.isSealed(body)) {
            return body;
        }
        if (SqsKey.hasSealed(body)) {
            return sqsKey.open(body);
        }
        SealedBody sealed = SealedBody.parse(body);
        KmsCaller caller =
                KmsCaller.ofQueue(sealed.arn(), account, arn(sealed.arn()).region(), null);
        return open(sealed, caller, reuseSeconds * 1000L);
    }

    @Override
    public String open(String text) {
        if (SqsKey.hasSealed(text)) {
            return sqsKey.open(text);
        }
        SealedBody sealed = SealedBody.parse(text);
        Arn arn = arn(sealed.arn());
        KmsCaller caller = arn.service().equals("sqs")
                ? KmsCaller.ofQueue(sealed.arn(), arn.account(), arn.region(), null)
                : ofTopic(sealed.arn());
        return open(sealed, caller, USUAL_REUSE);
    }

    private String open(SealedBody sealed, KmsCaller caller, long reuseMillis) {
        try {
            Key key = kms.keyOf(sealed.dataKey(), caller);
            DataKey dataKey = opening.get(
                    new Opening(caller.account(), ByteBuffer.wrap(sealed.dataKey())),
                    time.millis(),
                    reuseMillis,
                    known -> known.keyArn().equals(key.arn()),
                    () -> kms.open(sealed.dataKey(), caller));
            return sealed.open(dataKey.secret());
        } catch (KmsException e) {
            throw refused(e);
        }
    }

    /**
     * What encrypts the messages that are published to a topic now.
     *
     * @throws KmsException if the key cannot be used
     */
    public Seal seal(String topicArn, String keyId) {
        KmsCaller caller = ofTopic(topicArn);
        Key key = kms.usable(keyId, caller);
        SealingKey dataKey = sealing.get(
                new Sealing(topicArn, null),
                time.millis(),
                USUAL_REUSE,
                known -> known.keyArn().equals(key.arn()),
                () -> SealingKey.of(generate(key, caller)));
        return (messageId, text) -> SealedBody.seal(text, topicArn, UUID.fromString(messageId), dataKey);
    }

    /** A data key for a topic, which opens as well without another call: its messages are opened where they were sealed. */
    private DataKey generate(Key key, KmsCaller caller) {
        DataKey made = kms.generate(key, caller);
        opening.put(new Opening(caller.account(), ByteBuffer.wrap(made.wrapped())), time.millis(), made);
        return made;
    }

    private static KmsCaller ofTopic(String topicArn) {
        Arn topic = arn(topicArn);
        return KmsCaller.ofTopic(topicArn, topic.account(), topic.region());
    }

    /** What a service says of a refusal of KMS's. */
    public static String worded(KmsException refusal) {
        return refusal.getMessage() + " (Service: AWSKMS; Status Code: 400; Error Code: "
                + refusal.error().shape() + "; Request ID: " + UUID.randomUUID() + "; Proxy: null)";
    }

    private static EngineException refused(KmsException refusal) {
        EngineError error = switch (refusal.error()) {
            case DISABLED -> EngineError.KMS_DISABLED;
            case INVALID_STATE -> EngineError.KMS_INVALID_STATE;
            case NOT_FOUND -> EngineError.KMS_NOT_FOUND;
            case INVALID_KEY_USAGE -> EngineError.KMS_INVALID_KEY_USAGE;
            default -> EngineError.KMS_ACCESS_DENIED;
        };
        return new EngineException(error, worded(refusal));
    }

    private static Arn arn(String text) {
        return Arn.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }
}
