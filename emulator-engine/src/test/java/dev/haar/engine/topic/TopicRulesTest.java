package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.message.UnsignedBody;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import dev.haar.engine.sse.Unsealing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What strict mode refuses, and what of it shows. */
class TopicRulesTest {
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, "us-east-1", "news");

    private final HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final StateStore store = new EphemeralStore();
    private final Random random = new Random(3);
    private final Queues queues =
            new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
    private final Deliveries deliveries =
            TestTopics.deliveries(time, store, queues, delivery -> new CompletableFuture<>());

    private Topics topics(TopicRules rules) {
        Topics topics = TestTopics.of(
                time, store, queues, rules, random, deliveries, new Outbox(store, to -> true), Unsealing.NONE);
        topics.create(NEWS, Map.of(), Map.of()).join();
        return topics;
    }

    private Queue queue(String name) {
        return queues.create(new QueueAddress(TestTopics.ACCOUNT, "us-east-1", name), Map.of(), Map.of())
                .join();
    }

    @Test
    void queueThatDoesNotAdmitTheTopic_getsNothing_itsDeadLetterQueueDoes() {
        Queue closed = queue("closed");
        Queue dead = queue("dead");
        Topics topics = topics(TopicRules.strict((queue, topicArn) -> queue != closed));
        TestTopics.subscribeQueue(
                        topics,
                        NEWS,
                        closed.address().arn(),
                        Map.of(
                                "RedrivePolicy",
                                "{\"deadLetterTargetArn\":\"" + dead.address().arn() + "\"}"))
                .join();
        TestTopics.publish(topics, NEWS, TestTopics.message("hello")).join();
        assertThat(closed.counts().visible()).isZero();
        assertThat(dead.counts().visible()).isEqualTo(1);
        Attempt attempt = deliveries.log().latest(each -> true, 1).get(0);
        assertThat(attempt.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
        assertThat(attempt.status()).isEqualTo(403);
    }

    @Test
    void deliveriesToQueues_areInTheLog() {
        Topics topics = topics(TopicRules.fast());
        TestTopics.subscribeQueue(topics, NEWS, queue("open").address().arn(), Map.of())
                .join();
        TestTopics.subscribeQueue(topics, NEWS, "arn:aws:sqs:us-east-1:000000000000:gone", Map.of())
                .join();
        TestTopics.publish(topics, NEWS, TestTopics.message("hello")).join();
        assertThat(deliveries.log().latest(each -> true, 10))
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.DELIVERED);
    }

    @Test
    void rawMessageWithMoreThanTenAttributes_isDiscarded_butForItsEnvelope() {
        Topics topics = topics(TopicRules.fast());
        Queue raw = queue("raw");
        Queue dead = queue("dead");
        Queue enveloped = queue("enveloped");
        String redrive = "{\"deadLetterTargetArn\":\"" + dead.address().arn() + "\"}";
        TestTopics.subscribeQueue(
                        topics,
                        NEWS,
                        raw.address().arn(),
                        Map.of("RawMessageDelivery", "true", "RedrivePolicy", redrive))
                .join();
        TestTopics.subscribeQueue(topics, NEWS, enveloped.address().arn(), Map.of())
                .join();
        TestTopics.publish(topics, NEWS, withAttributes(10)).join();
        TestTopics.publish(topics, NEWS, withAttributes(11)).join();
        assertThat(raw.counts().visible()).isEqualTo(1);
        assertThat(dead.counts().visible()).isZero();
        assertThat(enveloped.counts().visible()).isEqualTo(2);
        Attempt discarded = deliveries
                .log()
                .latest(each -> each.outcome() == Outcome.FAILED, 1)
                .get(0);
        assertThat(discarded.status()).isEqualTo(400);
    }

    private static Publication withAttributes(int count) {
        List<MessageAttribute> attributes = IntStream.range(0, count)
                .mapToObj(i -> new MessageAttribute("a" + i, "String", "x", null))
                .toList();
        return TestTopics.message("hello").with(MessageAttributes.of(attributes));
    }

    @Test
    void digests_areThoseOfWhatEachQueueGets_butForWhatIsStillToBeSigned() {
        Topics topics = topics(TopicRules.fast());
        Map<String, String> raw = Map.of("RawMessageDelivery", "true");
        List<Queue> all = List.of(queue("raw"), queue("enveloped"), queue("raw-too"));
        all.forEach(each -> TestTopics.subscribeQueue(
                        topics,
                        NEWS,
                        each.address().arn(),
                        each.address().name().startsWith("raw") ? raw : Map.of())
                .join());
        TestTopics.publish(topics, NEWS, TestTopics.message("hello")).join();
        for (Queue each : all) {
            ReceivedMessage message = each.receive(new ReceiveOptions(1, 30, 0, null))
                    .messages()
                    .join()
                    .get(0);
            assertThat(message.bodyMd5())
                    .isEqualTo(
                            UnsignedBody.is(message.body())
                                    ? Md5.NONE
                                    : Md5.of(message.body().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void filterPolicies_areSoMany() {
        Topics topics = topics(new TopicRules((queue, topicArn) -> true, 2, 100));
        Map<String, String> filter = Map.of("FilterPolicy", "{\"kind\":[\"a\"]}");
        for (int i = 0; i < 2; i++) {
            TestTopics.subscribeQueue(topics, NEWS, queue("q" + i).address().arn(), filter)
                    .join();
        }
        String third = queue("third").address().arn();
        assertThatThrownBy(() ->
                        TestTopics.subscribeQueue(topics, NEWS, third, filter).join())
                .hasMessageContaining("Filter policy limit exceeded");
        Subscription unfiltered =
                TestTopics.subscribeQueue(topics, NEWS, third, Map.of()).join();
        assertThatThrownBy(() -> topics.subscriptions()
                        .configure(unfiltered.arn(), "FilterPolicy", "{\"kind\":[\"a\"]}")
                        .join())
                .hasMessageContaining("Filter policy limit exceeded");
    }
}
