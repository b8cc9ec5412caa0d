package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.UnsignedBody;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.ReceiveOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Envelopes in queues are signed for those who read them. */
class LateSignaturesTest {
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, "us-east-1", "news");

    private final HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final StateStore store = new EphemeralStore();
    private final Random random = new Random(3);
    private final Queues queues =
            new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
    private final Topics topics = TestTopics.of(
            time,
            store,
            queues,
            random,
            TestTopics.deliveries(time, store, queues, delivery -> new CompletableFuture<>()),
            new Outbox(store, to -> true));

    private final List<String> signed = new ArrayList<>();
    private final LateSignatures signatures = new LateSignatures(new Signer() {
        @Override
        public String sign(String text, int version) {
            signed.add(version + "\n" + text);
            return "signature " + signed.size();
        }

        @Override
        public String certificateUrl(String region) {
            throw new AssertionError("It stands in the envelope already.");
        }
    });

    @BeforeEach
    void createTopic() {
        topics.create(NEWS, Map.of("SignatureVersion", "2"), Map.of()).join();
    }

    private Queue subscribed(String name, Map<String, String> queueAttributes, Map<String, String> attributes) {
        Queue queue = queues.create(new QueueAddress(TestTopics.ACCOUNT, "us-east-1", name), queueAttributes, Map.of())
                .join();
        TestTopics.subscribeQueue(topics, NEWS, queue.address().arn(), attributes)
                .join();
        return queue;
    }

    private static String receive(Queue queue) {
        return queue.receive(new ReceiveOptions(1, 0, 0, null))
                .messages()
                .join()
                .get(0)
                .body();
    }

    @Test
    void signature_isOneForAll_andTheSameAtEachReading() {
        String text = "a \"Signature\" : \"\" in the text";
        List<Queue> all = List.of(subscribed("a", Map.of(), Map.of()), subscribed("b", Map.of(), Map.of()));
        TestTopics.publish(topics, NEWS, TestTopics.message(text)).join();
        for (Queue each : all) {
            for (int reading = 0; reading < 2; reading++) {
                String body = receive(each);
                assertThat(UnsignedBody.is(body)).isTrue();
                Map<String, Object> envelope =
                        JsonText.parseObject(signatures.signed(body)).orElseThrow();
                assertThat(envelope).containsEntry("Message", text).containsEntry("Signature", "signature 1");
                assertThat(signed)
                        .containsExactly("2\nMessage\n" + text + "\nMessageId\n" + envelope.get("MessageId")
                                + "\nTimestamp\n2026-01-01T00:00:00.000Z\nTopicArn\n" + NEWS.arn()
                                + "\nType\nNotification\n");
            }
        }
        TestTopics.publish(topics, NEWS, TestTopics.message("another")).join();
        all.get(0).purge().join();
        TestTopics.publish(topics, NEWS, TestTopics.message("the next")).join();
        assertThat(signatures.signed(receive(all.get(0)))).contains("\"Signature\" : \"signature 2\"");
    }

    @Test
    void signature_countsWhereSizesAreLimited() {
        Queue small = subscribed("small", Map.of("MaximumMessageSize", "1024"), Map.of());
        TestTopics.publish(topics, NEWS, TestTopics.message("x".repeat(700))).join();
        assertThat(small.counts().visible()).isZero();
        TestTopics.publish(topics, NEWS, TestTopics.message("x")).join();
        assertThat(small.counts().visible()).isEqualTo(1);
    }

    @Test
    void nobodyElse_canSayThatABodyIsToBeSigned() {
        Queue raw = subscribed("raw", Map.of(), Map.of("RawMessageDelivery", "true"));
        TestTopics.publish(topics, NEWS, TestTopics.message(UnsignedBody.of("{}")))
                .join();
        assertThat(raw.counts().visible()).isZero();
    }
}
