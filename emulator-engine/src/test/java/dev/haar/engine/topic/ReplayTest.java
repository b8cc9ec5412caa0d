package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FIFO topics keep their messages, and subscriptions have them sent again. */
class ReplayTest {
    private static final String REGION = "us-east-1";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, REGION, "news.fifo");
    private static final Map<String, String> RAW = Map.of("RawMessageDelivery", "true");

    private final HaarTime time = HaarTime.standingAt(START);
    private final Random random = new Random(4);
    private final StateStore store = new EphemeralStore();
    private final Queues queues =
            new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
    private final Topics topics = TestTopics.of(time, store, queues, random, new FakeCourier());

    private void createArchived(int days) {
        topics.create(
                        NEWS,
                        Map.of(
                                "FifoTopic",
                                "true",
                                "ContentBasedDeduplication",
                                "true",
                                "ArchivePolicy",
                                "{\"MessageRetentionPeriod\":\"" + days + "\"}"),
                        Map.of())
                .join();
    }

    private String queue(String name) {
        Map<String, String> fifo = name.endsWith(".fifo") ? Map.of("FifoQueue", "true") : Map.of();
        return queues.create(new QueueAddress(TestTopics.ACCOUNT, REGION, name), fifo, Map.of())
                .join()
                .address()
                .arn();
    }

    private Subscription subscribe(String queue, Map<String, String> attributes) {
        return TestTopics.subscribeQueue(topics, NEWS, queue(queue), attributes).join();
    }

    private static Publication message(String text, String color) {
        MessageAttributes attributes = color == null
                ? MessageAttributes.NONE
                : MessageAttributes.of(List.of(new MessageAttribute("color", "String", color, null)));
        return new Publication(text, Map.of(), null, attributes, "group", null, null, TestTopics.HAAR);
    }

    private Published publish(String text) {
        return TestTopics.publish(topics, NEWS, message(text, null)).join();
    }

    private List<ReceivedMessage> receive(String queue) {
        Queue found = queues.get(new QueueAddress(TestTopics.ACCOUNT, REGION, queue));
        List<ReceivedMessage> all = new ArrayList<>();
        List<ReceivedMessage> batch;
        do {
            batch = found.receive(new ReceiveOptions(10, 30, 0, null))
                    .messages()
                    .join();
            batch.forEach(each -> found.delete(List.of(each.receiptHandle())));
            all.addAll(batch);
        } while (!batch.isEmpty());
        return all;
    }

    private List<String> bodies(String queue) {
        return receive(queue).stream().map(ReceivedMessage::body).toList();
    }

    private void replay(Subscription subscription, Instant start, Instant end) {
        topics.subscriptions()
                .configure(subscription.arn(), "ReplayPolicy", policy(start, end))
                .join();
    }

    private static String policy(Instant start, Instant end) {
        return "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + start + "\""
                + (end == null ? "" : ",\"EndingPoint\":\"" + end + "\"") + "}";
    }

    private String status(Subscription subscription) {
        return topics.subscriptions()
                .get(subscription.arn())
                .replayStatus(time.millis())
                .orElse(null);
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("RawMessageDelivery", "true", name, value);
    }

    @Test
    void newSubscription_getsWhatWasPublishedBefore_thenWhatIsNew() {
        createArchived(1);
        List<String> texts = IntStream.range(0, 3 * ReplayPage.SIZE + 7)
                .mapToObj(i -> "message " + i)
                .toList();
        texts.forEach(this::publish);
        Subscription late = subscribe("late.fifo", with("ReplayPolicy", policy(START, null)));
        assertThat(status(late)).isEqualTo("Completed");
        publish("new");
        List<ReceivedMessage> received = receive("late.fifo");
        assertThat(received)
                .extracting(ReceivedMessage::body)
                .startsWith("message 0")
                .endsWith("message 156", "new");
        assertThat(received.subList(0, texts.size()))
                .extracting(ReceivedMessage::body)
                .containsExactlyElementsOf(texts);
        assertThat(received.get(0).attributes().asList())
                .containsExactly(new MessageAttribute("Replayed", "String", "true", null));
        assertThat(received.get(texts.size()).attributes()).isEqualTo(MessageAttributes.NONE);
    }

    @Test
    void replayedMessage_isAsItWas_butSaysSo() {
        createArchived(1);
        Subscription subscription = subscribe("news.fifo", Map.of());
        Published published = publish("hello");
        assertThat(bodies("news.fifo")).hasSize(1).first().asString().doesNotContain("Replayed");
        time.advance(Duration.ofSeconds(1));
        replay(subscription, START, null);
        List<ReceivedMessage> again = receive("news.fifo");
        assertThat(again).as("although the queue remembers it").hasSize(1);
        Map<String, Object> envelope = JsonText.parseObject(again.get(0).body()).orElseThrow();
        assertThat(envelope)
                .containsEntry("MessageId", published.messageId())
                .containsEntry("SequenceNumber", published.sequenceNumber())
                .containsEntry("Message", "hello")
                .containsEntry("Timestamp", "2026-01-01T00:00:00.000Z")
                .containsEntry("Replayed", true);
    }

    @Test
    void replay_isOfItsWindow_andPausesTheSubscription() {
        createArchived(1);
        Subscription subscription = subscribe("news.fifo", RAW);
        for (int hour = 0; hour < 5; hour++) {
            publish("at " + hour);
            time.advance(Duration.ofHours(1));
        }
        bodies("news.fifo");
        replay(subscription, START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(3)));
        assertThat(status(subscription)).isEqualTo("Completed");
        publish("in the pause");
        assertThat(bodies("news.fifo")).containsExactly("at 1", "at 2", "at 3");
        replay(subscription, START.plus(Duration.ofHours(4)), null);
        publish("after it");
        assertThat(bodies("news.fifo")).containsExactly("at 4", "in the pause", "after it");
    }

    @Test
    void replayWithAnEndToCome_deliversUntilThen() {
        createArchived(1);
        publish("before");
        Subscription subscription =
                subscribe("news.fifo", with("ReplayPolicy", policy(START, START.plus(Duration.ofHours(1)))));
        assertThat(status(subscription)).isEqualTo("In progress");
        time.advance(Duration.ofHours(1));
        publish("in time");
        time.advance(Duration.ofMillis(1));
        publish("too late");
        assertThat(status(subscription)).isEqualTo("Completed");
        assertThat(bodies("news.fifo")).containsExactly("before", "in time");
    }

    @Test
    void filter_decidesWhatIsReplayed() {
        createArchived(1);
        TestTopics.publish(topics, NEWS, message("red", "red")).join();
        TestTopics.publish(topics, NEWS, message("blue", "blue")).join();
        subscribe(
                "red.fifo",
                Map.of(
                        "RawMessageDelivery",
                        "true",
                        "ReplayPolicy",
                        policy(START, null),
                        "FilterPolicy",
                        "{\"color\":[\"red\"]}"));
        assertThat(bodies("red.fifo")).containsExactly("red");
    }

    @Test
    void standardQueue_isSentThemToo() {
        createArchived(1);
        publish("one");
        subscribe("plain", with("ReplayPolicy", policy(START, null)));
        assertThat(bodies("plain")).containsExactly("one");
    }

    @Test
    void messages_areKeptAsLongAsThePolicySays() {
        createArchived(2);
        publish("old");
        time.advance(Duration.ofDays(1));
        publish("young");
        assertThat(topics.get(NEWS).beginningArchiveTime(time.millis())).contains("2026-01-01T00:00:00.000Z");
        time.advance(Duration.ofDays(1).plusMillis(1));
        assertThat(topics.get(NEWS).beginningArchiveTime(time.millis())).contains("2026-01-01T00:00:00.001Z");
        subscribe("late.fifo", with("ReplayPolicy", policy(START, null)));
        assertThat(bodies("late.fifo")).containsExactly("young");
    }

    @Test
    void archive_beginsWithItsPolicy_andIsEmptiedByItsEnd() {
        topics.create(NEWS, Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true"), Map.of())
                .join();
        publish("before the archive");
        assertThat(topics.get(NEWS).beginningArchiveTime(time.millis())).isEmpty();
        time.advance(Duration.ofMinutes(1));
        archive("{\"MessageRetentionPeriod\":1}");
        publish("in the first");
        archive("{}");
        archive("{\"MessageRetentionPeriod\":365}");
        publish("in the second");
        subscribe("late.fifo", with("ReplayPolicy", policy(START, null)));
        assertThat(bodies("late.fifo")).containsExactly("in the second");
        archive("{\"MessageRetentionPeriod\":1}");
        subscribe("later.fifo", with("ReplayPolicy", policy(START, null)));
        assertThat(bodies("later.fifo"))
                .as("another period is no other archive")
                .containsExactly("in the second");
    }

    private void archive(String policy) {
        topics.configure(NEWS, Map.of("ArchivePolicy", policy)).join();
    }

    @Test
    void topicWithAnArchive_isNotDeleted() {
        createArchived(1);
        assertThat(topics.delete(NEWS))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("Invalid state: Cannot delete a topic with an ArchivePolicy");
        archive("{}");
        topics.delete(NEWS).join();
        assertThat(topics.list(each -> true)).isEmpty();
    }

    @Test
    void emptyReplayPolicy_endsThePause() {
        createArchived(1);
        Subscription subscription = subscribe("news.fifo", with("ReplayPolicy", policy(START, START)));
        time.advance(Duration.ofSeconds(1));
        publish("in the pause");
        topics.subscriptions()
                .configure(subscription.arn(), "ReplayPolicy", "{}")
                .join();
        publish("after it");
        assertThat(status(subscription)).isNull();
        assertThat(bodies("news.fifo")).containsExactly("after it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"MessageRetentionPeriod\":\"0\"}",
                "{\"MessageRetentionPeriod\":\"366\"}",
                "{\"MessageRetentionPeriod\":\"1.5\"}",
                "{\"MessageRetentionPeriod\":-1}",
                "{\"MessageRetentionPeriod\":null}",
                "{\"MessageRetentionPeriod\":{}}",
                "{\"MessageRetentionPeriod\":\"1\",\"Other\":\"1\"}",
                "{\"Days\":\"1\"}"
            })
    void archivePolicy_thatIsNone_isRefused(String policy) {
        createArchived(1);
        assertThat(topics.configure(NEWS, Map.of("ArchivePolicy", policy)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("Invalid parameter: ArchivePolicy: ");
        assertThat(topics.get(NEWS).attributes()).containsEntry("ArchivePolicy", "{\"MessageRetentionPeriod\":\"1\"}");
    }

    @Test
    void standardTopic_hasNoArchive() {
        TopicAddress standard = new TopicAddress(TestTopics.ACCOUNT, REGION, "plain");
        assertThatExceptionOfType(TopicException.class)
                .isThrownBy(() -> topics.create(
                        standard, Map.of("ArchivePolicy", "{\"MessageRetentionPeriod\":\"1\"}"), Map.of()))
                .withMessageContaining("ArchivePolicy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"StartingPoint\":\"2026-01-01T00:00:00Z\"}",
                "{\"PointType\":\"Sequence\",\"StartingPoint\":\"2026-01-01T00:00:00Z\"}",
                "{\"PointType\":\"Timestamp\"}",
                "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"yesterday\"}",
                "{\"PointType\":\"Timestamp\",\"StartingPoint\":12}",
                "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"+999999999-12-31T00:00:00Z\"}",
                "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"2026-01-02T00:00:00Z\","
                        + "\"EndingPoint\":\"2026-01-01T00:00:00Z\"}",
                "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"2026-01-01T00:00:00Z\",\"Other\":1}"
            })
    void replayPolicy_thatIsNone_isRefused(String policy) {
        createArchived(1);
        Subscription subscription = subscribe("news.fifo", Map.of());
        assertThat(topics.subscriptions().configure(subscription.arn(), "ReplayPolicy", policy))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("Invalid parameter: ReplayPolicy: ");
        assertThatExceptionOfType(TopicException.class)
                .isThrownBy(() -> subscribe("other.fifo", Map.of("ReplayPolicy", policy)))
                .withMessageStartingWith("Invalid parameter: Attributes Reason: ReplayPolicy: ");
        assertThat(topics.subscriptions().of(NEWS)).hasSize(1);
    }

    @Test
    void replay_needsAnArchive() {
        topics.create(NEWS, Map.of("FifoTopic", "true"), Map.of()).join();
        Subscription subscription = subscribe("news.fifo", Map.of());
        assertThat(topics.subscriptions().configure(subscription.arn(), "ReplayPolicy", policy(START, null)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("Invalid parameter: ReplayPolicy: ");
    }
}
