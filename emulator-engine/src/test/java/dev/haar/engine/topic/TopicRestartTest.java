package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Courier.Verdict;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** After a restart topics go on where they were. */
class TopicRestartTest extends TopicsOverARestart {
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";

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
        TestTopics.publish(topics, topic.address(), publication("{\"amount\":99}", null))
                .join();
        TestTopics.publish(topics, topic.address(), publication("{\"amount\":100}", null))
                .join();
        assertThat(bodies("q")).containsExactly("{\"amount\":100}");
    }

    @Test
    void deduplicationWindow_andSequenceNumbers_goOn() throws Exception {
        TopicAddress address = address("t.fifo");
        topics.create(address, Map.of("FifoTopic", "true"), Map.of()).join();
        Published first =
                TestTopics.publish(topics, address, publication("a", "d")).join();
        restart();
        assertThat(TestTopics.publish(topics, address, publication("a", "d")).join())
                .isEqualTo(first);
        time.advance(Duration.ofMinutes(5));
        assertThat(TestTopics.publish(topics, address, publication("a", "d"))
                        .join()
                        .sequenceNumber())
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
        TestTopics.publish(topics, address("news"), TestTopics.message("hello")).join();
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
        TestTopics.publish(topics, address("news"), TestTopics.message("hello")).join();
        restart();
        assertThat(outbox.latest(each -> true, 10)).extracting(Captured::body).containsExactly("hello");
    }

    @Test
    void envelopeLongerThanAMessage_isKept() throws Exception {
        topics.create(address("news"), Map.of(), Map.of()).join();
        Subscription pending = subscribe("http", "http://shop.example.com/");
        topics.subscriptions()
                .confirm(REGION, pending.confirmation().token(), false, false)
                .join();
        Subscription mail = subscribe("email-json", "ada@example.com");
        topics.subscriptions()
                .confirm(REGION, mail.confirmation().token(), false, false)
                .join();
        String longest = "\"".repeat(1_048_576);
        courier.answers(Verdict.RETRY);
        TestTopics.publish(topics, address("news"), TestTopics.message(longest)).join();
        String envelope = courier.notifications().get(0).body();
        restart();
        courier.answers(Verdict.DELIVERED);
        time.advance(Duration.ofSeconds(20));
        assertThat(courier.notifications()).hasSize(2);
        assertThat(courier.notifications().get(1).body())
                .hasSizeGreaterThan(2 * longest.length())
                .isEqualTo(envelope);
        assertThat(outbox.latest(each -> each.to().subscriptionArn().equals(mail.arn()), 1))
                .singleElement()
                .satisfies(each -> assertThat(each.body()).hasSizeGreaterThan(2 * longest.length()));
    }

    /** Restarts with the file of an older Haar, which is this one's without the columns that came later. */
    private void older(String schema, String... steps) throws Exception {
        close();
        try (Connection plain = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("haar"));
                Statement statement = plain.createStatement()) {
            for (String step : steps) {
                statement.execute(step);
            }
            statement.execute("UPDATE haar.schema_versions SET version = 1 WHERE domain = '" + schema + "'");
        }
        open();
    }

    @Test
    void deliveriesOfAnOlderFile_goOn() throws Exception {
        topics.create(address("news"), Map.of(), Map.of()).join();
        Subscription pending = subscribe("http", "http://shop.example.com/");
        subscribe("sms", "+15550100");
        topics.subscriptions()
                .confirm(REGION, pending.confirmation().token(), false, false)
                .join();
        courier.answers(Verdict.RETRY);
        TestTopics.publish(topics, address("news"), TestTopics.message("hello")).join();
        older(
                "sns_deliveries",
                "ALTER TABLE sns_deliveries.pending DROP COLUMN long_body, sealed_body",
                "ALTER TABLE sns_deliveries.outbox DROP COLUMN long_body");
        courier.answers(Verdict.DELIVERED);
        time.advance(Duration.ofSeconds(20));
        assertThat(courier.notifications()).hasSize(2);
        assertThat(outbox.latest(each -> each.to().protocol().equals("sms"), 10))
                .extracting(Captured::body)
                .containsExactly("hello");
    }

    private static final Map<String, String> ARCHIVED = Map.of(
            "FifoTopic",
            "true",
            "ContentBasedDeduplication",
            "true",
            "ArchivePolicy",
            "{\"MessageRetentionPeriod\":\"1\"}");

    private static final String FROM_THE_BEGINNING =
            "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"2026-01-01T00:00:00Z\"}";

    private Subscription replaying(String queue) {
        return TestTopics.subscribeQueue(
                        topics,
                        address("t.fifo"),
                        queue(queue, Map.of("FifoQueue", "true")).address().arn(),
                        Map.of("RawMessageDelivery", "true", "ReplayPolicy", FROM_THE_BEGINNING))
                .join();
    }

    private void awaitReplay(Subscription subscription) {
        await(() -> topics.subscriptions()
                .get(subscription.arn())
                .replayStatus(time.millis())
                .equals(Optional.of("Completed")));
    }

    private List<String> all(String queue) {
        List<String> all = new ArrayList<>();
        Queue found = queues.get(new QueueAddress(ACCOUNT, REGION, queue));
        List<ReceivedMessage> batch;
        do {
            batch = found.receive(new ReceiveOptions(10, 30, 0, null))
                    .messages()
                    .join();
            batch.forEach(each -> {
                all.add(each.body());
                found.delete(List.of(each.receiptHandle())).forEach(CompletableFuture::join);
            });
        } while (!batch.isEmpty());
        return all;
    }

    private Publication archived(String text, MessageAttributes attributes) {
        return new Publication(
                text,
                Map.of("sqs", text + " for queues"),
                "subject",
                attributes,
                "group",
                null,
                "trace",
                TestTopics.HAAR);
    }

    @Test
    void archive_isReadFromTheFile() throws Exception {
        topics.create(address("t.fifo"), ARCHIVED, Map.of()).join();
        MessageAttributes attributes = MessageAttributes.of(List.of(
                new MessageAttribute("count", "Number", "3", null),
                new MessageAttribute("data", "Binary", null, new byte[] {1, 2})));
        TestTopics.publish(topics, address("t.fifo"), archived("first", attributes))
                .join();
        Topic before = topics.get(address("t.fifo"));
        restart();
        assertThat(topics.get(address("t.fifo"))).isEqualTo(before);
        TestTopics.publish(topics, address("t.fifo"), archived("second", attributes))
                .join();
        awaitReplay(replaying("late.fifo"));
        ReceivedMessage first = queues.get(new QueueAddress(ACCOUNT, REGION, "late.fifo"))
                .receive(new ReceiveOptions(1, 30, 0, null))
                .messages()
                .join()
                .get(0);
        assertThat(first.body()).isEqualTo("first for queues");
        assertThat(first.attributes().asList())
                .extracting(MessageAttribute::name)
                .containsExactly("Replayed", "count", "data");
        assertThat(first.attributes().asList().get(2).binary()).containsExactly(1, 2);
    }

    /** What the archive's rows say. */
    private List<String> texts() {
        return store.read(tables -> {
                    try (var rows = tables.createStatement()
                            .executeQuery("SELECT body, bodies, UTF8TOSTRING(sealed_body)"
                                    + " FROM sns_archive.messages ORDER BY sequence")) {
                        List<String> all = new ArrayList<>();
                        while (rows.next()) {
                            all.add(rows.getString(1) + "|" + rows.getString(2) + "|" + rows.getString(3));
                        }
                        return all;
                    }
                })
                .join();
    }

    @Test
    void archiveOfAnEncryptedTopic_isSealed_andReadInClear() throws Exception {
        topics.create(address("t.fifo"), ARCHIVED, Map.of()).join();
        Publication secret = archived("a secret", MessageAttributes.NONE);
        topics.publish(address("t.fifo"), secret, Optional.of(seal)).join();
        assertThat(texts()).singleElement().asString().startsWith("|null|").doesNotContain("secret");
        restart();
        awaitReplay(replaying("late.fifo"));
        assertThat(all("late.fifo")).containsExactly("a secret for queues");
        awaitReplay(TestTopics.subscribeQueue(
                        topics,
                        address("t.fifo"),
                        queue("enveloped", Map.of()).address().arn(),
                        Map.of("ReplayPolicy", FROM_THE_BEGINNING))
                .join());
        assertThat(all("enveloped"))
                .singleElement()
                .asString()
                .contains("\"Message\" : \"a secret for queues\"", "\"Subject\" : \"subject\"");
    }

    @Test
    void archiveOfAnOlderFile_isReplayed() throws Exception {
        topics.create(address("t.fifo"), ARCHIVED, Map.of()).join();
        TestTopics.publish(topics, address("t.fifo"), archived("old", MessageAttributes.NONE))
                .join();
        older("sns_archive", "ALTER TABLE sns_archive.messages DROP COLUMN sealed_body");
        awaitReplay(replaying("late.fifo"));
        assertThat(all("late.fifo")).containsExactly("old for queues");
    }

    @Test
    void replay_thatARestartCutOff_goesOn() throws Exception {
        topics.create(address("t.fifo"), ARCHIVED, Map.of()).join();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10 * ReplayPage.SIZE; i++) {
            texts.add("message " + i);
            TestTopics.publish(topics, address("t.fifo"), publication("message " + i, "id-" + i));
        }
        TestTopics.publish(topics, address("t.fifo"), publication("last", "last"))
                .join();
        texts.add("last");
        Subscription subscription = replaying("late.fifo");
        restart();
        awaitReplay(subscription);
        assertThat(all("late.fifo")).containsExactlyElementsOf(texts);
    }

    @Test
    void replay_missesNothingThatIsPublishedMeanwhile_andKeepsTheOrder() throws Exception {
        topics.create(address("t.fifo"), ARCHIVED, Map.of()).join();
        ConcurrentSkipListMap<String, String> published = new ConcurrentSkipListMap<>();
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> publishers = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            int publisher = each;
            Thread thread = new Thread(() -> {
                for (int i = 0; !ended.get(); i++) {
                    String text = publisher + " says " + i;
                    String id = publisher + "-" + i;
                    published.put(
                            TestTopics.publish(topics, address("t.fifo"), publication(text, id))
                                    .join()
                                    .sequenceNumber(),
                            text);
                }
            });
            thread.start();
            publishers.add(thread);
        }
        await(() -> published.size() > 500);
        awaitReplay(replaying("late.fifo"));
        int then = published.size();
        await(() -> published.size() > then + 100);
        ended.set(true);
        for (Thread thread : publishers) {
            thread.join();
        }
        assertThat(all("late.fifo")).containsExactlyElementsOf(published.values());
    }

    @Test
    void archiveThatWasGivenUp_leavesNoRows() throws Exception {
        topics.create(address("t.fifo"), ARCHIVED, Map.of()).join();
        for (int i = 0; i < 600; i++) {
            TestTopics.publish(topics, address("t.fifo"), publication("message " + i, "id-" + i));
        }
        topics.configure(address("t.fifo"), Map.of("ArchivePolicy", "{}")).join();
        restart();
        await(() -> rows("messages") + rows("discards") == 0);
        topics.delete(address("t.fifo")).join();
    }

    private long rows(String table) {
        return store.read(tables -> {
                    try (var rows =
                            tables.createStatement().executeQuery("SELECT COUNT(*) FROM sns_archive." + table)) {
                        rows.next();
                        return rows.getLong(1);
                    }
                })
                .join();
    }
}
