package dev.haar.it.older;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.model.AmazonSQSException;
import com.amazonaws.services.sqs.model.BatchResultErrorEntry;
import com.amazonaws.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import com.amazonaws.services.sqs.model.CreateQueueRequest;
import com.amazonaws.services.sqs.model.DeleteMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.MessageAttributeValue;
import com.amazonaws.services.sqs.model.QueueDoesNotExistException;
import com.amazonaws.services.sqs.model.ReceiptHandleIsInvalidException;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.SendMessageBatchResult;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SDK v1 as it was when SQS spoke AWS Query. It verifies the MD5s of all that goes and comes. */
class QuerySdkIT {
    @RegisterExtension
    static final OldClient client = new OldClient();

    private final AmazonSQS sqs = client.sqs();

    @Test
    void theSdk_speaksQuery() {
        String queue = sqs.createQueue("orders").getQueueUrl();
        sqs.sendMessage(queue, "hello");
        sqs.receiveMessage(queue);
        assertThat(client.queryActions()).containsExactlyInAnyOrder("CreateQueue", "SendMessage", "ReceiveMessage");
    }

    @Test
    void oneWay_withAttributes() {
        String queue = sqs.createQueue("orders").getQueueUrl();
        Map<String, MessageAttributeValue> attributes = Map.of(
                "text", text("é 😀"),
                "number", new MessageAttributeValue().withDataType("Number.int").withStringValue("42"),
                "binary",
                        new MessageAttributeValue()
                                .withDataType("Binary")
                                .withBinaryValue(ByteBuffer.wrap(new byte[] {0, 1, -1})));
        String id = sqs.sendMessage(
                        new SendMessageRequest(queue, "<hello> & \"é\" 😀").withMessageAttributes(attributes))
                .getMessageId();
        Message message = sqs.receiveMessage(new ReceiveMessageRequest(queue)
                        .withMessageAttributeNames("All")
                        .withAttributeNames("All"))
                .getMessages()
                .get(0);
        assertThat(message.getMessageId()).isEqualTo(id);
        assertThat(message.getBody()).isEqualTo("<hello> & \"é\" 😀");
        assertThat(message.getMessageAttributes()).isEqualTo(attributes);
        assertThat(message.getAttributes())
                .containsEntry("ApproximateReceiveCount", "1")
                .containsKeys("SenderId", "SentTimestamp", "ApproximateFirstReceiveTimestamp");
        sqs.deleteMessage(queue, message.getReceiptHandle());
        assertThat(sqs.getQueueAttributes(
                                queue, List.of("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"))
                        .getAttributes()
                        .values())
                .containsOnly("0");
    }

    @Test
    void requestResponse_byCorrelationIdAndReplyTo() {
        String requests = sqs.createQueue("requests").getQueueUrl();
        String replies = sqs.createQueue("replies").getQueueUrl();
        sqs.sendMessage(new SendMessageRequest(requests, "ping")
                .withMessageAttributes(Map.of("CorrelationID", text("1"), "ReplyTo", text(replies))));

        Message request = receive(requests);
        String replyTo = request.getMessageAttributes().get("ReplyTo").getStringValue();
        sqs.sendMessage(new SendMessageRequest(replyTo, "pong")
                .withMessageAttributes(
                        Map.of("CorrelationID", request.getMessageAttributes().get("CorrelationID"))));

        Message reply = receive(replies);
        assertThat(reply.getBody()).isEqualTo("pong");
        assertThat(reply.getMessageAttributes().get("CorrelationID").getStringValue())
                .isEqualTo("1");
    }

    @Test
    void theAuction_onTwoConsumers() {
        String queue = sqs.createQueue(new CreateQueueRequest("auction.fifo")
                        .withAttributes(Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true")))
                .getQueueUrl();
        for (int i = 1; i <= 11; i++) {
            sqs.sendMessage(new SendMessageRequest(queue, "A-" + i).withMessageGroupId("A"));
            sqs.sendMessage(new SendMessageRequest(queue, "B-" + i).withMessageGroupId("B"));
        }
        List<Message> first = receiveTen(queue);
        List<Message> second = receiveTen(queue);
        assertThat(first).extracting(Message::getBody).isEqualTo(bids("A"));
        assertThat(second).extracting(Message::getBody).isEqualTo(bids("B"));
        delete(queue, first);
        assertThat(receiveTen(queue)).extracting(Message::getBody).containsExactly("A-11");
        assertThat(receiveTen(queue)).isEmpty();
        delete(queue, second);
        assertThat(receiveTen(queue)).extracting(Message::getBody).containsExactly("B-11");
    }

    @Test
    void batches_failInPart() {
        String queue = sqs.createQueue("orders").getQueueUrl();
        SendMessageBatchResult sent = sqs.sendMessageBatch(
                queue,
                List.of(
                        new SendMessageBatchRequestEntry("good", "a"),
                        new SendMessageBatchRequestEntry("bad", "b").withDelaySeconds(901)));
        assertThat(sent.getSuccessful()).extracting(each -> each.getId()).containsExactly("good");
        assertThat(sent.getFailed()).extracting(BatchResultErrorEntry::getId).containsExactly("bad");
        String handle = receive(queue).getReceiptHandle();
        assertThat(sqs.changeMessageVisibilityBatch(
                                queue,
                                List.of(new ChangeMessageVisibilityBatchRequestEntry("now", handle)
                                        .withVisibilityTimeout(0)))
                        .getSuccessful())
                .hasSize(1);
        assertThat(receive(queue).getBody()).isEqualTo("a");
    }

    @Test
    void queues_areTaggedAndListed() {
        String queue = sqs.createQueue(new CreateQueueRequest("orders")
                        .withTags(Map.of("team", "blue"))
                        .withAttributes(Map.of("DelaySeconds", "5")))
                .getQueueUrl();
        assertThat(sqs.getQueueUrl("orders").getQueueUrl()).isEqualTo(queue);
        assertThat(sqs.listQueues().getQueueUrls()).containsExactly(queue);
        assertThat(sqs.listQueueTags(queue).getTags()).isEqualTo(Map.of("team", "blue"));
        sqs.tagQueue(queue, Map.of("team", "green", "stage", "test"));
        sqs.untagQueue(queue, List.of("stage"));
        assertThat(sqs.listQueueTags(queue).getTags()).isEqualTo(Map.of("team", "green"));
        assertThat(sqs.getQueueAttributes(queue, List.of("DelaySeconds")).getAttributes())
                .isEqualTo(Map.of("DelaySeconds", "5"));
        sqs.setQueueAttributes(queue, Map.of("DelaySeconds", "6"));
        assertThat(sqs.getQueueAttributes(queue, List.of("All")).getAttributes())
                .containsEntry("DelaySeconds", "6")
                .containsEntry("VisibilityTimeout", "30");
    }

    @Test
    void refusals_areTheSdksExceptions() {
        String queue = sqs.createQueue("orders").getQueueUrl();
        QueueDoesNotExistException missing =
                catchThrowableOfType(QueueDoesNotExistException.class, () -> sqs.getQueueUrl("nowhere"));
        assertThat(missing.getErrorCode()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        assertThat(missing.getStatusCode()).isEqualTo(400);
        assertThat(missing.getRequestId()).isNotEmpty();
        ReceiptHandleIsInvalidException handle = catchThrowableOfType(
                ReceiptHandleIsInvalidException.class, () -> sqs.deleteMessage(queue, "no handle"));
        assertThat(handle.getStatusCode()).isEqualTo(404);
        AmazonSQSException range = catchThrowableOfType(
                AmazonSQSException.class,
                () -> sqs.receiveMessage(new ReceiveMessageRequest(queue).withMaxNumberOfMessages(11)));
        assertThat(range.getErrorCode()).isEqualTo("InvalidParameterValue");
        assertThat(range.getErrorMessage()).contains("Must be between 1 and 10, if provided.");
    }

    private Message receive(String queue) {
        List<Message> messages = sqs.receiveMessage(new ReceiveMessageRequest(queue)
                        .withMessageAttributeNames("CorrelationID", "ReplyTo")
                        .withWaitTimeSeconds(20))
                .getMessages();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private List<Message> receiveTen(String queue) {
        return sqs.receiveMessage(new ReceiveMessageRequest(queue).withMaxNumberOfMessages(10))
                .getMessages();
    }

    private void delete(String queue, List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(new DeleteMessageBatchRequestEntry(message.getMessageId(), message.getReceiptHandle()));
        }
        assertThat(sqs.deleteMessageBatch(queue, entries).getFailed()).isEmpty();
    }

    private static List<String> bids(String group) {
        return IntStream.rangeClosed(1, 10).mapToObj(i -> group + "-" + i).toList();
    }

    private static MessageAttributeValue text(String value) {
        return new MessageAttributeValue().withDataType("String").withStringValue(value);
    }
}
