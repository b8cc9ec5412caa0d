package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archive of a topic that is encrypted, for a time at least. */
class SealedReplayTest {
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, "us-east-1", "news.fifo");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final HaarTime time = HaarTime.standingAt(START);
    private final Random random = new Random(7);
    private final TestSeal seal = new TestSeal();
    private final StateStore store = new EphemeralStore();
    private final Queues queues =
            new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
    private final Deliveries deliveries = TestTopics.deliveries(time, store, queues, new FakeCourier());
    private final Topics topics = TestTopics.of(
            time, store, queues, TopicRules.fast(), random, deliveries, new Outbox(store, to -> true), seal);

    @BeforeEach
    void create() {
        topics.create(
                        NEWS,
                        Map.of("FifoTopic", "true", "ArchivePolicy", "{\"MessageRetentionPeriod\":\"1\"}"),
                        Map.of())
                .join();
    }

    /** A second passes before each. */
    private String publish(String text, Optional<TestSeal> sealedBy) {
        time.advance(Duration.ofSeconds(1));
        Publication publication =
                new Publication(text, Map.of(), null, MessageAttributes.NONE, "group", text, null, TestTopics.HAAR);
        return topics.publish(NEWS, publication, sealedBy.map(each -> each))
                .join()
                .messageId();
    }

    private static String upTo(Duration end) {
        return "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + START + "\",\"EndingPoint\":\"" + START.plus(end)
                + "\"}";
    }

    private static final String ALL = "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + START + "\"}";

    private Subscription replaying(String policy) {
        String queue = queues.create(
                        new QueueAddress(TestTopics.ACCOUNT, "us-east-1", "late.fifo"),
                        Map.of("FifoQueue", "true"),
                        Map.of())
                .join()
                .address()
                .arn();
        return TestTopics.subscribeQueue(
                        topics, NEWS, queue, Map.of("RawMessageDelivery", "true", "ReplayPolicy", policy))
                .join();
    }

    private void again(Subscription subscription, String policy) {
        topics.subscriptions()
                .configure(subscription.arn(), "ReplayPolicy", policy)
                .join();
    }

    private Optional<String> status(Subscription subscription) {
        return topics.subscriptions().get(subscription.arn()).replayStatus(time.millis());
    }

    private List<String> received() {
        return queues
                .get(new QueueAddress(TestTopics.ACCOUNT, "us-east-1", "late.fifo"))
                .receive(new ReceiveOptions(10, 0, 0, null))
                .messages()
                .join()
                .stream()
                .map(ReceivedMessage::body)
                .toList();
    }

    @Test
    void messageThatCannotBeDecrypted_failsTheReplayWhereItIs_andTheLogTells() {
        publish("in clear", Optional.empty());
        String sealed = publish("sealed", Optional.of(seal));
        publish("in clear again", Optional.empty());
        seal.disable(true);
        Subscription subscription = replaying(ALL);
        assertThat(status(subscription)).contains("Failed");
        publish("new", Optional.empty());
        assertThat(received()).containsExactly("in clear", "new");
        List<Attempt> log = deliveries.log().latest(attempt -> true, 10);
        assertThat(log).anySatisfy(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.messageId()).isEqualTo(sealed);
            assertThat(attempt.to().subscriptionArn()).isEqualTo(subscription.arn());
            assertThat(attempt.answer()).isEqualTo("The message cannot be decrypted: " + TestSeal.REFUSAL);
        });
    }

    @Test
    void replayThatIsAskedForAgain_afterTheKeyIsEnabled_isWhole() {
        publish("one", Optional.of(seal));
        publish("two", Optional.of(seal));
        seal.disable(true);
        Subscription subscription = replaying(ALL);
        assertThat(status(subscription)).contains("Failed");
        assertThat(received()).isEmpty();
        seal.disable(false);
        again(subscription, ALL);
        assertThat(status(subscription)).contains("Completed");
        assertThat(received()).containsExactly("one", "two");
    }

    @Test
    void messageBehindTheEnd_needsNoKey() {
        publish("wanted", Optional.empty());
        publish("not wanted", Optional.of(seal));
        seal.disable(true);
        Subscription subscription = replaying(upTo(Duration.ofSeconds(1)));
        assertThat(status(subscription)).contains("Completed");
        assertThat(received()).containsExactly("wanted");
    }
}
