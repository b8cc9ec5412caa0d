package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every action in the form that each protocol gives it, and what it answers. */
class WireFormsTest {
    private static final String XMLNS = " xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">";
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";
    private static final String HELLO_MD5 = "5d41402abc4b2a76b9719d911017c592";

    private SqsServer server;
    private String queue;

    @BeforeEach
    void start() {
        server = new SqsServer();
        queue = server.queue("q");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createQueue_answersItsUrl() {
        String url = base() + "/000000000000/made";
        isJson(
                server.json("CreateQueue", "{'QueueName':'made','Attributes':{'DelaySeconds':'3'},'tags':{'k':'v'}}"),
                "{'QueueUrl':'" + url + "'}");
        isXml(
                server.query(
                        "CreateQueue",
                        "QueueName=made&Attribute.1.Name=DelaySeconds&Attribute.1.Value=3&Tag.1.Key=k&Tag.1.Value=v"),
                "CreateQueue",
                "<QueueUrl>" + url + "</QueueUrl>");
        assertThat(server.attribute(url, "DelaySeconds")).isEqualTo("3");
    }

    @Test
    void createQueueByForm_setsAttributesAndTags() {
        server.query(
                        "CreateQueue",
                        "QueueName=made&Attribute.1.Name=DelaySeconds&Attribute.1.Value=3&Attribute.2.Name=VisibilityTimeout"
                                + "&Attribute.2.Value=7&Tag.1.Key=k&Tag.1.Value=v&Tag.2.Key=e&Tag.2.Value=")
                .then()
                .statusCode(200);
        String url = queue.replace("/q", "/made");
        assertThat(server.attribute(url, "DelaySeconds")).isEqualTo("3");
        assertThat(server.attribute(url, "VisibilityTimeout")).isEqualTo("7");
        isJson(server.json("ListQueueTags", "{'QueueUrl':'%s'}", url), "{'Tags':{'e':'','k':'v'}}");
    }

    @Test
    void getQueueUrl_answersIt() {
        isJson(server.json("GetQueueUrl", "{'QueueName':'q'}"), "{'QueueUrl':'" + queue + "'}");
        isXml(server.query("GetQueueUrl", "QueueName=q"), "GetQueueUrl", "<QueueUrl>" + queue + "</QueueUrl>");
    }

    @Test
    void listQueues_answersUrlsInTheOrderOfNames() {
        server.queue("b");
        server.queue("a");
        String a = base() + "/000000000000/a";
        String b = base() + "/000000000000/b";
        isJson(server.json("ListQueues", "{}"), "{'QueueUrls':['" + a + "','" + b + "','" + queue + "']}");
        isXml(server.query("ListQueues", "QueueNamePrefix=a"), "ListQueues", "<QueueUrl>" + a + "</QueueUrl>");
    }

    @Test
    void listQueuesWithoutAny_leavesTheListOut() {
        isJson(server.json("ListQueues", "{'QueueNamePrefix':'none'}"), "{}");
        isXml(server.query("ListQueues", "QueueNamePrefix=none"), "ListQueues", "");
    }

    @Test
    void listQueuesByPages_goesThroughAll() {
        List.of("p1", "p2", "p3").forEach(server::queue);
        Response first = server.json("ListQueues", "{'QueueNamePrefix':'p','MaxResults':2}");
        assertThat(first.jsonPath().getList("QueueUrls")).hasSize(2);
        String token = first.jsonPath().getString("NextToken");
        Response second = server.json("ListQueues", "{'QueueNamePrefix':'p','MaxResults':2,'NextToken':'%s'}", token);
        isJson(second, "{'QueueUrls':['" + base() + "/000000000000/p3']}");
        Response all = server.json("ListQueues", "{'QueueNamePrefix':'p','MaxResults':3,'NextToken':''}");
        assertThat(all.jsonPath().getList("QueueUrls")).hasSize(3);
        assertThat(all.jsonPath().getString("NextToken")).isNull();
    }

    @Test
    void deleteQueue_answersNothingAndTakesItAway() {
        isJson(server.json("DeleteQueue", "{'QueueUrl':'%s'}", queue), "{}");
        isJson(server.json("ListQueues", "{}"), "{}");
        String other = server.queue("other");
        isEmptyXml(server.query("DeleteQueue", "QueueUrl=" + other), "DeleteQueue");
        isJson(server.json("ListQueues", "{}"), "{}");
    }

    @Test
    void purgeQueue_takesAllMessagesAway() {
        server.send(queue, "visible");
        server.receive(queue);
        server.send(queue, "more");
        isJson(server.json("PurgeQueue", "{'QueueUrl':'%s'}", queue), "{}");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("0");
        isEmptyXml(server.query("PurgeQueue", "QueueUrl=" + queue), "PurgeQueue");
    }

    @Test
    void newStandardQueue_hasTheseAttributesAndNoOthers() {
        Response answer = server.json("GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['All']}", queue);
        assertThat(answer.jsonPath().<String, String>getMap("Attributes"))
                .containsOnlyKeys(
                        "ApproximateNumberOfMessages",
                        "ApproximateNumberOfMessagesDelayed",
                        "ApproximateNumberOfMessagesNotVisible",
                        "CreatedTimestamp",
                        "DelaySeconds",
                        "LastModifiedTimestamp",
                        "MaximumMessageSize",
                        "MessageRetentionPeriod",
                        "QueueArn",
                        "ReceiveMessageWaitTimeSeconds",
                        "SqsManagedSseEnabled",
                        "VisibilityTimeout")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("MaximumMessageSize", "1048576")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("QueueArn", ARN + "q")
                .containsEntry("ReceiveMessageWaitTimeSeconds", "0")
                .containsEntry("SqsManagedSseEnabled", "true")
                .containsEntry("VisibilityTimeout", "30");
    }

    @Test
    void newFifoQueue_hasTheseBesides() {
        String fifo = server.queue("f.fifo", "'FifoQueue':'True'");
        Response answer = server.json("GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['All']}", fifo);
        assertThat(answer.jsonPath().<String, String>getMap("Attributes"))
                .hasSize(16)
                .containsEntry("FifoQueue", "true")
                .containsEntry("ContentBasedDeduplication", "false")
                .containsEntry("DeduplicationScope", "queue")
                .containsEntry("FifoThroughputLimit", "perQueue");
    }

    @Test
    void getQueueAttributes_answersWhatIsNamed() {
        isJson(
                server.json(
                        "GetQueueAttributes",
                        "{'QueueUrl':'%s','AttributeNames':['VisibilityTimeout','Policy']}",
                        queue),
                "{'Attributes':{'VisibilityTimeout':'30'}}");
        isXml(
                server.query(
                        "GetQueueAttributes",
                        "QueueUrl=" + queue + "&AttributeName.1=QueueArn&AttributeName.2=VisibilityTimeout"),
                "GetQueueAttributes",
                "<Attribute><Name>QueueArn</Name><Value>" + ARN + "q</Value></Attribute>"
                        + "<Attribute><Name>VisibilityTimeout</Name><Value>30</Value></Attribute>");
    }

    @Test
    void getQueueAttributesWithNothingToShow_hasNoAttributes() {
        isJson(server.json("GetQueueAttributes", "{'QueueUrl':'%s'}", queue), "{}");
        isJson(server.json("GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['Policy']}", queue), "{}");
        isXml(server.query("GetQueueAttributes", "QueueUrl=" + queue), "GetQueueAttributes", "");
    }

    @Test
    void setQueueAttributes_changesThoseAlone() {
        isJson(
                server.json(
                        "SetQueueAttributes",
                        "{'QueueUrl':'%s','Attributes':{'DelaySeconds':'420','MaximumMessageSize':'2048'}}",
                        queue),
                "{}");
        isEmptyXml(
                server.query(
                        "SetQueueAttributes",
                        "QueueUrl=" + queue + "&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=69"),
                "SetQueueAttributes");
        assertThat(server.attribute(queue, "DelaySeconds")).isEqualTo("420");
        assertThat(server.attribute(queue, "MaximumMessageSize")).isEqualTo("2048");
        assertThat(server.attribute(queue, "VisibilityTimeout")).isEqualTo("69");
        assertThat(server.attribute(queue, "MessageRetentionPeriod")).isEqualTo("345600");
    }

    @Test
    void setQueueAttributes_takesOneWithoutItsIndex() {
        server.query("SetQueueAttributes", "QueueUrl=" + queue + "&Attribute.Name=DelaySeconds&Attribute.Value=9")
                .then()
                .statusCode(200);
        assertThat(server.attribute(queue, "DelaySeconds")).isEqualTo("9");
    }

    @Test
    void tags_comeAndGo() {
        isJson(server.json("ListQueueTags", "{'QueueUrl':'%s'}", queue), "{}");
        isJson(server.json("TagQueue", "{'QueueUrl':'%s','Tags':{'k':'v','K':'V'}}", queue), "{}");
        isEmptyXml(server.query("TagQueue", "QueueUrl=" + queue + "&Tag.1.Key=third&Tag.1.Value=3"), "TagQueue");
        // The spelling of SDKs.
        isEmptyXml(server.query("TagQueue", "QueueUrl=" + queue + "&Tags.1.Key=third&Tags.1.Value=4"), "TagQueue");
        isJson(server.json("ListQueueTags", "{'QueueUrl':'%s'}", queue), "{'Tags':{'K':'V','k':'v','third':'4'}}");
        isJson(server.json("UntagQueue", "{'QueueUrl':'%s','TagKeys':['k','none']}", queue), "{}");
        isEmptyXml(server.query("UntagQueue", "QueueUrl=" + queue + "&TagKey.1=third"), "UntagQueue");
        isXml(
                server.query("ListQueueTags", "QueueUrl=" + queue),
                "ListQueueTags",
                "<Tag><Key>K</Key><Value>V</Value></Tag>");
    }

    @Test
    void permissions_becomeThePolicy() {
        isJson(
                server.json(
                        "AddPermission",
                        "{'QueueUrl':'%s','Label':'one','AWSAccountIds':['111111111111'],'Actions':['SendMessage']}",
                        queue),
                "{}");
        isEmptyXml(
                server.query(
                        "AddPermission",
                        "QueueUrl=" + queue + "&Label=two&AWSAccountId.1=111111111111&AWSAccountId.2=222222222222"
                                + "&ActionName.1=SendMessage&ActionName.2=ReceiveMessage"),
                "AddPermission");
        String one = "{'Sid':'one','Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:root'},"
                + "'Action':'SQS:SendMessage','Resource':'" + ARN + "q'}";
        String two = "{'Sid':'two','Effect':'Allow','Principal':{'AWS':['arn:aws:iam::111111111111:root',"
                + "'arn:aws:iam::222222222222:root']},'Action':['SQS:SendMessage','SQS:ReceiveMessage'],'Resource':'"
                + ARN + "q'}";
        String head = "{'Version':'2008-10-17','Id':'" + ARN + "q/SQSDefaultPolicy','Statement':[";
        assertThat(server.attribute(queue, "Policy")).isEqualTo(SqsServer.text(head + one + "," + two + "]}"));
        Refusal.invalid("Value one for parameter Label is invalid. Reason: Already exists.")
                .checkJson(server.json(
                        "AddPermission",
                        "{'QueueUrl':'%s','Label':'one','AWSAccountIds':['111111111111'],'Actions':['*']}",
                        queue));
        isJson(server.json("RemovePermission", "{'QueueUrl':'%s','Label':'one'}", queue), "{}");
        assertThat(server.attribute(queue, "Policy")).isEqualTo(SqsServer.text(head + two + "]}"));
        isEmptyXml(server.query("RemovePermission", "QueueUrl=" + queue + "&Label=two"), "RemovePermission");
        assertThat(server.attribute(queue, "Policy")).isNull();
    }

    @Test
    void messageSentByJson_isReceivedByForm() {
        Response sent = server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'hello'}", queue);
        String id = sent.jsonPath().getString("MessageId");
        isJson(sent, "{'MD5OfMessageBody':'" + HELLO_MD5 + "','MessageId':'" + id + "'}");
        Response received = server.query("ReceiveMessage", "QueueUrl=" + queue + "&AttributeName.1=SenderId");
        String handle =
                received.xmlPath().getString("ReceiveMessageResponse.ReceiveMessageResult.Message.ReceiptHandle");
        isXml(
                received,
                "ReceiveMessage",
                "<Message><MessageId>" + id + "</MessageId><ReceiptHandle>" + handle + "</ReceiptHandle><MD5OfBody>"
                        + HELLO_MD5 + "</MD5OfBody><Body>hello</Body><Attribute><Name>SenderId</Name><Value>"
                        + SqsServer.ACCOUNT + "</Value></Attribute></Message>");
    }

    @Test
    void messageSentByForm_isReceivedByJson() {
        Response sent = server.query("SendMessage", "QueueUrl=" + queue + "&MessageBody=hello");
        String id = sent.xmlPath().getString("SendMessageResponse.SendMessageResult.MessageId");
        isXml(
                sent,
                "SendMessage",
                "<MD5OfMessageBody>" + HELLO_MD5 + "</MD5OfMessageBody><MessageId>" + id + "</MessageId>");
        Response received = server.json("ReceiveMessage", "{'QueueUrl':'%s'}", queue);
        String handle = received.jsonPath().getString("Messages[0].ReceiptHandle");
        isJson(
                received,
                "{'Messages':[{'MessageId':'" + id + "','ReceiptHandle':'" + handle + "','MD5OfBody':'" + HELLO_MD5
                        + "','Body':'hello'}]}");
    }

    @Test
    void emptyReceive_hasNoMessages() {
        isJson(server.json("ReceiveMessage", "{'QueueUrl':'%s'}", queue), "{}");
        isXml(server.query("ReceiveMessage", "QueueUrl=" + queue), "ReceiveMessage", "");
    }

    @Test
    void actionInAnotherCase_isNone() {
        Response json = server.json("listQueues", "{}");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.asString()).contains("UnknownOperationException");
        Refusal.plain(400, "InvalidAction", "The action listqueues is not valid for this endpoint.")
                .checkXml(server.query("listqueues", ""));
    }

    @Test
    void changeMessageVisibility_bringsTheMessageBack() {
        server.send(queue, "x");
        for (int i = 0; i < 2; i++) {
            String handle = server.receive(queue).jsonPath().getString("Messages[0].ReceiptHandle");
            assertThat(handle).isNotNull();
            if (i == 0) {
                isJson(
                        server.json(
                                "ChangeMessageVisibility",
                                "{'QueueUrl':'%s','ReceiptHandle':'%s','VisibilityTimeout':0}",
                                queue,
                                handle),
                        "{}");
            } else {
                isEmptyXml(
                        server.query(
                                "ChangeMessageVisibility",
                                "QueueUrl=%s&VisibilityTimeout=0&ReceiptHandle=%s",
                                queue,
                                handle.replace("+", "%2B")),
                        "ChangeMessageVisibility");
            }
        }
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("1");
    }

    @Test
    void deleteMessage_succeedsAgain() {
        server.send(queue, "x");
        String handle = server.receive(queue).jsonPath().getString("Messages[0].ReceiptHandle");
        isJson(server.json("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'%s'}", queue, handle), "{}");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessagesNotVisible"))
                .isEqualTo("0");
        isEmptyXml(
                server.query("DeleteMessage", "QueueUrl=%s&ReceiptHandle=%s", queue, handle.replace("+", "%2B")),
                "DeleteMessage");
    }

    @Test
    void deadLetterSources_areListed() {
        isJson(server.json("ListDeadLetterSourceQueues", "{'QueueUrl':'%s'}", queue), "{'queueUrls':[]}");
        String source = server.queue(
                "source",
                "'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + ARN + "q\\',\\'maxReceiveCount\\':\\'5\\'}'");
        isJson(
                server.json("ListDeadLetterSourceQueues", "{'QueueUrl':'%s'}", queue),
                "{'queueUrls':['" + source + "']}");
        isXml(
                server.query("ListDeadLetterSourceQueues", "QueueUrl=" + queue),
                "ListDeadLetterSourceQueues",
                "<QueueUrl>" + source + "</QueueUrl>");
        assertThat(server.attribute(source, "RedrivePolicy"))
                .isEqualTo(SqsServer.text("{'deadLetterTargetArn':'" + ARN + "q','maxReceiveCount':5}"));
    }

    @Test
    void moveTask_isStartedListedAndCancelled() {
        server.queue(
                "source", "'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + ARN + "q\\',\\'maxReceiveCount\\':1}'");
        String destination = server.queue("destination");
        server.send(queue, "x");
        server.send(queue, "y");
        Response started = server.json(
                "StartMessageMoveTask",
                "{'SourceArn':'%sq','DestinationArn':'%sdestination','MaxNumberOfMessagesPerSecond':1}",
                ARN,
                ARN);
        String handle = started.jsonPath().getString("TaskHandle");
        isJson(started, "{'TaskHandle':'" + handle + "'}");
        Response running = server.json("ListMessageMoveTasks", "{'SourceArn':'%sq'}", ARN);
        assertThat(running.jsonPath().getString("Results[0].Status")).isEqualTo("RUNNING");
        assertThat(running.jsonPath().getString("Results[0].TaskHandle")).isEqualTo(handle);
        assertThat(running.jsonPath().getInt("Results[0].MaxNumberOfMessagesPerSecond"))
                .isEqualTo(1);
        Refusal.invalid("There is already a task running. Only one active task is allowed for a source queue arn at a"
                        + " given time.")
                .checkXml(server.query("StartMessageMoveTask", "SourceArn=" + ARN + "q"));
        isXml(
                server.query(
                        "CancelMessageMoveTask",
                        "TaskHandle=" + handle.replace("=", "%%3D").replace("+", "%%2B")),
                "CancelMessageMoveTask",
                "<ApproximateNumberOfMessagesMoved>"
                        + running.jsonPath().getInt("Results[0].ApproximateNumberOfMessagesMoved")
                        + "</ApproximateNumberOfMessagesMoved>");
        Response cancelled = server.query("ListMessageMoveTasks", "MaxResults=1&SourceArn=" + ARN + "q");
        String entry = "ListMessageMoveTasksResponse.ListMessageMoveTasksResult.ListMessageMoveTasksResultEntry.";
        assertThat(cancelled.xmlPath().getString(entry + "Status")).isEqualTo("CANCELLED");
        assertThat(cancelled.asString()).doesNotContain("TaskHandle");
        server.pass(60);
        assertThat(server.attribute(destination, "ApproximateNumberOfMessages")).isNotEqualTo("2");
    }

    @Test
    void moveTaskOntoItsSourceOrAnotherKindOfQueue_isRefused() {
        server.queue(
                "source", "'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + ARN + "q\\',\\'maxReceiveCount\\':1}'");
        server.fifoQueue("f.fifo");
        for (String destination : List.of("q", "f.fifo")) {
            server.json("StartMessageMoveTask", "{'SourceArn':'%sq','DestinationArn':'%s'}", ARN, ARN + destination)
                    .then()
                    .statusCode(400);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    private static void isJson(Response answer, String body) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.asString()).isEqualTo(SqsServer.text(body.replace("%", "%%")));
    }

    private static void isXml(Response answer, String action, String result) {
        String name = action + "Result";
        isXmlWith(answer, action, result.isEmpty() ? "<" + name + "/>" : "<" + name + ">" + result + "</" + name + ">");
    }

    /** An action without output has no result, not even an empty one. */
    private static void isEmptyXml(Response answer, String action) {
        isXmlWith(answer, action, "");
    }

    private static void isXmlWith(Response answer, String action, String content) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/xml");
        assertThat(answer.asString())
                .isEqualTo("<?xml version=\"1.0\"?>\n<" + action + "Response" + XMLNS + content
                        + "<ResponseMetadata><RequestId>" + answer.header("x-amzn-RequestId")
                        + "</RequestId></ResponseMetadata></" + action + "Response>");
    }
}
