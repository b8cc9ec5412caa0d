package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages carry, over the wire and back; the digests are recorded from AWS. */
class MessagesTest {
    private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    private static final String THREE = "'Help.Me':{'DataType':'String','StringValue':'Me'},"
            + "'Hello':{'DataType':'String','StringValue':'There'},"
            + "'General':{'DataType':'String','StringValue':'Kenobi'}";

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
        queue = server.queue("q" + queues++, "'VisibilityTimeout':'0'");
    }

    private Response sendWith(String attributes) {
        Response answer = server.json(
                "SendMessage", "{'QueueUrl':'%s','MessageBody':'msg','MessageAttributes':{%s}}", queue, attributes);
        answer.then().statusCode(200);
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'All'|4c360f3fdafd970e05fae2f149d997f5|General Hello Help.Me",
                "'*'|4c360f3fdafd970e05fae2f149d997f5|General Hello Help.Me",
                "'.*'|4c360f3fdafd970e05fae2f149d997f5|General Hello Help.Me",
                "'Hello','General'|fca026605781cb4126a1e9044df24232|General Hello",
                "'Foo','Hello'|a311262e065454b75da111d535b8dacd|Hello",
                "'Hel.*'|83fee93c1bcd8b9a5a923ffacdc636c7|Hello Help.Me",
                "'Foo','Help'||",
                "'AWS.'||",
                "'..foo'||",
                "||"
            },
            quoteCharacter = '`')
    void messageAttributes_comeByNameAndAreDigestedAsTheyCome(String names, String md5, String found) {
        assertThat(sendWith(THREE).jsonPath().getString("MD5OfMessageAttributes"))
                .isEqualTo("4c360f3fdafd970e05fae2f149d997f5");
        Response received = server.json(
                "ReceiveMessage", "{'QueueUrl':'%s','MessageAttributeNames':[%s]}", queue, names == null ? "" : names);
        Map<String, ?> attributes = received.jsonPath().getMap("Messages[0].MessageAttributes");
        assertThat(received.jsonPath().getString("Messages[0].MD5OfMessageAttributes"))
                .isEqualTo(md5);
        assertThat(received.jsonPath().getString("Messages[0].MD5OfBody"))
                .isEqualTo("6e2baaf3b97dbeef01c0043275f9a0e7");
        if (found == null) {
            assertThat(attributes).isNull();
        } else {
            assertThat(attributes).containsOnlyKeys(found.split(" ", -1));
        }
    }

    @Test
    void messageAttributes_keepTheirTypesInBothProtocols() {
        Response sent = sendWith("'n':{'DataType':'Number.java.lang.Long','StringValue':'12.50'},"
                + "'b':{'DataType':'Binary.gif','BinaryValue':'AAH/'},"
                + "'s':{'DataType':'String','StringValue':'\u00fc','StringListValues':[],'BinaryListValues':[]}");
        String md5 = sent.jsonPath().getString("MD5OfMessageAttributes");
        Response json = server.json("ReceiveMessage", "{'QueueUrl':'%s','MessageAttributeNames':['All']}", queue);
        String path = "Messages[0].MessageAttributes.";
        assertThat(json.jsonPath().getMap(path + "n"))
                .isEqualTo(Map.of("DataType", "Number.java.lang.Long", "StringValue", "12.50"));
        assertThat(json.jsonPath().getMap(path + "b"))
                .isEqualTo(Map.of("DataType", "Binary.gif", "BinaryValue", "AAH/"));
        assertThat(json.jsonPath().getMap(path + "s")).isEqualTo(Map.of("DataType", "String", "StringValue", "\u00fc"));
        assertThat(json.jsonPath().getString("Messages[0].MD5OfMessageAttributes"))
                .isEqualTo(md5);
        assertThat(server.query("ReceiveMessage", "MessageAttributeName.1=b&QueueUrl=" + queue)
                        .asString())
                .contains("<MessageAttribute><Name>b</Name><Value><BinaryValue>AAH/</BinaryValue>"
                        + "<DataType>Binary.gif</DataType></Value></MessageAttribute>");
    }

    @Test
    void messageAttributesByForm_areTheSame() {
        String attribute = "&MessageAttribute.";
        Response sent = server.query(
                "SendMessage",
                "MessageBody=msg&QueueUrl=" + queue + attribute + "1.Name=timestamp" + attribute
                        + "1.Value.StringValue=1493147359900" + attribute + "1.Value.DataType=Number");
        assertThat(sent.xmlPath().getString("SendMessageResponse.SendMessageResult.MD5OfMessageAttributes"))
                .isEqualTo("235c5c510d26fb653d073faed50ae77c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aWs.x", "AMAZON.x", ".x", "x.", "x..y", "x!y", "x\u00a7y", "x y", "x(y"})
    void badAttributeName_isRefused(String name) {
        Response answer = server.json(
                "SendMessage",
                "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{'%s':{'DataType':'String',"
                        + "'StringValue':'x'}}}",
                queue,
                name);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("InvalidParameterValue;Sender");
    }

    @Test
    void nameAndTypeBeyondTheirLengths_areRefused() {
        for (String attribute : new String[] {
            "'" + "n".repeat(257) + "':{'DataType':'String','StringValue':'x'}",
            "'n':{'DataType':'Number." + "L".repeat(256) + "','StringValue':'1'}"
        }) {
            server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{%s}}", queue, attribute)
                    .then()
                    .statusCode(400);
        }
        sendWith("'" + "n".repeat(256) + "':{'DataType':'String','StringValue':'x'}");
    }

    @Test
    void listValues_areNotSupported() {
        Refusal.own(
                        400,
                        "UnsupportedOperation",
                        "Message attribute list values in SendMessage operation are not supported.")
                .checkJson(server.json(
                        "SendMessage",
                        "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{'a':{'DataType':'String',"
                                + "'StringListValues':['x']}}}",
                        queue));
    }

    @Test
    void absentAttributeValues_areNone() {
        server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{'a':null}}", queue)
                .then()
                .statusCode(200);
        server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':null}", queue)
                .then()
                .statusCode(200);
        for (String value : new String[] {"{}", "{'DataType':'String'}", "{'StringValue':'x'}"}) {
            server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{'a':%s}}", queue, value)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void moreThanTenAttributes_areRefused() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            attributes.append(i == 0 ? "" : ",").append("'a" + i + "':{'DataType':'String','StringValue':'x'}");
        }
        Refusal.invalid("Number of message attributes [11] exceeds the allowed maximum [10].")
                .checkJson(server.json(
                        "SendMessage",
                        "{'QueueUrl':'%s','MessageBody':'x','MessageAttributes':{%s}}",
                        queue,
                        attributes));
    }

    @Test
    void sender_isTheSessionOfARole() {
        String assumed = server.request()
                .get("/?Version=2011-06-15&Action=AssumeRole&RoleSessionName=me" + "&RoleArn=arn:aws:iam::"
                        + SqsServer.ACCOUNT + ":role/writer")
                .asString();
        String key = assumed.replaceAll("(?s).*<AccessKeyId>(.*)</AccessKeyId>.*", "$1");
        String id = assumed.replaceAll("(?s).*<AssumedRoleId>(.*)</AssumedRoleId>.*", "$1");
        assertThat(id).startsWith("AROA").endsWith(":me");
        server.jsonRequest("SendMessage")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/us-east-1/sqs/aws4_request")
                .body(SqsServer.text("{'QueueUrl':'%s','MessageBody':'x'}", queue))
                .post("/")
                .then()
                .statusCode(200);
        assertThat(received("'AttributeNames':['SenderId']")).isEqualTo(Map.of("SenderId", id));
    }

    @Test
    void traceHeader_travelsAsASystemAttribute() {
        Response sent = server.json(
                "SendMessage",
                "{'QueueUrl':'%s','MessageBody':'x','MessageSystemAttributes':{'AWSTraceHeader':{"
                        + "'DataType':'String','StringValue':'%s'}}}",
                queue,
                TRACE);
        assertThat(sent.jsonPath().getString("MD5OfMessageAttributes")).isNull();
        assertThat(sent.jsonPath().getString("MD5OfMessageSystemAttributes"))
                .isEqualTo("5ae4d5d7636402d80f4eb6d213245a88");
        assertThat(received("'AttributeNames':['AWSTraceHeader']")).isEqualTo(Map.of("AWSTraceHeader", TRACE));
    }

    @Test
    void traceHeaderOfTheRequest_travelsToo() {
        server.jsonRequest("SendMessage")
                .header("X-Amzn-Trace-Id", TRACE)
                .body(SqsServer.text("{'QueueUrl':'%s','MessageBody':'x'}", queue))
                .post("/")
                .then()
                .statusCode(200);
        assertThat(received("'AttributeNames':['AWSTraceHeader']")).isEqualTo(Map.of("AWSTraceHeader", TRACE));
    }

    @Test
    void otherSystemAttributes_areRefused() {
        for (String attribute : new String[] {
            "'Other':{'DataType':'String','StringValue':'x'}",
            "'AWSTraceHeader':{'DataType':'Number','StringValue':'1'}",
            "'AWSTraceHeader':{'DataType':'String','StringValue':''}",
            "'AWSTraceHeader':{}"
        }) {
            Response answer = server.json(
                    "SendMessage",
                    "{'QueueUrl':'%s','MessageBody':'x','MessageSystemAttributes':{%s}}",
                    queue,
                    attribute);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.header("x-amzn-query-error")).isEqualTo("InvalidParameterValue;Sender");
        }
    }

    @Test
    void systemAttributes_comeByTheirOldAndNewNames() {
        long sent = server.clock().millis();
        server.send(queue, "x");
        server.pass(3);
        String all = "'SenderId','SentTimestamp','ApproximateReceiveCount','ApproximateFirstReceiveTimestamp'";
        Map<String, String> first = Map.of(
                "SenderId",
                SqsServer.ACCOUNT,
                "SentTimestamp",
                Long.toString(sent),
                "ApproximateReceiveCount",
                "1",
                "ApproximateFirstReceiveTimestamp",
                Long.toString(sent + 3000));
        assertThat(received("'MessageSystemAttributeNames':[" + all + "]")).isEqualTo(first);
        assertThat(received("'AttributeNames':['All']")).hasSize(4).containsEntry("ApproximateReceiveCount", "2");
        assertThat(received("'MessageSystemAttributeNames':['All']")).hasSize(4);
        assertThat(received("'AttributeNames':['SenderId','SequenceNumber']"))
                .isEqualTo(Map.of("SenderId", SqsServer.ACCOUNT));
        assertThat(received("'AttributeNames':['SenderId'],'MessageSystemAttributeNames':['SentTimestamp']"))
                .containsOnlyKeys("SenderId", "SentTimestamp");
        assertThat(received("'AttributeNames':['SenderId'],'MessageSystemAttributeNames':['All']"))
                .hasSize(4);
        assertThat(received("'AttributeNames':[]")).isNull();
        assertThat(received("'AttributeNames':null")).isNull();
    }

    @Test
    void fifoMessage_carriesItsIds() {
        String fifo = server.queue(
                "f" + queues + ".fifo",
                "'FifoQueue':'true','ContentBasedDeduplication':'true','VisibilityTimeout':'0'");
        Response sent = server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageGroupId':'g'}", fifo);
        String sequenceNumber = sent.jsonPath().getString("SequenceNumber");
        assertThat(sequenceNumber).matches("[0-9]{20}");
        assertThat(server.receive(fifo).jsonPath().<String, String>getMap("Messages[0].Attributes"))
                .hasSize(7)
                .containsEntry("SequenceNumber", sequenceNumber)
                .containsEntry("MessageGroupId", "g")
                .containsEntry(
                        "MessageDeduplicationId", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
        Response again = server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageGroupId':'g'}", fifo);
        assertThat(again.jsonPath().getString("SequenceNumber")).isEqualTo(sequenceNumber);
        assertThat(again.jsonPath().getString("MessageId"))
                .isEqualTo(sent.jsonPath().getString("MessageId"));
        assertThat(server.attribute(fifo, "ApproximateNumberOfMessages")).isEqualTo("1");
    }

    @Test
    void groupOnAStandardQueue_isReturned() {
        server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'x','MessageGroupId':'tenant'}", queue)
                .then()
                .statusCode(200);
        assertThat(received("'AttributeNames':['All']")).hasSize(5).containsEntry("MessageGroupId", "tenant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\r\\nb\\tc", "\\u00e9\\ud83d\\ude00\\ufffd", "<a href=\\\"x\\\">&amp;</a>"})
    void body_comesBackAsItWasSentInBothProtocols(String escaped) {
        server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'%s'}", queue, escaped)
                .then()
                .statusCode(200);
        Response json = server.json("ReceiveMessage", "{'QueueUrl':'%s'}", queue);
        Response xml = server.query("ReceiveMessage", "QueueUrl=" + queue);
        String body = escaped.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\u00e9\\ud83d\\ude00\\ufffd", "\u00e9\ud83d\ude00\ufffd")
                .replace("\\\"", "\"");
        assertThat(json.jsonPath().getString("Messages[0].Body")).isEqualTo(body);
        assertThat(xml.xmlPath().getString("ReceiveMessageResponse.ReceiveMessageResult.Message.Body"))
                .isEqualTo(body);
    }

    @Test
    void olderHandle_deletesOnAStandardQueue() {
        server.send(queue, "x");
        String old = server.receive(queue).jsonPath().getString("Messages[0].ReceiptHandle");
        server.receive(queue);
        server.json("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'%s'}", queue, old)
                .then()
                .statusCode(200);
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
    }

    @Test
    void handleOfADeletedMessage_changesNoVisibility() {
        server.send(queue, "x");
        String handle = server.receive(queue).jsonPath().getString("Messages[0].ReceiptHandle");
        server.json("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'%s'}", queue, handle);
        Refusal.invalid("Value " + handle + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or"
                        + " is not available for visibility timeout change.")
                .checkJson(server.json(
                        "ChangeMessageVisibility",
                        "{'QueueUrl':'%s','ReceiptHandle':'%s','VisibilityTimeout':42}",
                        queue,
                        handle));
    }

    @Test
    void expiredHandle_isRefusedOnAFifoQueue() {
        String fifo = server.queue("f" + queues + ".fifo", "'FifoQueue':'true','VisibilityTimeout':'5'");
        server.json(
                "SendMessage",
                "{'QueueUrl':'%s','MessageBody':'x','MessageGroupId':'g','MessageDeduplicationId':'d'}",
                fifo);
        String handle = server.receive(fifo).jsonPath().getString("Messages[0].ReceiptHandle");
        server.pass(6);
        Refusal refusal = Refusal.invalid(
                "Value " + handle + " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
        refusal.checkJson(server.json("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'%s'}", fifo, handle));
        refusal.checkJson(server.json(
                "ChangeMessageVisibility",
                "{'QueueUrl':'%s','ReceiptHandle':'%s','VisibilityTimeout':1}",
                fifo,
                handle));
    }

    @Test
    void visibilityBeyondTwelveHoursInAll_isRefused() {
        server.send(queue, "x");
        Response received = server.json("ReceiveMessage", "{'QueueUrl':'%s','VisibilityTimeout':100}", queue);
        String handle = received.jsonPath().getString("Messages[0].ReceiptHandle");
        server.pass(1);
        Refusal.invalid(
                        "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the"
                                + " message is beyond the limit [43200 seconds].")
                .checkJson(server.json(
                        "ChangeMessageVisibility",
                        "{'QueueUrl':'%s','ReceiptHandle':'%s','VisibilityTimeout':43200}",
                        queue,
                        handle));
    }

    @Test
    void deadLetter_carriesItsHistory() {
        String arn = server.attribute(queue, "QueueArn");
        String source = server.queue(
                "source" + queues,
                "'VisibilityTimeout':'0','RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + arn
                        + "\\',\\'maxReceiveCount\\':1}'");
        long sent = server.clock().millis();
        server.send(source, "x");
        server.receive(source);
        server.pass(9);
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
        assertThat(server.receive(source).asString()).isEqualTo("{}");
        assertThat(server.receive(queue).jsonPath().<String, String>getMap("Messages[0].Attributes"))
                .containsEntry("ApproximateReceiveCount", "2")
                .containsEntry("SentTimestamp", Long.toString(sent))
                .containsEntry("DeadLetterQueueSourceArn", server.attribute(source, "QueueArn"));
    }

    private Map<String, String> received(String members) {
        Response answer = server.json("ReceiveMessage", "{'QueueUrl':'%s',%s}", queue, members);
        answer.then().statusCode(200);
        return answer.jsonPath().getMap("Messages[0].Attributes");
    }
}
