package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Visibility timeouts, delays and retention, and what receipt handles are good for. */
class VisibilityIT extends SqsTest {
    VisibilityIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void receive_hidesTheMessage_untilTheVisibilityTimeoutEnds() {
        String queue = queue("orders", "VisibilityTimeout", "60");
        send(queue, "a");
        receiveOne(queue);
        assertThat(receive(queue)).isEmpty();
        haar.advance(Duration.ofSeconds(58));
        assertThat(receive(queue)).isEmpty();
        haar.advance(Duration.ofSeconds(2));
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void receive_mayHideItForAnotherTime() {
        String queue = queue("orders");
        haar.operator().freeze();
        send(queue, "a");
        sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(100));
        haar.advance(Duration.ofSeconds(99));
        assertThat(receive(queue)).isEmpty();
        haar.advance(Duration.ofSeconds(1));
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(0))
                        .messages())
                .hasSize(1);
        assertThat(receive(queue)).hasSize(1);
    }

    @Test
    void changeVisibility_countsFromNow() {
        String queue = queue("orders");
        haar.operator().freeze();
        send(queue, "a");
        Message message = receiveOne(queue);
        haar.advance(Duration.ofSeconds(20));
        change(queue, message, 30);
        haar.advance(Duration.ofSeconds(29));
        assertThat(receive(queue)).isEmpty();
        haar.advance(Duration.ofSeconds(1));
        assertThat(receive(queue)).hasSize(1);
    }

    @Test
    void changeVisibility_toZero_givesTheMessageBackAtOnce() {
        String queue = queue("orders");
        send(queue, "a");
        change(queue, receiveOne(queue), 0);
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void changeVisibility_ofAMessageThatIsVisibleAgain_isTaken() {
        String queue = queue("orders");
        send(queue, "a");
        Message message = receiveOne(queue);
        haar.advance(Duration.ofSeconds(30));
        change(queue, message, 30);
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void changeVisibility_ofADeletedMessage_isRefused() {
        String queue = queue("orders");
        send(queue, "a");
        Message message = receiveOne(queue);
        delete(queue, message);
        Refusals.INVALID_PARAMETER.expect(
                () -> change(queue, message, 1),
                "Message does not exist or is not available for visibility timeout change.");
    }

    @Test
    void changeVisibility_outOfRange_isRefused() {
        String queue = queue("orders");
        send(queue, "a");
        Message message = receiveOne(queue);
        Refusals.INVALID_PARAMETER.expect(() -> change(queue, message, 43_201), "VisibilityTimeout");
        Refusals.INVALID_PARAMETER.expect(() -> change(queue, message, -1), "VisibilityTimeout");
        haar.advance(Duration.ofSeconds(10));
        Refusals.INVALID_PARAMETER.expect(
                () -> change(queue, message, 43_200), "Total VisibilityTimeout for the message is beyond the limit");
    }

    @Test
    void malformedHandles_areRefused() {
        String queue = queue("orders");
        Refusals.INVALID_HANDLE.expect(
                () -> sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle("no handle")),
                "The input receipt handle \"no handle\" is not a valid receipt handle.");
        Refusals.INVALID_HANDLE.expect(
                () -> sqs.changeMessageVisibility(
                        r -> r.queueUrl(queue).receiptHandle("no handle").visibilityTimeout(1)),
                "The input receipt handle \"no handle\" is not a valid receipt handle.");
    }

    @Test
    void handlesOfAnotherQueue_areRefused() {
        String queue = queue("orders");
        String other = queue("other");
        send(queue, "a");
        Message message = receiveOne(queue);
        Refusals.INVALID_HANDLE.expect(() -> delete(other, message), "");
        Refusals.INVALID_HANDLE.expect(() -> change(other, message, 1), "");
        assertThat(counts(queue)).isEqualTo(List.of("0", "1", "0"));
    }

    @Test
    void delete_isFinal_andMayBeRepeated() {
        String queue = queue("orders");
        send(queue, "a");
        Message message = receiveOne(queue);
        delete(queue, message);
        delete(queue, message);
        haar.advance(Duration.ofMinutes(1));
        assertThat(receive(queue)).isEmpty();
    }

    @Test
    void delete_afterTheTimeout_isTakenOnAStandardQueue() {
        String queue = queue("orders");
        send(queue, "a");
        Message message = receiveOne(queue);
        haar.advance(Duration.ofSeconds(30));
        delete(queue, message);
        assertThat(receive(queue)).isEmpty();
    }

    @Test
    void delete_ofNoQueueOrHandle_isRefused() {
        String queue = queue("orders");
        Refusals.NO_QUEUE.expect(
                () -> sqs.deleteMessage(r ->
                        r.queueUrl(haar.endpoint() + "/000000000000/nowhere").receiptHandle("a")),
                "The specified queue does not exist.");
        Refusals.MISSING_PARAMETER.expect(
                () -> sqs.deleteMessage(r -> r.queueUrl(queue)), "The request must contain the parameter");
        Refusals.MISSING_PARAMETER.expect(
                () -> sqs.changeMessageVisibility(r -> r.queueUrl(queue).visibilityTimeout(1)), "ReceiptHandle");
    }

    @Test
    void delays_ofTheQueueAndOfTheMessage() {
        String queue = queue("orders", "DelaySeconds", "10");
        haar.operator().freeze();
        send(queue, "queue's");
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("own").delaySeconds(20));
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("none").delaySeconds(0));
        assertThat(bodies(queue)).containsExactly("none");
        haar.advance(Duration.ofSeconds(10));
        assertThat(bodies(queue)).containsExactly("queue's");
        haar.advance(Duration.ofSeconds(9));
        assertThat(receive(queue)).isEmpty();
        haar.advance(Duration.ofSeconds(1));
        assertThat(bodies(queue)).containsExactly("own");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessage(
                        r -> r.queueUrl(queue).messageBody("never").delaySeconds(901)),
                "DelaySeconds must be >= 0 and <= 900.");
    }

    @Test
    void messages_areKeptForTheRetentionPeriod() {
        String queue = queue("orders", "MessageRetentionPeriod", "60");
        haar.operator().freeze();
        send(queue, "old");
        haar.advance(Duration.ofSeconds(59));
        send(queue, "new");
        assertThat(counts(queue)).isEqualTo(List.of("2", "0", "0"));
        haar.advance(Duration.ofSeconds(1));
        assertThat(bodies(queue)).containsExactly("new");
    }

    private void change(String queue, Message message, int seconds) {
        sqs.changeMessageVisibility(
                r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()).visibilityTimeout(seconds));
    }
}
