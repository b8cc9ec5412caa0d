package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Courier.Verdict;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.DeliveryTables;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.QueueTables;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a restart topics go on where they were. */
class TopicRestartTest {
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";

    @TempDir
    private Path directory;

    private HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final Random random = new Random(5);
    private H2Store store;
    private Queues queues;
    private Deliveries deliveries;
    private Outbox outbox;
    private Topics topics;
    private final FakeCourier courier = new FakeCourier();

    @BeforeEach
    void open() throws Exception {
        time = HaarTime.standingAt(time.now());
        store = H2Store.open(
                directory,
                new StoreOptions(false, 4096),
                List.of(new QueueTables(), new TopicTables(), new DeliveryTables()));
        queues = new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
        deliveries = TestTopics.deliveries(time, store, queues, courier);
        outbox = new Outbox(store, to -> true);
        topics = TestTopics.of(time, store, queues, random, deliveries, outbox);
        store.attach(queues);
        store.attach(topics);
        store.attach(outbox);
        store.attach(deliveries);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    private Queue queue(String name, Map<String, String> attributes) {
        return queues.create(new QueueAddress(ACCOUNT, REGION, name), attributes, Map.of())
                .join();
    }

    private static TopicAddress address(String name) {
        return new TopicAddress(ACCOUNT, REGION, name);
    }

    private List<String> bodies(String queue) {
        return queues
                .get(new QueueAddress(ACCOUNT, REGION, queue))
                .receive(new ReceiveOptions(10, 30, 0, null))
                .messages()
                .join()
                .stream()
                .map(ReceivedMessage::body)
                .toList();
    }

    private static Publication publication(String message, String deduplicationId) {
        return new Publication(
                message,
                Map.of(),
                null,
                MessageAttributes.NONE,
                deduplicationId == null ? null : "group",
                deduplicationId,
                null,
                "http://localhost");
    }

    @Test
    void topicAndSubscription_areTheSame() throws Exception {
        Queue queue = queue("q", Map.of());
        Topic topic = topics.create(address("t"), Map.of("DisplayName", "shown"), Map.of("team", "a"))
                .join();
        Subscription subscription = TestTopics.subscribeQueue(
                        topics,
                        topic.address(),
                        queue.address().arn(),
                        Map.of(
                                "RawMessageDelivery",
                                "true",
                                "FilterPolicyScope",
                                "MessageBody",
                                "FilterPolicy",
                                "{\"amount\":[{\"numeric\":[\">=\",100]}]}"))
                .join();
        restart();
        assertThat(topics.get(topic.address())).isEqualTo(topic);
        assertThat(topics.subscriptions().get(subscription.arn()).attributes()).isEqualTo(subscription.attributes());
        topics.publish(topic.address(), publication("{\"amount\":99}", null)).join();
        topics.publish(topic.address(), publication("{\"amount\":100}", null)).join();
        assertThat(bodies("q")).containsExactly("{\"amount\":100}");
    }

    @Test
    void deduplicationWindow_andSequenceNumbers_goOn() throws Exception {
        TopicAddress address = address("t.fifo");
        topics.create(address, Map.of("FifoTopic", "true"), Map.of()).join();
        Published first = topics.publish(address, publication("a", "d")).join();
        restart();
        assertThat(topics.publish(address, publication("a", "d")).join()).isEqualTo(first);
        time.advance(Duration.ofMinutes(5));
        assertThat(topics.publish(address, publication("a", "d")).join().sequenceNumber())
                .isGreaterThan(first.sequenceNumber());
    }

    @Test
    void whatIsDeletedOrReset_staysGone() throws Exception {
        Queue queue = queue("q", Map.of());
        topics.create(address("deleted"), Map.of(), Map.of()).join();
        topics.create(address("reset"), Map.of(), Map.of()).join();
        TestTopics.subscribeQueue(topics, address("reset"), queue.address().arn(), Map.of())
                .join();
        topics.delete(address("deleted")).join();
        topics.reset(address("reset")::equals);
        restart();
        assertThat(topics.list(any -> true)).isEmpty();
        assertThat(topics.subscriptions().list(any -> true)).isEmpty();
    }

    private Subscription subscribe(String protocol, String endpoint) {
        return topics.subscriptions()
                .subscribe(address("news"), protocol, endpoint, ACCOUNT, Map.of(), TestTopics.HAAR)
                .join();
    }

    @Test
    void token_andRetries_goOnAfterARestart() throws Exception {
        topics.create(address("news"), Map.of(), Map.of()).join();
        Subscription pending = subscribe("http", "http://shop.example.com/");
        restart();
        assertThat(topics.subscriptions().get(pending.arn()).isConfirmed()).isFalse();
        topics.subscriptions()
                .confirm(REGION, pending.confirmation().token(), false, false)
                .join();
        courier.answers(Verdict.RETRY);
        topics.publish(address("news"), TestTopics.message("hello")).join();
        assertThat(courier.notifications()).hasSize(1);
        time.advance(Duration.ofSeconds(19));
        restart();
        assertThat(topics.subscriptions().get(pending.arn()).isConfirmed()).isTrue();
        assertThat(courier.notifications()).hasSize(1);
        courier.answers(Verdict.DELIVERED);
        time.advance(Duration.ofSeconds(1));
        assertThat(courier.notifications()).hasSize(2);
        restart();
        time.advance(Duration.ofHours(1));
        assertThat(courier.notifications()).as("it is over").hasSize(2);
    }

    @Test
    void outbox_isReadAgain() throws Exception {
        topics.create(address("news"), Map.of(), Map.of()).join();
        subscribe("sms", "+15550100");
        topics.publish(address("news"), TestTopics.message("hello")).join();
        restart();
        assertThat(outbox.latest(each -> true, 10)).extracting(Captured::body).containsExactly("hello");
    }
}
