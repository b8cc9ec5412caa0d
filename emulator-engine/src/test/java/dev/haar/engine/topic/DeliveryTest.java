package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Courier.Verdict;
import dev.haar.engine.delivery.Deliveries;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.Delivery.MessageType;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.message.MessageAttribute;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confirmation, attempts, retries and dead letters, on a moved clock. */
class DeliveryTest {
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, "us-east-1", "news");
    private static final String SHOP = "http://shop.example.com/";

    private final HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final StateStore store = new EphemeralStore();
    private final Random random = new Random(3);
    private final FakeCourier courier = new FakeCourier();
    private final Queues queues =
            new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
    private final Deliveries deliveries = TestTopics.deliveries(time, store, queues, courier);
    private final Outbox outbox = new Outbox(store, to -> !to.endpoint().equals("+15550199"));
    private final Topics topics = TestTopics.of(time, store, queues, random, deliveries, outbox);

    @BeforeEach
    void makeTopic() {
        topics.create(NEWS, Map.of(), Map.of()).join();
    }

    private Subscription subscribe(String protocol, String endpoint, String... attributes) {
        Map<String, String> all = attributes.length == 0 ? Map.of() : Map.of(attributes[0], attributes[1]);
        return topics.subscriptions()
                .subscribe(NEWS, protocol, endpoint, TestTopics.ACCOUNT, all, TestTopics.HAAR)
                .join();
    }

    private Subscription shop(String... attributes) {
        return confirm(subscribe("http", SHOP, attributes));
    }

    private Subscription confirm(Subscription pending) {
        return topics.subscriptions()
                .confirm("us-east-1", pending.confirmation().token(), false, false)
                .join();
    }

    private void publish(String text) {
        TestTopics.publish(topics, NEWS, TestTopics.message(text)).join();
    }

    private static String retries(int min, int max, int all, int none, int pre, int post, String backoff) {
        return String.format(
                "{\"healthyRetryPolicy\":{\"minDelayTarget\":%d,\"maxDelayTarget\":%d,\"numRetries\":%d,"
                        + "\"numNoDelayRetries\":%d,\"numMinDelayRetries\":%d,\"numMaxDelayRetries\":%d,"
                        + "\"backoffFunction\":\"%s\"}}",
                min, max, all, none, pre, post, backoff);
    }

    @Test
    void endpoint_isAskedFirst_andGetsNothingBefore() {
        Subscription pending = subscribe("http", SHOP);
        publish("too early");
        assertThat(courier.carried).hasSize(1);
        Delivery question = courier.carried.get(0);
        assertThat(question.type()).isEqualTo(MessageType.SUBSCRIPTION_CONFIRMATION);
        assertThat(question.body())
                .startsWith("{\n  \"Type\" : \"SubscriptionConfirmation\",\n  \"MessageId\" : \"")
                .contains(
                        "\"Message\" : \"You have chosen to subscribe to the topic " + NEWS.arn()
                                + ".\\nTo confirm the subscription, visit the SubscribeURL included in this message.\"",
                        "\"SubscribeURL\" : \"http://localhost:4566/?Action=ConfirmSubscription&TopicArn=" + NEWS.arn()
                                + "&Token=" + pending.confirmation().token() + "\"");
        confirm(pending);
        publish("hello");
        assertThat(courier.notifications()).hasSize(1);
    }

    @Test
    void confirmation_isIdempotent_andKnowsItsToken() {
        Subscription pending = subscribe("https", "https://shop.example.com/");
        String token = pending.confirmation().token();
        assertThatThrownBy(() -> topics.subscriptions()
                        .confirm("us-east-1", "other", true, false)
                        .join())
                .hasMessageContaining("Invalid parameter: Token");
        assertThatThrownBy(() -> topics.subscriptions()
                        .confirm("eu-west-1", token, true, false)
                        .join())
                .hasMessageContaining("Invalid parameter: Topic");
        assertThat(confirm(pending).arn()).isEqualTo(pending.arn());
        assertThat(confirm(pending).wasAuthenticated()).isFalse();
    }

    @Test
    void token_lastsTwoDays_andTheSubscriptionNoLonger() {
        Subscription pending = subscribe("http", SHOP);
        time.advance(Duration.ofDays(2).minusMillis(1));
        assertThat(topics.subscriptions().of(NEWS)).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(topics.subscriptions().of(NEWS)).isEmpty();
        assertThatThrownBy(() -> confirm(pending)).hasMessageEndingWith("Invalid token");
        // One that is no longer there has ended already.
        topics.subscriptions().unsubscribe(pending.arn(), true, TestTopics.HAAR).join();
        assertThat(subscribe("http", SHOP).arn()).isNotEqualTo(pending.arn());
    }

    @Test
    void subscribingAgain_asksAgainWithANewToken() {
        Subscription first = subscribe("http", SHOP);
        Subscription second = subscribe("http", SHOP);
        assertThat(second.arn()).isEqualTo(first.arn());
        assertThat(courier.of(MessageType.SUBSCRIPTION_CONFIRMATION)).hasSize(2);
        assertThatThrownBy(() -> confirm(first)).hasMessageEndingWith("Invalid token");
        confirm(second);
        assertThat(subscribe("http", SHOP).isConfirmed()).isTrue();
        assertThat(courier.carried).hasSize(2);
    }

    @Test
    void endingByTheLink_tellsTheEndpoint_whichMayComeBack() {
        Subscription subscription = shop();
        topics.subscriptions()
                .unsubscribe(subscription.arn(), false, TestTopics.HAAR)
                .join();
        publish("nobody gets this");
        assertThat(topics.subscriptions().of(NEWS)).isEmpty();
        assertThat(topics.get(NEWS).unsubscribed()).isEqualTo(1);
        Delivery goodbye = courier.of(MessageType.UNSUBSCRIBE_CONFIRMATION).get(0);
        assertThat(goodbye.body()).contains("You have chosen to deactivate subscription " + subscription.arn());
        String token = goodbye.body().replaceAll("(?s).*\"Token\" : \"([0-9a-f]+)\".*", "$1");
        Subscription back =
                topics.subscriptions().confirm("us-east-1", token, false, false).join();
        assertThat(back.arn()).isEqualTo(subscription.arn());
        publish("hello again");
        assertThat(courier.notifications()).hasSize(1);
    }

    @Test
    void pendingSubscription_cannotBeEnded() {
        Subscription pending = subscribe("http", SHOP);
        assertThatThrownBy(() -> topics.subscriptions().unsubscribe(pending.arn(), true, TestTopics.HAAR))
                .hasMessage(
                        "Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending"
                                + " confirmation");
        assertThat(topics.subscriptions().of(NEWS)).hasSize(1);
    }

    @Test
    void endingByTheOwner_tellsNobody() {
        Subscription subscription = shop();
        topics.subscriptions()
                .unsubscribe(subscription.arn(), true, TestTopics.HAAR)
                .join();
        assertThat(courier.of(MessageType.UNSUBSCRIBE_CONFIRMATION)).isEmpty();
        assertThat(topics.subscriptions().of(NEWS)).isEmpty();
    }

    @Test
    void guardedSubscription_isEndedByItsOwnerOnly() {
        Subscription pending = subscribe("http", SHOP);
        topics.subscriptions()
                .confirm("us-east-1", pending.confirmation().token(), true, true)
                .join();
        assertThatThrownBy(() -> topics.subscriptions().unsubscribe(pending.arn(), false, TestTopics.HAAR))
                .isInstanceOf(TopicException.class);
        topics.subscriptions().unsubscribe(pending.arn(), true, TestTopics.HAAR).join();
        assertThat(topics.subscriptions().of(NEWS)).isEmpty();
    }

    @Test
    void unwellEndpoint_isTriedThreeTimesMore_twentySecondsApart() {
        shop();
        courier.answers(Verdict.RETRY);
        publish("hello");
        assertThat(attemptSeconds(Duration.ofHours(1))).containsExactly(0L, 20L, 40L, 60L);
        assertThat(deliveries.log().latest(each -> each.to().protocol().equals("http"), 4))
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.RETRYING, Outcome.RETRYING, Outcome.RETRYING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linear|0 0 2 5 10 15 15",
                "arithmetic|0 0 2 5 8.75 15 15",
                "geometric|0 0 2 5 7.5 15 15",
                "exponential|0 0 2 5 6.502 15 15"
            })
    void phases_followEachOther(String backoff, String delays) {
        int min = 5;
        shop("DeliveryPolicy", retries(min, 15, 7, 2, 1, 1, backoff));
        courier.answers(Verdict.RETRY);
        publish("hello");
        List<Double> waited = new ArrayList<>();
        double before = 0;
        for (double at : attempts(Duration.ofHours(1))) {
            waited.add(Math.round((at - before) * 1000) / 1000.0);
            before = at;
        }
        // At once, twice without delay, once after the least, three growing, once after the most.
        List<Double> expected = new ArrayList<>(List.of(0.0, 0.0, 0.0, 5.0));
        String[] growing = delays.split(" ");
        for (int i = 3; i < growing.length; i++) {
            expected.add(Double.parseDouble(growing[i]));
        }
        assertThat(waited).isEqualTo(expected);
    }

    private List<Long> attemptSeconds(Duration span) {
        return attempts(span).stream().map(Math::round).toList();
    }

    /** When the attempts were made, in seconds from now. */
    private List<Double> attempts(Duration span) {
        long start = time.millis();
        time.advance(span);
        List<Attempt> log = new ArrayList<>(deliveries.log().latest(each -> each.outcome() != Outcome.DELIVERED, 100));
        Collections.reverse(log);
        return log.stream()
                .map(each -> (each.at().toEpochMilli() - start) / 1000.0)
                .toList();
    }

    @Test
    void refusal_isNotTriedAgain_andMakesADeadLetter() {
        Queue dead = queue("dead");
        shop("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + dead.address().arn() + "\"}");
        courier.answers(Verdict.REFUSED);
        publish("hello");
        time.advance(Duration.ofHours(1));
        assertThat(courier.notifications()).hasSize(1);
        ReceivedMessage letter = receive(dead);
        assertThat(letter.body()).contains("\"Message\" : \"hello\"");
        assertThat(letter.attributes().asList())
                .extracting(MessageAttribute::name, MessageAttribute::text)
                .contains(tuple("ErrorCode", "404"), tuple("ErrorMessage", "gone"))
                .hasSize(3);
        assertThat(deliveries.log().latest(each -> true, 1).get(0).outcome()).isEqualTo(Outcome.DEAD_LETTERED);
    }

    @Test
    void everyFailedMessage_becomesADeadLetter_afterItsLastTry() {
        Queue dead = queue("dead");
        shop("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + dead.address().arn() + "\"}");
        courier.answers(Verdict.RETRY);
        publish("one");
        publish("two");
        assertThat(dead.counts().visible()).isZero();
        time.advance(Duration.ofMinutes(5));
        assertThat(dead.counts().visible()).isEqualTo(2);
    }

    @Test
    void slowEndpoint_holdsUpNobodyElse() {
        shop();
        Subscription other = confirm(subscribe("http", "http://other.example.com/"));
        courier.answersNothing();
        for (int i = 0; i < 20; i++) {
            publish("message " + i);
        }
        assertThat(courier.notifications().stream()
                        .filter(each -> each.to().subscriptionArn().equals(other.arn())))
                .as("only so many at a time")
                .hasSize(8);
    }

    @Test
    void throttle_spreadsDeliveriesOverTime() {
        shop("DeliveryPolicy", "{\"throttlePolicy\":{\"maxReceivesPerSecond\":2}}");
        time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            publish("message " + i);
        }
        assertThat(courier.notifications()).hasSize(1);
        time.advance(Duration.ofMillis(500));
        assertThat(courier.notifications()).hasSize(2);
        time.advance(Duration.ofSeconds(10));
        assertThat(courier.notifications()).hasSize(5);
    }

    @Test
    void rawMessage_goesAlone() {
        shop("RawMessageDelivery", "true");
        publish("hello");
        assertThat(courier.notifications().get(0).body()).isEqualTo("hello");
    }

    @Test
    void topicsPolicy_counts_unlessTheSubscriptionHasItsOwn() {
        topics.configure(
                        NEWS,
                        Map.of(
                                "DeliveryPolicy",
                                "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":1,\"maxDelayTarget\":1,"
                                        + "\"numRetries\":1},\"defaultRequestPolicy\":{\"headerContentType\":"
                                        + "\"application/json\"}}}"))
                .join();
        shop();
        courier.answers(Verdict.RETRY);
        publish("hello");
        assertThat(attemptSeconds(Duration.ofMinutes(5))).containsExactly(0L, 1L);
        assertThat(courier.notifications().get(0).policy().contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|failed to parse JSON",
                "{\"healthyRetryPolicy\":{\"numRetries\":101}}|healthyRetryPolicy.numRetries must be less than or equal to 100",
                "{\"healthyRetryPolicy\":{\"minDelayTarget\":0}}|healthyRetryPolicy.minDelayTarget must be",
                "{\"healthyRetryPolicy\":{\"minDelayTarget\":9,\"maxDelayTarget\":8}}|healthyRetryPolicy.maxDelayTarget must be",
                "{\"healthyRetryPolicy\":{\"numRetries\":1,\"numNoDelayRetries\":2}}|healthyRetryPolicy.numRetries must be",
                "{\"healthyRetryPolicy\":{\"backoffFunction\":\"steep\"}}|healthyRetryPolicy.backoffFunction must be",
                "{\"healthyRetryPolicy\":{\"minDelayTarget\":3600,\"maxDelayTarget\":3600,\"numRetries\":2}}"
                        + "|healthyRetryPolicy: Total policy retry time cannot be greater than 3600 seconds",
                "{\"throttlePolicy\":{\"maxReceivesPerSecond\":0}}|throttlePolicy.maxReceivesPerSecond must be",
                "{\"requestPolicy\":{\"headerContentType\":\"image/png\"}}|requestPolicy.headerContentType is not"
            })
    void badPolicy_isRefused(String policy, String reason) {
        assertThatThrownBy(() -> subscribe("http", SHOP, "DeliveryPolicy", policy))
                .hasMessageStartingWith("Invalid parameter: Attributes Reason: DeliveryPolicy: " + reason);
        assertThat(topics.subscriptions().of(NEWS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http|https://shop.example.com|Endpoint must match the specified protocol",
                "https|http://shop.example.com|Endpoint must match the specified protocol",
                "email|nobody|Email address",
                "lambda|greet|Lambda endpoint ARN",
                "application|phone|Application endpoint ARN",
                "firehose|stream|Firehose endpoint ARN"
            })
    void badEndpoint_isRefused(String protocol, String endpoint, String reason) {
        assertThatThrownBy(() -> subscribe(protocol, endpoint)).hasMessage("Invalid parameter: " + reason);
    }

    @Test
    void mail_isCapturedWithItsLink_thenWithMessages() {
        Subscription pending = subscribe("email", "ada@example.com");
        Captured letter = outbox.latest(each -> true, 1).get(0);
        assertThat(letter.link()).contains(pending.confirmation().token());
        confirm(pending);
        publish("hello");
        assertThat(outbox.latest(each -> true, 10)).extracting(Captured::body).startsWith("hello");
    }

    @Test
    void textMessage_isCaptured_unlessItsNumberHasOptedOut() {
        subscribe("sms", "+15550100");
        subscribe("sms", "+15550199");
        publish("hello");
        assertThat(outbox.latest(each -> true, 10))
                .extracting(each -> each.to().endpoint())
                .containsExactly("+15550100");
        assertThat(deliveries.log().latest(each -> true, 10))
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED);
    }

    @Test
    void reset_endsDeliveries() {
        shop();
        courier.answers(Verdict.RETRY);
        publish("hello");
        deliveries.reset(arn -> true);
        topics.reset(address -> true);
        time.advance(Duration.ofHours(1));
        assertThat(courier.notifications()).hasSize(1);
        assertThat(deliveries.log().latest(each -> true, 10)).isEmpty();
    }

    private Queue queue(String name) {
        return queues.create(new QueueAddress(TestTopics.ACCOUNT, "us-east-1", name), Map.of(), Map.of())
                .join();
    }

    private static ReceivedMessage receive(Queue queue) {
        return queue.receive(new ReceiveOptions(1, 30, 0, null))
                .messages()
                .join()
                .get(0);
    }
}
