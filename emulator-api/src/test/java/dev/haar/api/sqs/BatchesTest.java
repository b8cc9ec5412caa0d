package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
    private static final int MOST_BYTES = 1_048_576;
    private static SqsServer server;
    private static int queues;
    private String queue;

    @BeforeAll
    static void start() {
        server = new SqsServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void newQueue() {
        queue = server.queue("q" + queues++);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"})
    void batchWithoutEntries_isRefused(String action) {
        Refusal refusal = Refusal.own(
                400, "EmptyBatchRequest", "There should be at least one " + action + "RequestEntry in the request.");
        refusal.checkJson(server.json(action, "{'QueueUrl':'%s'}", queue));
        refusal.checkJson(server.json(action, "{'QueueUrl':'%s','Entries':[]}", queue));
        refusal.checkJson(server.json(action, "{'QueueUrl':'%s','Entries':[null]}", queue));
        refusal.checkXml(server.query(action, "QueueUrl=" + queue));
        // How SDKs write an empty list.
        refusal.checkXml(server.query(action, "QueueUrl=" + queue + "&" + action + "RequestEntry="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"})
    void batchOfMoreThanTen_isRefused(String action) {
        Refusal refusal = Refusal.own(
                400, "TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 20.");
        String entries = IntStream.range(0, 20)
                .mapToObj("{'Id':'%d','MessageBody':'x','ReceiptHandle':'x','VisibilityTimeout':1}"::formatted)
                .collect(Collectors.joining(","));
        refusal.checkJson(server.json(action, "{'QueueUrl':'%s','Entries':[%s]}", queue, entries));
        String parameters = IntStream.range(0, 20)
                .mapToObj(i -> "&" + action + "RequestEntry." + (i + 1) + ".Id=" + i)
                .collect(Collectors.joining());
        Response answer = server.query(action, "QueueUrl=" + queue + parameters);
        // As recorded: for the two that take handles AWS leaves the element Detail out.
        if (action.equals("SendMessageBatch")) {
            refusal.checkXml(answer);
        } else {
            refusal.checkXmlWithoutDetail(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"})
    void badIds_failTheWholeBatch(String action) {
        Refusal invalid = Refusal.own(
                400,
                "InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
                        + " It can be at most 80 letters long.");
        String body = "'MessageBody':'x','ReceiptHandle':'x','VisibilityTimeout':1}";
        for (String id : List.of("message:1", "", "i".repeat(81), "\u00e9")) {
            invalid.checkJson(server.json(action, "{'QueueUrl':'%s','Entries':[{'Id':'%s',%s]}", queue, id, body));
        }
        Refusal.own(400, "BatchEntryIdsNotDistinct", "Id same repeated.")
                .checkJson(server.json(
                        action, "{'QueueUrl':'%s','Entries':[{'Id':'same',%s,{'Id':'same',%s]}", queue, body, body));
        Refusal.missing(action + "RequestEntry.1.Id")
                .checkJson(server.json(action, "{'QueueUrl':'%s','Entries':[{%s]}", queue, body));
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
    }

    @Test
    void sendBatch_answersEachEntryByItsId() {
        Response answer = server.json(
                "SendMessageBatch",
                "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'0'},{'Id':'b','MessageBody':'\\u0001'},"
                        + "{'Id':'c','MessageBody':'1','DelaySeconds':901}]}",
                queue);
        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getList("Successful.Id")).isEqualTo(List.of("a"));
        assertThat(answer.jsonPath().getString("Successful[0].MD5OfMessageBody"))
                .isEqualTo("cfcd208495d565ef66e7dff9f98764da");
        assertThat(answer.jsonPath().getList("Failed.Id")).isEqualTo(List.of("b", "c"));
        assertThat(answer.jsonPath().getList("Failed.Code"))
                .isEqualTo(List.of("InvalidMessageContents", "InvalidParameterValue"));
        assertThat(answer.jsonPath().getList("Failed.SenderFault")).isEqualTo(List.of(true, true));
        assertThat(answer.jsonPath().getString("Failed[1].Message"))
                .isEqualTo("Value 901 for parameter DelaySeconds is invalid."
                        + " Reason: DelaySeconds must be >= 0 and <= 900.");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("1");
    }

    @Test
    void sendBatchByForm_answersEachEntryByItsId() {
        String entry = "&SendMessageBatchRequestEntry.";
        Response answer = server.query(
                "SendMessageBatch",
                "QueueUrl=" + queue + entry + "1.Id=a" + entry + "1.MessageBody=0" + entry + "7.Id=b" + entry
                        + "7.MessageBody=x" + entry + "7.DelaySeconds=901");
        answer.then().statusCode(200);
        String result = "SendMessageBatchResponse.SendMessageBatchResult.";
        assertThat(answer.xmlPath().getString(result + "SendMessageBatchResultEntry.Id"))
                .isEqualTo("a");
        assertThat(answer.xmlPath().getString(result + "BatchResultErrorEntry.Id"))
                .isEqualTo("b");
        assertThat(answer.xmlPath().getString(result + "BatchResultErrorEntry.Code"))
                .isEqualTo("InvalidParameterValue");
        assertThat(answer.xmlPath().getString(result + "BatchResultErrorEntry.SenderFault"))
                .isEqualTo("true");
    }

    @Test
    void badAttributes_failTheirEntriesAlone() {
        Response answer = server.json(
                "SendMessageBatch",
                "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'x','MessageAttributes':{'n':{'DataType':'String',"
                        + "'StringListValues':['x']}}},{'Id':'b','MessageBody':'x','MessageSystemAttributes':{"
                        + "'Other':{'DataType':'String','StringValue':'x'}}},{'Id':'c','MessageBody':'x',"
                        + "'MessageAttributes':{'n':{'DataType':'Number','StringValue':'x'}}},{'Id':'d',"
                        + "'MessageBody':'x','MessageAttributes':{'n':{'DataType':'Number','StringValue':'1'}}}]}",
                queue);
        assertThat(answer.jsonPath().getList("Successful.Id")).isEqualTo(List.of("d"));
        assertThat(answer.jsonPath().getString("Successful[0].MD5OfMessageAttributes"))
                .isEqualTo(server.json(
                                "SendMessage",
                                "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{'n':{'DataType':'Number',"
                                        + "'StringValue':'1'}}}",
                                queue)
                        .jsonPath()
                        .getString("MD5OfMessageAttributes"));
        assertThat(answer.jsonPath().getList("Failed.Id")).isEqualTo(List.of("a", "b", "c"));
        assertThat(answer.jsonPath().getList("Failed.Code"))
                .isEqualTo(List.of(
                        "AWS.SimpleQueueService.UnsupportedOperation",
                        "InvalidParameterValue",
                        "InvalidParameterValue"));
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("2");
    }

    @Test
    void wholeBatchThatSucceeds_hasNoFailed() {
        Response answer =
                server.json("SendMessageBatch", "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'x'}]}", queue);
        assertThat(answer.jsonPath().getMap("$")).containsOnlyKeys("Successful");
    }

    @Test
    void entryBeyondTheQueuesLimit_failsByItself() {
        String small = server.queue("small" + queues, "'MaximumMessageSize':'1024'");
        Response answer = server.json(
                "SendMessageBatch",
                "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'%s'},{'Id':'b','MessageBody':'%s'}]}",
                small,
                "a".repeat(1025),
                "a".repeat(1024));
        assertThat(answer.jsonPath().getList("Successful.Id")).isEqualTo(List.of("b"));
        assertThat(answer.jsonPath().getString("Failed[0].Code")).isEqualTo("InvalidParameterValue");
        assertThat(answer.jsonPath().getString("Failed[0].Message"))
                .isEqualTo(
                        "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.");
        assertThat(answer.jsonPath().getBoolean("Failed[0].SenderFault")).isTrue();
    }

    @Test
    void batchBeyondAMebibyte_isRefusedWithItsSize() {
        String half = "a".repeat(MOST_BYTES / 2);
        Refusal.own(
                        400,
                        "BatchRequestTooLong",
                        "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.")
                .checkJson(server.json(
                        "SendMessageBatch",
                        "{'QueueUrl':'%s','Entries':[{'Id':'1','MessageBody':'%s'},{'Id':'2','MessageBody':'%s',"
                                + "'MessageAttributes':{'k':{'DataType':'String','StringValue':'x'}}}]}",
                        queue,
                        half,
                        half.substring(7)));
        server.json(
                        "SendMessageBatch",
                        "{'QueueUrl':'%s','Entries':[{'Id':'1','MessageBody':'%s'},{'Id':'2','MessageBody':'%s'}]}",
                        queue,
                        half,
                        half)
                .then()
                .statusCode(200);
    }

    @Test
    void messageBeyondItsLimit_isRefused() {
        String attribute = "'MessageAttributes':{'k':{'DataType':'String','StringValue':'x'}}";
        Refusal.invalid("One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.")
                .checkJson(server.json(
                        "SendMessage",
                        "{'QueueUrl':'%s','MessageBody':'%s',%s}",
                        queue,
                        "a".repeat(MOST_BYTES - 7),
                        attribute));
        server.json(
                        "SendMessage",
                        "{'QueueUrl':'%s','MessageBody':'%s',%s}",
                        queue,
                        "a".repeat(MOST_BYTES - 8),
                        attribute)
                .then()
                .statusCode(200);
    }

    @Test
    void entryWithoutTheIdsOfAFifoQueue_failsTheWholeBatch() {
        String fifo = server.fifoQueue("f" + queues + ".fifo");
        Refusal.invalid("The request must contain the parameter MessageGroupId.")
                .checkJson(server.json(
                        "SendMessageBatch",
                        "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'x','MessageGroupId':'g',"
                                + "'MessageDeduplicationId':'1'},{'Id':'b','MessageBody':'x',"
                                + "'MessageDeduplicationId':'2'}]}",
                        fifo));
        Refusal.invalid("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                        + " provided explicitly")
                .checkJson(server.json(
                        "SendMessageBatch",
                        "{'QueueUrl':'%s','Entries':[{'Id':'a','MessageBody':'x','MessageGroupId':'g',"
                                + "'MessageDeduplicationId':'1'},{'Id':'b','MessageBody':'x','MessageGroupId':'g'}]}",
                        fifo));
        assertThat(server.attribute(fifo, "ApproximateNumberOfMessages")).isEqualTo("0");
    }

    @Test
    void handlesOfABatch_succeedAndFailByThemselves() {
        server.send(queue, "x");
        String handle = server.receive(queue).jsonPath().getString("Messages[0].ReceiptHandle");
        String other = server.queue("other" + queues);
        server.send(other, "x");
        String foreign = server.receive(other).jsonPath().getString("Messages[0].ReceiptHandle");
        Response changed = server.json(
                "ChangeMessageVisibilityBatch",
                "{'QueueUrl':'%s','Entries':[{'Id':'a','ReceiptHandle':'%s','VisibilityTimeout':5},"
                        + "{'Id':'b','ReceiptHandle':'invalid','VisibilityTimeout':5},"
                        + "{'Id':'c','ReceiptHandle':'%s','VisibilityTimeout':43201}]}",
                queue,
                handle,
                handle);
        assertThat(changed.jsonPath().getList("Successful.Id")).isEqualTo(List.of("a"));
        assertThat(changed.jsonPath().getList("Failed.Code"))
                .isEqualTo(List.of("ReceiptHandleIsInvalid", "InvalidParameterValue"));
        Response deleted = server.json(
                "DeleteMessageBatch",
                "{'QueueUrl':'%s','Entries':[{'Id':'a','ReceiptHandle':'%s'},{'Id':'b','ReceiptHandle':'%s'}]}",
                queue,
                handle,
                foreign);
        assertThat(deleted.jsonPath().getList("Successful.Id")).isEqualTo(List.of("a"));
        assertThat(deleted.jsonPath().getString("Failed[0].Message"))
                .isEqualTo("The receipt handle \"" + foreign + "\" is not valid for this queue.");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("0");
        assertThat(server.attribute(other, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("1");
    }
}
