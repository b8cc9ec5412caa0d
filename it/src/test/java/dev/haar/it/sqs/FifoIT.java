package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.haar.it.Sdk2;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** FIFO queues, and message groups on standard ones. */
class FifoIT extends SqsTest {
    FifoIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void messages_carryTheirGroupIdsAndNumbers() {
        String queue = fifo("orders.fifo");
        SendMessageResponse sent = sqs.sendMessage(r -> r.queueUrl(queue)
                .messageGroupId("g")
                .messageDeduplicationId("d")
                .messageBody("a"));
        String next = send(queue, "g", "b");
        assertThat(sent.sequenceNumber()).matches("[0-9]{20}").isLessThan(next);
        List<Message> received = receive(queue);
        assertThat(received.get(0).attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "d")
                .containsEntry(MessageSystemAttributeName.SEQUENCE_NUMBER, sent.sequenceNumber());
        // Of content-based deduplication the id is the SHA-256 of the body.
        assertThat(received.get(1).attributes())
                .containsEntry(
                        MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID,
                        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d");
    }

    @Test
    void duplicates_areAnsweredLikeTheFirst_forFiveMinutes() {
        String queue = fifo("orders.fifo");
        haar.operator().freeze();
        SendMessageResponse first = sendAs(queue, "g", "d", "a");
        delete(queue, receiveOne(queue));
        haar.advance(Duration.ofSeconds(299));
        SendMessageResponse second = sendAs(queue, "other", "d", "another body");
        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(receive(queue)).isEmpty();

        haar.advance(Duration.ofSeconds(1));
        assertThat(sendAs(queue, "g", "d", "a").messageId()).isNotEqualTo(first.messageId());
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void duplicates_areOfOneGroupOnly_ifTheQueueIsLikeThat() {
        String queue = fifo("orders.fifo", "DeduplicationScope", "messageGroup");
        sendAs(queue, "g", "d", "a");
        sendAs(queue, "g", "d", "b");
        sendAs(queue, "h", "d", "c");
        assertThat(bodies(queue)).containsExactly("a", "c");
    }

    @Test
    void purge_forgetsDuplicates() {
        String queue = fifo("orders.fifo");
        send(queue, "g", "a");
        sqs.purgeQueue(r -> r.queueUrl(queue));
        send(queue, "g", "a");
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void missingIds_areRefused() {
        String queue = fifo("orders.fifo", "ContentBasedDeduplication", "false");
        Refusals.MISSING_PARAMETER.expect(
                () -> sqs.sendMessage(r -> r.queueUrl(queue).messageBody("a").messageDeduplicationId("d")),
                "The request must contain the parameter MessageGroupId.");
        Refusals.INVALID_PARAMETER.expect(
                () -> send(queue, "g", "a"),
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessageBatch(r -> r.queueUrl(queue)
                        .entries(SendMessageBatchRequestEntry.builder()
                                .id("one")
                                .messageBody("a")
                                .messageDeduplicationId("d")
                                .build())),
                "MessageGroupId");
        Refusals.INVALID_PARAMETER.expect(() -> sendAs(queue, "g g", "d", "a"), "MessageGroupId");
        Refusals.INVALID_PARAMETER.expect(() -> sendAs(queue, "g", "d".repeat(129), "a"), "MessageDeduplicationId");
        assertThat(receive(queue)).isEmpty();
    }

    @Test
    void batches_keepTheirOrder() {
        String queue = fifo("orders.fifo");
        SendMessageBatchResponse sent = sqs.sendMessageBatch(r -> r.queueUrl(queue)
                .entries(IntStream.range(0, 10).mapToObj(FifoIT::entry).toList()));
        assertThat(sent.successful())
                .extracting(each -> each.sequenceNumber())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(bodies(queue)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void aDelayPerMessage_isRefused() {
        String queue = fifo("orders.fifo");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessage(r ->
                        r.queueUrl(queue).messageGroupId("g").messageBody("a").delaySeconds(2)),
                "DelaySeconds");
        sqs.sendMessage(
                r -> r.queueUrl(queue).messageGroupId("g").messageBody("a").delaySeconds(0));
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void receive_fillsUpFromTheNextGroup() {
        String queue = fifo("orders.fifo");
        for (int i = 0; i < 6; i++) {
            send(queue, "g", "g" + i);
            send(queue, "h", "h" + i);
        }
        assertThat(bodies(queue)).containsExactly("g0", "g1", "g2", "g3", "g4", "g5", "h0", "h1", "h2", "h3");
    }

    @Test
    void aGroup_isGivenUpToItsFirstMessageInFlight() {
        String queue = fifo("orders.fifo");
        List.of("a", "b", "c").forEach(body -> send(queue, "g", body));
        List<Message> all = receive(queue);
        change(queue, all.get(0), 0);
        change(queue, all.get(2), 0);
        assertThat(bodies(queue)).containsExactly("a");
    }

    @Test
    void messages_comeBackInOrder() {
        String queue = fifo("orders.fifo");
        List.of("a", "b", "c").forEach(body -> send(queue, "g", body));
        assertThat(bodies(queue)).containsExactly("a", "b", "c");
        send(queue, "g", "d");
        assertThat(receive(queue)).isEmpty();
        haar.advance(Duration.ofSeconds(30));
        assertThat(bodies(queue)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void anExpiredHandle_isRefused() {
        String queue = fifo("orders.fifo");
        send(queue, "g", "a");
        Message message = receiveOne(queue);
        haar.advance(Duration.ofSeconds(30));
        Refusals.INVALID_PARAMETER.expect(() -> delete(queue, message), "Reason: The receipt handle has expired.");
        Refusals.INVALID_PARAMETER.expect(() -> change(queue, message, 10), "Reason: The receipt handle has expired.");
        Message again = receiveOne(queue);
        change(queue, again, 100);
        haar.advance(Duration.ofSeconds(60));
        delete(queue, again);
        assertThat(counts(queue)).isEqualTo(List.of("0", "0", "0"));
    }

    @Test
    void aRepeatedAttempt_getsTheSameAnswer() {
        String queue = fifo("orders.fifo");
        send(queue, "g", "a");
        send(queue, "h", "b");
        List<Message> first = attempt(queue, "once");
        assertThat(first).hasSize(2);
        assertThat(attempt(queue, "another")).isEmpty();
        assertThat(attempt(queue, "once"))
                .extracting(Message::body, Message::messageId)
                .isEqualTo(first.stream()
                        .map(each -> tuple(each.body(), each.messageId()))
                        .toList());
    }

    @Test
    void groupsOnAStandardQueue_areShown_andBlockNothing() {
        String queue = queue("orders");
        sqs.sendMessage(r -> r.queueUrl(queue).messageGroupId("tenant").messageBody("a"));
        sqs.sendMessage(r -> r.queueUrl(queue).messageGroupId("tenant").messageBody("b"));
        Message one = sqs.receiveMessage(
                        r -> r.queueUrl(queue).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);
        assertThat(one.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "tenant");
        receiveOne(queue);
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessage(
                        r -> r.queueUrl(queue).messageDeduplicationId("d").messageBody("a")),
                "MessageDeduplicationId");
    }

    @Test
    void highThroughput_needsItsScope() {
        Refusals.INVALID_ATTRIBUTE_VALUE.expect(
                () -> fifo("orders.fifo", "FifoThroughputLimit", "perMessageGroupId"), "");
        String queue =
                fifo("fast.fifo", "FifoThroughputLimit", "perMessageGroupId", "DeduplicationScope", "messageGroup");
        Map<String, String> all = sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNamesWithStrings("All"))
                .attributesAsStrings();
        assertThat(all)
                .containsEntry("FifoThroughputLimit", "perMessageGroupId")
                .containsEntry("DeduplicationScope", "messageGroup");
    }

    private SendMessageResponse sendAs(String queue, String group, String deduplicationId, String body) {
        return sqs.sendMessage(r -> r.queueUrl(queue)
                .messageGroupId(group)
                .messageDeduplicationId(deduplicationId)
                .messageBody(body));
    }

    private List<Message> attempt(String queue, String id) {
        return sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).receiveRequestAttemptId(id))
                .messages();
    }

    private void change(String queue, Message message, int seconds) {
        sqs.changeMessageVisibility(
                r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()).visibilityTimeout(seconds));
    }

    private static SendMessageBatchRequestEntry entry(int number) {
        return SendMessageBatchRequestEntry.builder()
                .id("id-" + number)
                .messageGroupId("g")
                .messageBody(Integer.toString(number))
                .build();
    }
}
