package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** SendMessageBatch, DeleteMessageBatch and ChangeMessageVisibilityBatch. */
class BatchesIT extends SqsTest {
    private static final int MEBIBYTE = 1_048_576;

    BatchesIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void send_tenAtOnce() {
        String queue = queue("orders");
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, 10)
                .mapToObj(i -> entry("id-" + i, "body-" + i)
                        .messageAttributes(Map.of("n", number(i)))
                        .build())
                .toList();
        SendMessageBatchResponse sent =
                sqs.sendMessageBatch(r -> r.queueUrl(queue).entries(entries));
        assertThat(sent.failed()).isEmpty();
        assertThat(sent.successful())
                .extracting(each -> each.id())
                .containsExactlyElementsOf(
                        entries.stream().map(each -> each.id()).toList());

        List<Message> received = receive(queue);
        assertThat(received)
                .extracting(Message::messageId)
                .containsExactlyInAnyOrderElementsOf(
                        sent.successful().stream().map(each -> each.messageId()).toList());
        assertThat(received)
                .allSatisfy(each -> assertThat(each.body())
                        .isEqualTo("body-" + each.messageAttributes().get("n").stringValue()));
    }

    @Test
    void send_failsInPart() {
        String queue = queue("orders", "MaximumMessageSize", "1024");
        SendMessageBatchResponse sent = sqs.sendMessageBatch(r -> r.queueUrl(queue)
                .entries(
                        entry("good", "a").build(),
                        entry("late", "b").delaySeconds(901).build(),
                        entry("long", "c".repeat(1025)).build(),
                        entry("fine", "d").build(),
                        entry("bell", "\u0007").build()));
        assertThat(sent.successful()).extracting(each -> each.id()).containsExactly("good", "fine");
        assertThat(sent.failed()).extracting(BatchResultErrorEntry::id).containsExactly("late", "long", "bell");
        assertThat(sent.failed())
                .extracting(BatchResultErrorEntry::code)
                .containsExactly("InvalidParameterValue", "InvalidParameterValue", "InvalidMessageContents");
        assertThat(sent.failed())
                .allSatisfy(each -> assertThat(each.senderFault()).isTrue());
        assertThat(bodies(queue)).containsExactlyInAnyOrder("a", "d");
    }

    @Test
    void send_ofTooMuchAltogether_isRefused() {
        String queue = queue("orders");
        Refusals.BATCH_TOO_LONG.expect(
                () -> sqs.sendMessageBatch(r -> r.queueUrl(queue)
                        .entries(
                                entry("a", "x".repeat(MEBIBYTE / 2)).build(),
                                entry("b", "x".repeat(MEBIBYTE / 2 + 1)).build())),
                "You have sent " + (MEBIBYTE + 1) + " bytes.");
        assertThat(receive(queue)).isEmpty();
    }

    @Test
    void send_ofEntriesThatAreNotWellFormed_isRefused() {
        String queue = queue("orders");
        Refusals.EMPTY_BATCH.expect(
                () -> sqs.sendMessageBatch(r -> r.queueUrl(queue).entries(List.of())),
                "There should be at least one SendMessageBatchRequestEntry in the request.");
        Refusals.TOO_MANY_ENTRIES.expect(
                () -> sqs.sendMessageBatch(r -> r.queueUrl(queue)
                        .entries(IntStream.range(0, 11)
                                .mapToObj(i -> entry("id-" + i, "a").build())
                                .toList())),
                "Maximum number of entries per request are 10. You have sent 11.");
        Refusals.IDS_NOT_DISTINCT.expect(
                () -> sqs.sendMessageBatch(r -> r.queueUrl(queue)
                        .entries(entry("one", "a").build(), entry("one", "b").build())),
                "Id one repeated.");
        Refusals.INVALID_ENTRY_ID.expect(
                () -> sqs.sendMessageBatch(
                        r -> r.queueUrl(queue).entries(entry("no.dots", "a").build())),
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores.");
        assertThat(receive(queue)).isEmpty();
    }

    @Test
    void delete_failsInPart() {
        String queue = queue("orders");
        send(queue, "a");
        String handle = receiveOne(queue).receiptHandle();
        DeleteMessageBatchResponse deleted = sqs.deleteMessageBatch(r ->
                r.queueUrl(queue).entries(deletion("good", handle), deletion("again", handle), deletion("bad", "no")));
        assertThat(deleted.successful()).extracting(each -> each.id()).containsExactlyInAnyOrder("good", "again");
        assertThat(deleted.failed()).extracting(BatchResultErrorEntry::id).containsExactly("bad");
        assertThat(deleted.failed()).extracting(BatchResultErrorEntry::code).containsExactly("ReceiptHandleIsInvalid");
        assertThat(counts(queue)).isEqualTo(List.of("0", "0", "0"));
    }

    @Test
    void delete_ofEntriesThatAreNotWellFormed_isRefused() {
        String queue = queue("orders");
        Refusals.EMPTY_BATCH.expect(
                () -> sqs.deleteMessageBatch(r -> r.queueUrl(queue).entries(List.of())),
                "There should be at least one DeleteMessageBatchRequestEntry in the request.");
        Refusals.TOO_MANY_ENTRIES.expect(
                () -> sqs.deleteMessageBatch(r -> r.queueUrl(queue)
                        .entries(IntStream.range(0, 11)
                                .mapToObj(i -> deletion("id-" + i, "a"))
                                .toList())),
                "You have sent 11.");
        Refusals.IDS_NOT_DISTINCT.expect(
                () -> sqs.deleteMessageBatch(
                        r -> r.queueUrl(queue).entries(deletion("one", "a"), deletion("one", "b"))),
                "Id one repeated.");
        Refusals.INVALID_ENTRY_ID.expect(
                () -> sqs.deleteMessageBatch(r -> r.queueUrl(queue).entries(deletion("x".repeat(81), "a"))),
                "at most 80 letters long");
    }

    @Test
    void changeVisibility_failsInPart() {
        String queue = queue("orders");
        send(queue, "a");
        send(queue, "b");
        List<Message> messages = receive(queue);
        ChangeMessageVisibilityBatchResponse changed = sqs.changeMessageVisibilityBatch(r -> r.queueUrl(queue)
                .entries(
                        change("now", messages.get(0).receiptHandle(), 0),
                        change("never", messages.get(1).receiptHandle(), 43_201),
                        change("bad", "no handle", 1)));
        assertThat(changed.successful()).extracting(each -> each.id()).containsExactly("now");
        assertThat(changed.failed()).extracting(BatchResultErrorEntry::id).containsExactly("never", "bad");
        assertThat(changed.failed())
                .extracting(BatchResultErrorEntry::code)
                .containsExactly("InvalidParameterValue", "ReceiptHandleIsInvalid");
        assertThat(bodies(queue)).containsExactly(messages.get(0).body());
    }

    @Test
    void changeVisibility_ofEntriesThatAreNotWellFormed_isRefused() {
        String queue = queue("orders");
        Refusals.EMPTY_BATCH.expect(
                () -> sqs.changeMessageVisibilityBatch(r -> r.queueUrl(queue).entries(List.of())),
                "There should be at least one ChangeMessageVisibilityBatchRequestEntry in the request.");
        Refusals.TOO_MANY_ENTRIES.expect(
                () -> sqs.changeMessageVisibilityBatch(r -> r.queueUrl(queue)
                        .entries(IntStream.range(0, 11)
                                .mapToObj(i -> change("id-" + i, "a", 1))
                                .toList())),
                "You have sent 11.");
        Refusals.IDS_NOT_DISTINCT.expect(
                () -> sqs.changeMessageVisibilityBatch(
                        r -> r.queueUrl(queue).entries(change("one", "a", 1), change("one", "b", 1))),
                "Id one repeated.");
        Refusals.INVALID_ENTRY_ID.expect(
                () -> sqs.changeMessageVisibilityBatch(r -> r.queueUrl(queue).entries(change("ü", "a", 1))),
                "alphanumeric characters");
    }

    @Test
    void batchesOfNoQueue_areRefused() {
        String nowhere = haar.endpoint() + "/000000000000/nowhere";
        String message = "The specified queue does not exist.";
        Refusals.NO_QUEUE.expect(
                () -> sqs.sendMessageBatch(
                        r -> r.queueUrl(nowhere).entries(entry("a", "b").build())),
                message);
        Refusals.NO_QUEUE.expect(
                () -> sqs.deleteMessageBatch(r -> r.queueUrl(nowhere).entries(deletion("a", "b"))), message);
        Refusals.NO_QUEUE.expect(
                () -> sqs.changeMessageVisibilityBatch(r -> r.queueUrl(nowhere).entries(change("a", "b", 1))), message);
    }

    private static SendMessageBatchRequestEntry.Builder entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body);
    }

    private static DeleteMessageBatchRequestEntry deletion(String id, String handle) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(handle)
                .build();
    }

    private static ChangeMessageVisibilityBatchRequestEntry change(String id, String handle, int seconds) {
        return ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(handle)
                .visibilityTimeout(seconds)
                .build();
    }

    private static MessageAttributeValue number(int value) {
        return MessageAttributeValue.builder()
                .dataType("Number")
                .stringValue(Integer.toString(value))
                .build();
    }
}
