package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking at messages without receiving them: Haar's own way, and the one of those who migrate. */
class PeekTest {
    private static final String MESSAGES = "/_aws/sqs/messages";

    private SqsServer server;
    private String queue;

    @BeforeEach
    void start() {
        server = new SqsServer();
        queue = server.queue("q");
        server.send(queue, "in flight");
        server.receive(queue);
        server.json(
                "SendMessage",
                "{'QueueUrl':'%s','MessageBody':'visible','MessageAttributes':{'a':{'DataType':'String',"
                        + "'StringValue':'b'},'c':{'DataType':'Binary','BinaryValue':'AAE='}}}",
                queue);
        server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'delayed','DelaySeconds':9}", queue);
    }

    @AfterEach
    void stop() {
        // Whatever was looked at, nothing has changed.
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("1");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("1");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessagesDelayed"))
                .isEqualTo("1");
        Response received = server.receive(queue);
        assertThat(received.jsonPath().getList("Messages.Body")).isEqualTo(List.of("visible"));
        assertThat(received.jsonPath().getString("Messages[0].Attributes.ApproximateReceiveCount"))
                .isEqualTo("1");
        server.close();
    }

    @Test
    void haarsOwn_tellsWhereEachMessageStands() {
        String path = "/_haar/sqs/queues/q/messages";
        Response answer = server.request().get(path);
        answer.then().statusCode(200);
        JsonPath json = answer.jsonPath();
        assertThat(json.getString("queue")).isEqualTo("arn:aws:sqs:us-east-1:000000000000:q");
        assertThat(json.getList("messages.body")).isEqualTo(List.of("in flight", "visible", "delayed"));
        assertThat(json.getList("messages.state")).isEqualTo(List.of("inFlight", "visible", "delayed"));
        assertThat(json.getList("messages.receiveCount")).isEqualTo(List.of(1, 0, 0));
        assertThat(json.getMap("messages[1].attributes"))
                .isEqualTo(Map.of(
                        "a", Map.of("type", "String", "value", "b"), "c", Map.of("type", "Binary", "value", "AAE=")));
        assertThat(json.getMap("$"))
                .containsEntry("visible", 1)
                .containsEntry("inFlight", 1)
                .containsEntry("delayed", 1);
        assertThat(server.request().get(path + "?limit=1").jsonPath().getList("messages"))
                .hasSize(1);
    }

    @Test
    void haarsOwn_refusesWhatItCannotShow() {
        server.request().get("/_haar/sqs/queues/none/messages").then().statusCode(404);
        server.request()
                .get("/_haar/sqs/queues/q/messages?account=111111111111")
                .then()
                .statusCode(404);
        for (String limit : List.of("0", "x", "-1", "1001", "99999999999")) {
            server.request()
                    .get("/_haar/sqs/queues/q/messages?limit=" + limit)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void xml_isThatOfReceiveMessageWithEverything() {
        Response answer = server.request().get(MESSAGES + "?QueueUrl=" + queue);
        answer.then().statusCode(200).contentType("text/xml");
        assertThat(answer.asString())
                .startsWith("<?xml version=\"1.0\"?>\n<ReceiveMessageResponse"
                        + " xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><ReceiveMessageResult><Message>")
                .contains("<ReceiptHandle>SQS/BACKDOOR/ACCESS</ReceiptHandle>", "<Body>visible</Body>")
                .contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>0</Value></Attribute>")
                .contains("<MessageAttribute><Name>a</Name>", "<MD5OfMessageAttributes>")
                .doesNotContain("in flight", "delayed", "IsVisible");
    }

    @Test
    void json_isTheXmlInJson() {
        JsonPath json = asJson("?QueueUrl=" + queue);
        List<Map<String, Object>> messages = json.getList("ReceiveMessageResponse.ReceiveMessageResult.Message");
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0))
                .containsEntry("ReceiptHandle", "SQS/BACKDOOR/ACCESS")
                .containsEntry("Body", "visible")
                .containsKeys("MessageId", "MD5OfBody", "MD5OfMessageAttributes")
                .containsEntry(
                        "MessageAttribute",
                        List.of(
                                Map.of("Name", "a", "Value", Map.of("DataType", "String", "StringValue", "b")),
                                Map.of("Name", "c", "Value", Map.of("DataType", "Binary", "BinaryValue", "AAE="))));
        assertThat(attributes(messages.get(0)))
                .containsOnlyKeys(
                        "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp")
                .containsEntry("SenderId", SqsServer.ACCOUNT);
        assertThat(json.getString("ReceiveMessageResponse.ResponseMetadata.RequestId"))
                .isNotEmpty();
    }

    @Test
    void invisibleAndDelayedMessages_areShownOnRequest() {
        assertThat(bodies("&ShowInvisible=true")).containsExactly("in flight", "visible");
        assertThat(bodies("&ShowDelayed=True")).containsExactly("visible", "delayed");
        assertThat(bodies("&ShowInvisible=true&ShowDelayed=true")).containsExactly("in flight", "visible", "delayed");
        assertThat(bodies("&ShowInvisible=false&ShowDelayed=false")).containsExactly("visible");
        List<Map<String, Object>> all = asJson("?ShowInvisible=true&ShowDelayed=true&QueueUrl=" + queue)
                .getList("ReceiveMessageResponse.ReceiveMessageResult.Message");
        assertThat(attributes(all.get(0))).containsEntry("IsVisible", "false").containsEntry("IsDelayed", "false");
        assertThat(attributes(all.get(1))).containsEntry("IsVisible", "true").containsEntry("IsDelayed", "false");
        assertThat(attributes(all.get(2))).containsEntry("IsVisible", "false").containsEntry("IsDelayed", "true");
    }

    @Test
    void path_namesTheQueueToo() {
        assertThat(asJson("/us-east-1/000000000000/q").getList("ReceiveMessageResponse.ReceiveMessageResult.Message"))
                .hasSize(1);
        server.request().get(MESSAGES + "/eu-west-1/000000000000/q").then().statusCode(400);
    }

    @Test
    void clientsOfSqs_takeItForTheirEndpoint() {
        Response json = server.jsonRequest("ReceiveMessage")
                .body(SqsServer.text("{'QueueUrl':'%s'}", queue))
                .post(MESSAGES);
        json.then().statusCode(200).contentType("application/x-amz-json-1.0");
        assertThat(json.jsonPath().getList("Messages.Body")).isEqualTo(List.of("visible"));
        assertThat(json.jsonPath().getMap("Messages[0].Attributes")).containsKey("SentTimestamp");
        Response xml = server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=ReceiveMessage&ShowInvisible=true&QueueUrl=" + queue)
                .post(MESSAGES);
        assertThat(xml.asString()).contains("<Body>in flight</Body>", "<Body>visible</Body>");
    }

    @Test
    void receiptHandle_deletesNothing() {
        Refusal.plain(
                        404,
                        "ReceiptHandleIsInvalid",
                        "The input receipt handle \"SQS/BACKDOOR/ACCESS\" is not a valid receipt handle.")
                .checkJson(
                        server.json("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'SQS/BACKDOOR/ACCESS'}", queue));
    }

    @Test
    void queueThatIsNot_isAnErrorOfSqs() {
        String none = queue.replace("/q", "/none");
        Response xml = server.request().get(MESSAGES + "?QueueUrl=" + none);
        assertThat(xml.statusCode()).isEqualTo(400);
        assertThat(xml.xmlPath().getString("ErrorResponse.Error.Code"))
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        Response json = server.request().header("Accept", "application/json").get(MESSAGES + "?QueueUrl=" + none);
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.jsonPath().getString("ErrorResponse.Error.Code"))
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        Response aws = server.jsonRequest("ReceiveMessage")
                .body(SqsServer.text("{'QueueUrl':'%s'}", none))
                .post(MESSAGES);
        assertThat(aws.jsonPath().getString("__type")).isEqualTo("com.amazonaws.sqs#QueueDoesNotExist");
        assertThat(server.request().get(MESSAGES).statusCode()).isEqualTo(400);
    }

    @Test
    void emptyQueue_hasNoResult() {
        String empty = server.queue("empty");
        Response json = server.request().header("Accept", "application/json").get(MESSAGES + "?QueueUrl=" + empty);
        assertThat(json.asString()).contains("\"ReceiveMessageResult\":null");
        assertThat(server.request().get(MESSAGES + "?QueueUrl=" + empty).asString())
                .contains("<ReceiveMessageResult/>");
    }

    private List<String> bodies(String parameters) {
        return asJson("?QueueUrl=" + queue + parameters)
                .getList("ReceiveMessageResponse.ReceiveMessageResult.Message.Body");
    }

    private JsonPath asJson(String path) {
        Response answer = server.request().header("Accept", "application/json").get(MESSAGES + path);
        answer.then().statusCode(200).contentType("application/json");
        return answer.jsonPath();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> attributes(Map<String, Object> message) {
        return ((List<Map<String, String>>) message.get("Attribute"))
                .stream().collect(Collectors.toMap(each -> each.get("Name"), each -> each.get("Value")));
    }
}
