package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Attempt.Outcome;
import dev.haar.engine.delivery.Courier.Verdict;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages of an encrypted topic on their way to endpoints outside, kept in a file. */
class SealedDeliveryTest extends TopicsOverARestart {
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, "us-east-1", "news");
    private static final String SHOP = "http://shop.example.com/";
    private static final String SECRET = "a secret that nobody may read";

    private String messageId;

    private void subscribeShop(Map<String, String> attributes) {
        topics.create(NEWS, Map.of(), Map.of()).join();
        Subscription pending = topics.subscriptions()
                .subscribe(NEWS, "http", SHOP, TestTopics.ACCOUNT, attributes, TestTopics.HAAR)
                .join();
        topics.subscriptions()
                .confirm("us-east-1", pending.confirmation().token(), false, false)
                .join();
    }

    private void publish() {
        messageId = topics.publish(NEWS, TestTopics.message(SECRET), Optional.of(seal))
                .join()
                .messageId();
    }

    /** What the rows of deliveries under way say, and which of them are sealed. */
    private List<String> rows() {
        return store.read(tables -> {
                    try (var rows = tables.createStatement()
                            .executeQuery("SELECT body, UTF8TOSTRING(sealed_body) FROM sns_deliveries.pending")) {
                        List<String> all = new ArrayList<>();
                        while (rows.next()) {
                            all.add(rows.getString(1) + "|" + rows.getString(2));
                        }
                        return all;
                    }
                })
                .join();
    }

    /** Has the next retry come, which is the last attempt of so many. */
    private void retry(int attempts) {
        time.advance(Duration.ofSeconds(20));
        await(() -> log().size() == attempts);
    }

    /** The attempts to deliver what was published, the newest first. */
    private List<Attempt> log() {
        return deliveries.log().latest(attempt -> attempt.messageId().equals(messageId), 100);
    }

    private Queue deadLetters() {
        return queues.create(new QueueAddress(TestTopics.ACCOUNT, "us-east-1", "dead"), Map.of(), Map.of())
                .join();
    }

    private static Map<String, String> redrivenTo(Queue queue) {
        return Map.of(
                "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + queue.address().arn() + "\"}");
    }

    private static List<ReceivedMessage> receive(Queue queue) {
        return queue.receive(new ReceiveOptions(10, 30, 0, null)).messages().join();
    }

    @Test
    void waitsSealed_andArrivesInClearAfterARestart() throws Exception {
        subscribeShop(Map.of());
        courier.answers(Verdict.RETRY);
        publish();
        assertThat(courier.notifications()).hasSize(1);
        assertThat(courier.notifications().get(0).body()).contains("\"Message\" : \"" + SECRET + "\"");
        assertThat(rows()).hasSize(1).allSatisfy(row -> assertThat(row).doesNotContain(SECRET));
        restart();
        courier.answers(Verdict.DELIVERED);
        retry(1);
        assertThat(courier.notifications()).hasSize(2);
        Delivery again = courier.notifications().get(1);
        assertThat(again.sealed()).isFalse();
        assertThat(again.body()).isEqualTo(courier.notifications().get(0).body());
        await(() -> rows().isEmpty());
    }

    @Test
    void rowInClear_ofAFileFromBefore_isDelivered() throws Exception {
        subscribeShop(Map.of("RawMessageDelivery", "true"));
        courier.answers(Verdict.RETRY);
        String marked = "\u0001what looks sealed";
        messageId = TestTopics.publish(topics, NEWS, TestTopics.message(marked))
                .join()
                .messageId();
        assertThat(rows()).containsExactly(marked + "|null");
        restart();
        courier.answers(Verdict.DELIVERED);
        retry(1);
        assertThat(courier.notifications()).extracting(Delivery::body).containsExactly(marked, marked);
    }

    @Test
    void keyThatIsDisabled_failsTheAttempt_andTheRetryAfterItIsEnabledDelivers() {
        subscribeShop(Map.of());
        seal.disable(true);
        publish();
        assertThat(courier.notifications()).isEmpty();
        assertThat(log().get(0).outcome()).isEqualTo(Outcome.RETRYING);
        assertThat(log().get(0).status()).isZero();
        assertThat(log().get(0).answer()).isEqualTo("The message cannot be decrypted: " + TestSeal.REFUSAL);
        seal.disable(false);
        retry(2);
        assertThat(courier.notifications()).hasSize(1);
        assertThat(log().get(0).outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(log().get(0).number()).isEqualTo(2);
    }

    @Test
    void keyThatStaysDisabled_losesTheMessage_andTheLogTells() {
        Queue dead = deadLetters();
        subscribeShop(redrivenTo(dead));
        seal.disable(true);
        publish();
        for (int attempts = 2; attempts <= 4; attempts++) {
            retry(attempts);
        }
        assertThat(courier.notifications()).isEmpty();
        assertThat(log())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.RETRYING, Outcome.RETRYING, Outcome.RETRYING);
        assertThat(log().get(0).answer()).contains(TestSeal.REFUSAL);
        await(() -> rows().isEmpty());
        assertThat(receive(dead)).as("nobody can read it").isEmpty();
    }

    @Test
    void deadLetter_isInClear() {
        Queue dead = deadLetters();
        subscribeShop(redrivenTo(dead));
        courier.answers(Verdict.REFUSED);
        publish();
        assertThat(log().get(0).outcome()).isEqualTo(Outcome.DEAD_LETTERED);
        await(() -> dead.counts().visible() == 1);
        assertThat(receive(dead))
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.body()).contains("\"Message\" : \"" + SECRET + "\""));
    }
}
