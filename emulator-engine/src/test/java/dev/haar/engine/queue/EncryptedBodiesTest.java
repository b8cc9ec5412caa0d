package dev.haar.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.Md5;
import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.KeySetting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the engine holds of messages whose queue is encrypted. */
class EncryptedBodiesTest {
    private static final String[] ENCRYPTED = {"KmsMasterKeyId", "alias/a", "KmsDataKeyReusePeriodSeconds", "60"};

    private final Recording encryption = new Recording();
    private final TestQueues test = new TestQueues(TestStore.Manner.AT_ONCE, QueueRules.fast(), encryption);

    /** Encodes instead of encrypting, and remembers what it was asked. */
    private static final class Recording implements BodyEncryption {
        private String queueArn;
        private String sourceArn;
        private KeySetting key;
        private UUID messageId;
        private EngineException refusal;

        @Override
        public String seal(String queue, String source, KeySetting setting, UUID id, String body) {
            if (refusal != null) {
                throw refusal;
            }
            queueArn = queue;
            sourceArn = source;
            key = setting;
            messageId = id;
            return MARK + Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String open(String text) {
            if (refusal != null) {
                throw refusal;
            }
            return new String(Base64.getDecoder().decode(text.substring(1)), StandardCharsets.UTF_8);
        }
    }

    private static String sealed(String body) {
        return BodyEncryption.MARK + Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bodyIsHeldSealed_andTheSenderGetsTheDigestOfWhatItSent() {
        Queue queue = test.standard("q", ENCRYPTED);
        SentMessage sent = test.send(queue, "secret");
        assertThat(sent.bodyMd5()).isEqualTo(Md5.of("secret".getBytes(StandardCharsets.UTF_8)));
        ReceivedMessage held = queue.peek(1).join().get(0).message();
        assertThat(held.body()).isEqualTo(sealed("secret"));
        assertThat(held.bodyMd5()).isEqualTo(Md5.NONE);
        assertThat(test.receive(queue, 1).get(0).body()).isEqualTo(sealed("secret"));
        assertThat(encryption.queueArn).isEqualTo(queue.address().arn());
        assertThat(encryption.sourceArn).isNull();
        assertThat(encryption.key).isEqualTo(new KeySetting.OfKms("alias/a", 60));
        assertThat(encryption.messageId).isEqualTo(sent.id());
    }

    @Test
    void aKeyThatRefuses_refusesTheMessage() {
        Queue queue = test.fifo("q", ENCRYPTED);
        encryption.refusal = new EngineException(EngineError.KMS_DISABLED, "is disabled");
        assertThatThrownBy(() -> test.sendToGroup(queue, "g", "secret")).isSameAs(encryption.refusal);
        assertThat(queue.counts().visible()).isZero();
        encryption.refusal = null;
        test.sendToGroup(queue, "g", "secret");
        assertThat(queue.counts().visible()).isEqualTo(1);
    }

    @Test
    void rulesLookAtTheBodyAsItWasSent() {
        Queue queue = test.standard("q", "KmsMasterKeyId", "alias/a", "MaximumMessageSize", "1024");
        test.send(queue, "x".repeat(1024));
        assertThatThrownBy(() -> test.send(queue, "x".repeat(1025)))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.error()).isEqualTo(EngineError.MESSAGE_TOO_LONG));
    }

    @Test
    void aFanOutTellsItsTopic() {
        Queue queue = test.standard("q", ENCRYPTED);
        FanOut fanOut = new FanOut("arn:aws:sns:us-east-1:000000000000:t");
        CompletableFuture<SentMessage> sent = fanOut.send(queue, TestQueues.message("secret", null, null, null));
        test.await(fanOut.commit(test.store));
        test.await(sent);
        assertThat(encryption.sourceArn).isEqualTo("arn:aws:sns:us-east-1:000000000000:t");
    }

    @Test
    void deadLetterIsMovedAsItIs() {
        Queue dead = test.standard("dead");
        Queue queue = test.standard("q", ENCRYPTED);
        test.await(test.queues.configure(
                queue.address(), Map.of("RedrivePolicy", TestQueues.redriveTo(dead, 1), "VisibilityTimeout", "0")));
        test.send(queue, "secret");
        test.receive(queue, 1);
        assertThat(test.receive(queue, 1)).isEmpty();
        assertThat(test.receive(dead, 1).get(0).body()).isEqualTo(sealed("secret"));
    }

    private Queue deadLetterQueue() {
        Queue dead = test.standard("dead");
        Queue source = test.standard(
                "source",
                "RedrivePolicy",
                TestQueues.redriveTo(dead, 1),
                "KmsMasterKeyId",
                "alias/source",
                "VisibilityTimeout",
                "0");
        test.send(source, "secret");
        test.receive(source, 1);
        test.receive(source, 1);
        return dead;
    }

    private MoveTask moved(Queue dead, Queue elsewhere) {
        MoveTasks tasks = new MoveTasks(test.queues);
        test.await(tasks.start(dead.address().arn(), elsewhere.address().arn(), null));
        test.pass(1);
        return tasks.list(dead.address().arn()).get(0);
    }

    @Test
    void redrivenMessage_isEncryptedForItsNewQueue() {
        Queue dead = deadLetterQueue();
        assertThat(dead.peek(1).join().get(0).message().body()).isEqualTo(sealed("secret"));
        Queue elsewhere = test.standard("elsewhere", "KmsMasterKeyId", "alias/elsewhere");
        assertThat(moved(dead, elsewhere).status()).isEqualTo(MoveTask.Status.COMPLETED);
        ReceivedMessage held = elsewhere.peek(1).join().get(0).message();
        assertThat(held.body()).isEqualTo(sealed("secret"));
        assertThat(encryption.queueArn).isEqualTo(elsewhere.address().arn());
        assertThat(encryption.messageId).isEqualTo(held.id());
    }

    @Test
    void redrivenMessage_isInClearWhereItsNewQueueIs() {
        Queue elsewhere = test.standard("elsewhere");
        moved(deadLetterQueue(), elsewhere);
        ReceivedMessage held = elsewhere.peek(1).join().get(0).message();
        assertThat(held.body()).isEqualTo("secret");
        assertThat(held.bodyMd5()).isEqualTo(Md5.of("secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void redriveUnderAKeyThatRefuses_fails_andTheMessageStays() {
        Queue dead = deadLetterQueue();
        Queue elsewhere = test.standard("elsewhere");
        encryption.refusal = new EngineException(EngineError.KMS_DISABLED, "is disabled");
        MoveTask task = moved(dead, elsewhere);
        assertThat(task.status()).isEqualTo(MoveTask.Status.FAILED);
        assertThat(task.failureReason()).isEqualTo("KMS.DisabledException");
        assertThat(dead.counts().visible()).isEqualTo(1);
        assertThat(elsewhere.counts().visible()).isZero();
        encryption.refusal = null;
        assertThat(moved(dead, elsewhere).status()).isEqualTo(MoveTask.Status.COMPLETED);
        assertThat(elsewhere.counts().visible()).isEqualTo(1);
    }
}
