package dev.haar.api.sqs;

import static dev.haar.api.sqs.Refusal.attributeName;
import static dev.haar.api.sqs.Refusal.attributeValue;
import static dev.haar.api.sqs.Refusal.invalid;
import static dev.haar.api.sqs.Refusal.missing;
import static dev.haar.api.sqs.Refusal.own;
import static dev.haar.api.sqs.Refusal.plain;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What SQS refuses, in both protocols: each row is a call, as JSON and as a form, and the error. */
class RefusalsTest {
    private static final String NAME =
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    private static final String FIFO_NAME =
            "The name of a FIFO queue can only include alphanumeric characters, hyphens,"
                    + " or underscores, must end with .fifo suffix and be 1 to 80 in length.";
    private static final String WRONG_TYPE = "The request include parameter that is not valid for this queue type.";
    private static final String NO_HANDLE = "The input receipt handle \"garbage\" is not a valid receipt handle.";

    private static SqsServer server;
    private static String queue;
    private static String fifo;

    @BeforeAll
    static void start() {
        server = new SqsServer();
        queue = server.queue("q");
        fifo = server.fifoQueue("f.fifo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"queues", "attributes", "redrivePolicies", "tagsAndPermissions", "sends", "receives", "moveTasks"})
    void call_isRefusedInBothProtocols(String action, String json, String form, Refusal refusal) {
        String body = json.replace("$Q", queue).replace("$F", fifo);
        String parameters = form.replace("$Q", encoded(queue)).replace("$F", encoded(fifo));
        refusal.checkJson(server.json(action, body.replace("%", "%%")));
        refusal.checkXml(server.query(action, parameters.replace("%", "%%")));
    }

    static Stream<Arguments> queues() {
        return Stream.of(
                row("CreateQueue", "{}", "", missing("QueueName")),
                row("CreateQueue", "{'QueueName':''}", "QueueName=", invalid(NAME)),
                row("CreateQueue", "{'QueueName':'a.b'}", "QueueName=a.b", invalid(NAME)),
                row("CreateQueue", "{'QueueName':'a.fifo'}", "QueueName=a.fifo", invalid(NAME)),
                row(
                        "CreateQueue",
                        "{'QueueName':'" + "n".repeat(81) + "'}",
                        "QueueName=" + "n".repeat(81),
                        invalid(NAME)),
                row(
                        "CreateQueue",
                        "{'QueueName':'a','Attributes':{'FifoQueue':'true'}}",
                        "QueueName=a&Attribute.1.Name=FifoQueue&Attribute.1.Value=true",
                        invalid(FIFO_NAME)),
                row(
                        "CreateQueue",
                        "{'QueueName':'" + "n".repeat(76) + ".fifo','Attributes':{'FifoQueue':'true'}}",
                        "QueueName=" + "n".repeat(76) + ".fifo&Attribute.1.Name=FifoQueue&Attribute.1.Value=true",
                        invalid(FIFO_NAME)),
                row(
                        "CreateQueue",
                        "{'QueueName':'q','Attributes':{'DelaySeconds':'1'}}",
                        "QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=1",
                        new Refusal(
                                400,
                                "QueueNameExists",
                                "QueueAlreadyExists",
                                "A queue already exists with the same name and a different value for attribute"
                                        + " DelaySeconds")),
                row("GetQueueUrl", "{}", "", missing("QueueName")),
                row(
                        "ListQueues",
                        "{'MaxResults':1001}",
                        "MaxResults=1001",
                        invalid("Value 1001 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000,"
                                + " if provided.")),
                row(
                        "ListQueues",
                        "{'MaxResults':2,'NextToken':'abc'}",
                        "MaxResults=2&NextToken=abc",
                        invalid("Value abc for parameter NextToken is invalid. Reason: Invalid token.")),
                row(
                        "ListQueues",
                        "{'MaxResults':0}",
                        "MaxResults=0",
                        invalid("Value 0 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000,"
                                + " if provided.")));
    }

    static Stream<Arguments> attributes() {
        return Stream.of(
                row("SetQueueAttributes", "{'QueueUrl':'$Q'}", "QueueUrl=$Q", missing("Attributes")),
                set("NoSuch", "1", attributeName("Unknown Attribute NoSuch.")),
                set("QueueArn", "1", attributeName("Unknown Attribute QueueArn.")),
                set("FifoQueue", "true", attributeName("Unknown Attribute FifoQueue.")),
                set("FifoQueue", "false", attributeName("Unknown Attribute FifoQueue.")),
                set(
                        "ContentBasedDeduplication",
                        "false",
                        attributeName("Unknown Attribute ContentBasedDeduplication.")),
                set(
                        "DeduplicationScope",
                        "queue",
                        attributeName("You can specify the DeduplicationScope only when FifoQueue is set to true.")),
                set(
                        "FifoThroughputLimit",
                        "perQueue",
                        attributeName("You can specify the FifoThroughputLimit only when FifoQueue is set to true.")),
                set("DelaySeconds", "901", value("DelaySeconds")),
                set("DelaySeconds", "-1", value("DelaySeconds")),
                set("DelaySeconds", "x", value("DelaySeconds")),
                set("DelaySeconds", "", value("DelaySeconds")),
                set("MaximumMessageSize", "1023", value("MaximumMessageSize")),
                set("MaximumMessageSize", "1048577", value("MaximumMessageSize")),
                set("MessageRetentionPeriod", "59", value("MessageRetentionPeriod")),
                set("MessageRetentionPeriod", "1209601", value("MessageRetentionPeriod")),
                set("ReceiveMessageWaitTimeSeconds", "21", value("ReceiveMessageWaitTimeSeconds")),
                set("VisibilityTimeout", "43201", value("VisibilityTimeout")),
                set("VisibilityTimeout", "-1", value("VisibilityTimeout")),
                set("SqsManagedSseEnabled", "yes", value("SqsManagedSseEnabled")),
                set("KmsDataKeyReusePeriodSeconds", "59", value("KmsDataKeyReusePeriodSeconds")),
                set("Policy", "no JSON", value("Policy")),
                set("Policy", "[]", value("Policy")),
                set("Policy", "{}", value("Policy")),
                row(
                        "SetQueueAttributes",
                        "{'QueueUrl':'$Q','Attributes':{'Policy':'{\\'Id\\':\\'" + "p".repeat(8192) + "\\'}'}}",
                        "QueueUrl=$Q&Attribute.1.Name=Policy&Attribute.1.Value="
                                + encoded("{\"Id\":\"" + "p".repeat(8192) + "\"}"),
                        plain(403, "OverLimit", "Submitted policy is over max allowed size.")),
                row(
                        "SetQueueAttributes",
                        "{'QueueUrl':'$Q','Attributes':{'Policy':'{\\'Statement\\':{\\'Action\\':[1,2,3,4,5,6,7,8]}}'}}",
                        "QueueUrl=$Q&Attribute.1.Name=Policy&Attribute.1.Value="
                                + encoded("{\"Statement\":{\"Action\":[1,2,3,4,5,6,7,8]}}"),
                        plain(
                                403,
                                "OverLimit",
                                "8 actions were found in a statement from the submitted policy, max allowed is 7")),
                row(
                        "SetQueueAttributes",
                        "{'QueueUrl':'$Q','Attributes':{'KmsMasterKeyId':'k','SqsManagedSseEnabled':'true'}}",
                        "QueueUrl=$Q&Attribute.1.Name=KmsMasterKeyId&Attribute.1.Value=k"
                                + "&Attribute.2.Name=SqsManagedSseEnabled&Attribute.2.Value=true",
                        attributeName("You can use one type of server-side encryption (SSE) at one time."
                                + " You can either enable KMS SSE or SQS SSE.")),
                row(
                        "SetQueueAttributes",
                        "{'QueueUrl':'$F','Attributes':{'FifoQueue':'false'}}",
                        "QueueUrl=$F&Attribute.1.Name=FifoQueue&Attribute.1.Value=false",
                        attributeValue("Invalid value for the parameter FifoQueue."
                                + " Reason: Modifying queue type is not supported.")),
                row(
                        "GetQueueAttributes",
                        "{'QueueUrl':'$Q','AttributeNames':['All','NoSuch']}",
                        "QueueUrl=$Q&AttributeName.1=All&AttributeName.2=NoSuch",
                        attributeName("Unknown Attribute NoSuch.")));
    }

    static Stream<Arguments> redrivePolicies() {
        return Stream.of(
                redrive("{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount."),
                redrive(
                        "{'maxReceiveCount':1}",
                        "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."),
                redrive(
                        "{'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:none','maxReceiveCount':0}",
                        "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive."),
                redrive(
                        "{'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:none','maxReceiveCount':1001}",
                        "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."),
                redrive(
                        "{'deadLetterTargetArn':'x','maxReceiveCount':'" + "9".repeat(1000) + "'}",
                        "Invalid value for maxReceiveCount: " + "9".repeat(1000)
                                + ", valid values are from 1 to 1000 both inclusive."),
                redrive("[]", "Redrive policy is not a valid JSON map."),
                redrive(
                        "{'deadLetterTargetArn':'arn:aws:sqs:eu-west-1:000000000000:q','maxReceiveCount':1}",
                        "Dead letter target does not exist."),
                redrive(
                        "{'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:none','maxReceiveCount':1}",
                        "Dead letter target does not exist."),
                redrive(
                        "{'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:f.fifo','maxReceiveCount':1}",
                        "Dead-letter queue must be same type of queue as the source."));
    }

    static Stream<Arguments> tagsAndPermissions() {
        return Stream.of(
                row(
                        "TagQueue",
                        "{'QueueUrl':'$Q','Tags':{'':'v'}}",
                        "QueueUrl=$Q&Tag.1.Key=&Tag.1.Value=v",
                        invalid("Tag keys must be between 1 and 128 characters in length.")),
                row(
                        "TagQueue",
                        "{'QueueUrl':'$Q','Tags':{'k':'" + "v".repeat(257) + "'}}",
                        "QueueUrl=$Q&Tag.1.Key=k&Tag.1.Value=" + "v".repeat(257),
                        invalid("Tag values must be between 0 and 256 characters in length.")),
                row(
                        "AddPermission",
                        "{'QueueUrl':'$Q','Label':'a b','AWSAccountIds':['000000000000'],'Actions':['*']}",
                        "QueueUrl=$Q&Label=a%20b&AWSAccountId.1=000000000000&ActionName.1=*",
                        invalid("Value a b for parameter Label is invalid. Reason: " + NAME)),
                row(
                        "AddPermission",
                        "{'QueueUrl':'$Q','Label':'l','AWSAccountIds':['*'],'Actions':['*']}",
                        "QueueUrl=$Q&Label=l&AWSAccountId.1=*&ActionName.1=*",
                        invalid("Value [*] for parameter PrincipalId is invalid. Reason: Unable to verify.")),
                row("TagQueue", "{'QueueUrl':'$Q'}", "QueueUrl=$Q", missing("Tags")),
                row("UntagQueue", "{'QueueUrl':'$Q'}", "QueueUrl=$Q", missing("TagKeys")),
                row(
                        "AddPermission",
                        "{'QueueUrl':'$Q','AWSAccountIds':['000000000000'],'Actions':['*']}",
                        "QueueUrl=$Q&AWSAccountId.1=000000000000&ActionName.1=*",
                        missing("Label")),
                row(
                        "AddPermission",
                        "{'QueueUrl':'$Q','Label':'l','AWSAccountIds':['000000000000'],'Actions':['CreateQueue']}",
                        "QueueUrl=$Q&Label=l&AWSAccountId.1=000000000000&ActionName.1=CreateQueue",
                        invalid("Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Please refer to the"
                                + " appropriate WSDL for a list of valid actions. ")),
                row(
                        "AddPermission",
                        "{'QueueUrl':'$Q','Label':'l','AWSAccountIds':['000000000000'],'Actions':['SendMessage',"
                                + "'ReceiveMessage','DeleteMessage','PurgeQueue','GetQueueUrl','GetQueueAttributes',"
                                + "'ChangeMessageVisibility','ListDeadLetterSourceQueues']}",
                        "QueueUrl=$Q&Label=l&AWSAccountId.1=000000000000&ActionName.1=SendMessage"
                                + "&ActionName.2=ReceiveMessage&ActionName.3=DeleteMessage&ActionName.4=PurgeQueue"
                                + "&ActionName.5=GetQueueUrl&ActionName.6=GetQueueAttributes"
                                + "&ActionName.7=ChangeMessageVisibility&ActionName.8=ListDeadLetterSourceQueues",
                        plain(
                                403,
                                "OverLimit",
                                "8 actions were found in a statement from the submitted policy, max allowed is 7")),
                row("RemovePermission", "{'QueueUrl':'$Q'}", "QueueUrl=$Q", missing("Label")),
                row(
                        "RemovePermission",
                        "{'QueueUrl':'$Q','Label':'none'}",
                        "QueueUrl=$Q&Label=none",
                        invalid("Value none for parameter Label is invalid. Reason: can't find label.")));
    }

    static Stream<Arguments> sends() {
        return Stream.of(
                row("SendMessage", "{'QueueUrl':'$Q'}", "QueueUrl=$Q", missing("MessageBody")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$Q','MessageBody':''}",
                        "QueueUrl=$Q&MessageBody=",
                        missing("MessageBody")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$Q','MessageBody':'a\\u0001'}",
                        "QueueUrl=$Q&MessageBody=a%01",
                        plain(
                                400,
                                "InvalidMessageContents",
                                "Invalid binary character '#x1' was found in the message body, the set of allowed"
                                        + " characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] |"
                                        + " [#x10000-#x10FFFF].")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$Q','MessageBody':'x','DelaySeconds':901}",
                        "QueueUrl=$Q&MessageBody=x&DelaySeconds=901",
                        invalid("Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and"
                                + " <= 900.")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$F','MessageBody':'x','MessageGroupId':'1','MessageDeduplicationId':'1',"
                                + "'DelaySeconds':2}",
                        "QueueUrl=$F&MessageBody=x&MessageGroupId=1&MessageDeduplicationId=1&DelaySeconds=2",
                        invalid("Value 2 for parameter DelaySeconds is invalid. Reason: " + WRONG_TYPE)),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$F','MessageBody':'x','MessageDeduplicationId':'1'}",
                        "QueueUrl=$F&MessageBody=x&MessageDeduplicationId=1",
                        missing("MessageGroupId")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$F','MessageBody':'x','MessageGroupId':'1'}",
                        "QueueUrl=$F&MessageBody=x&MessageGroupId=1",
                        invalid("The queue should either have ContentBasedDeduplication enabled or"
                                + " MessageDeduplicationId provided explicitly")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$Q','MessageBody':'x','MessageGroupId':''}",
                        "QueueUrl=$Q&MessageBody=x&MessageGroupId=",
                        invalid(
                                "Value  for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include"
                                        + " alphanumeric and punctuation characters. 1 to 128 in length.")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$Q','MessageBody':'x','MessageGroupId':'group 123'}",
                        "QueueUrl=$Q&MessageBody=x&MessageGroupId=group%20123",
                        invalid("Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can"
                                + " only include alphanumeric and punctuation characters. 1 to 128 in length.")),
                row(
                        "SendMessage",
                        "{'QueueUrl':'$Q','MessageBody':'x','MessageDeduplicationId':'d'}",
                        "QueueUrl=$Q&MessageBody=x&MessageDeduplicationId=d",
                        invalid("Value d for parameter MessageDeduplicationId is invalid. Reason: " + WRONG_TYPE)),
                attribute("'StringValue':''", "StringValue=", "String", nonEmpty("String")),
                attribute("'BinaryValue':''", "BinaryValue=", "Binary", nonEmpty("Binary")),
                attribute("'StringValue':''", "StringValue=", "Number", nonEmpty("Number")),
                attribute(
                        "'StringValue':'x'",
                        "StringValue=x",
                        "string",
                        "The type of message (user) attribute 'a' is invalid. You must use only the following supported"
                                + " type prefixes: Binary, Number, String."),
                attribute("'StringValue':'x'", "StringValue=x", "Number", notANumber()),
                attribute("'StringValue':'100E2147483647'", "StringValue=100E2147483647", "Number", notANumber()));
    }

    static Stream<Arguments> receives() {
        return Stream.of(
                receive("MaxNumberOfMessages", 0, "Must be between 1 and 10, if provided."),
                receive("MaxNumberOfMessages", 11, "Must be between 1 and 10, if provided."),
                receive("WaitTimeSeconds", 21, "Must be >= 0 and <= 20, if provided."),
                receive("WaitTimeSeconds", -1, "Must be >= 0 and <= 20, if provided."),
                receive("VisibilityTimeout", 43201, "Must be >= 0 and <= 43200, if provided."),
                receive("VisibilityTimeout", -1, "Must be >= 0 and <= 43200, if provided."),
                row(
                        "ReceiveMessage",
                        "{'QueueUrl':'$Q','ReceiveRequestAttemptId':'a'}",
                        "QueueUrl=$Q&ReceiveRequestAttemptId=a",
                        invalid("Value a for parameter ReceiveRequestAttemptId is invalid. Reason: " + WRONG_TYPE)),
                row(
                        "ReceiveMessage",
                        "{'QueueUrl':'$Q','AttributeNames':['NoSuch']}",
                        "QueueUrl=$Q&AttributeName.1=NoSuch",
                        attributeName("Unknown Attribute NoSuch.")),
                row(
                        "ReceiveMessage",
                        "{'QueueUrl':'$Q','MessageSystemAttributeNames':['NoSuch']}",
                        "QueueUrl=$Q&MessageSystemAttributeName.1=NoSuch",
                        attributeName("Unknown Attribute NoSuch.")),
                row("DeleteMessage", "{'QueueUrl':'$Q'}", "QueueUrl=$Q", missing("MessageHandle")),
                row(
                        "DeleteMessage",
                        "{'QueueUrl':'$Q','ReceiptHandle':'garbage'}",
                        "QueueUrl=$Q&ReceiptHandle=garbage",
                        plain(404, "ReceiptHandleIsInvalid", NO_HANDLE)),
                row(
                        "ChangeMessageVisibility",
                        "{'QueueUrl':'$Q','ReceiptHandle':'garbage','VisibilityTimeout':1}",
                        "QueueUrl=$Q&ReceiptHandle=garbage&VisibilityTimeout=1",
                        plain(404, "ReceiptHandleIsInvalid", NO_HANDLE)),
                row(
                        "ChangeMessageVisibility",
                        "{'QueueUrl':'$Q','ReceiptHandle':'garbage'}",
                        "QueueUrl=$Q&ReceiptHandle=garbage",
                        missing("VisibilityTimeout")),
                row(
                        "ChangeMessageVisibility",
                        "{'QueueUrl':'$Q','VisibilityTimeout':1}",
                        "QueueUrl=$Q&VisibilityTimeout=1",
                        missing("ReceiptHandle")));
    }

    static Stream<Arguments> moveTasks() {
        String arn = "arn:aws:sqs:us-east-1:000000000000:";
        return Stream.of(
                row("StartMessageMoveTask", "{}", "", missing("SourceArn")),
                row(
                        "StartMessageMoveTask",
                        "{'SourceArn':'" + arn + "q'}",
                        "SourceArn=" + arn + "q",
                        invalid("Source queue must be configured as a Dead Letter Queue.")),
                row(
                        "StartMessageMoveTask",
                        "{'SourceArn':'" + arn + "q','DestinationArn':'" + arn + "none'}",
                        "SourceArn=" + arn + "q&DestinationArn=" + arn + "none",
                        plain(
                                404,
                                "ResourceNotFoundException",
                                "The resource that you specified for the DestinationArn parameter doesn't exist.")),
                row("ListMessageMoveTasks", "{}", "", missing("SourceArn")),
                row("CancelMessageMoveTask", "{}", "", missing("TaskHandle")),
                row(
                        "CancelMessageMoveTask",
                        "{'TaskHandle':'foobared'}",
                        "TaskHandle=foobared",
                        invalid("Value for parameter TaskHandle is invalid.")),
                row(
                        "CancelMessageMoveTask",
                        "{'TaskHandle':'eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6eDoweDpxIn0='}",
                        "TaskHandle=eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6eDoweDpxIn0%3D",
                        plain(404, "ResourceNotFoundException", "Task does not exist.")));
    }

    @ParameterizedTest
    @MethodSource("actionsOfQueues")
    void actionOnAQueueThatIsNot_isRefused(String action) {
        String url = queue.replace("/q", "/none");
        own(400, "NonExistentQueue", "The specified queue does not exist.")
                .as("QueueDoesNotExist")
                .checkJson(server.json(action, "{'QueueUrl':'%s','QueueName':'none'}", url));
        own(400, "NonExistentQueue", "The specified queue does not exist for this wsdl version.")
                .checkXml(server.query(action, "QueueUrl=%s&QueueName=none", encoded(url)));
    }

    @ParameterizedTest
    @MethodSource("actionsOfQueues")
    void actionOnNoQueue_isRefused(String action) {
        if (action.equals("GetQueueUrl")) {
            return;
        }
        missing("QueueUrl").checkJson(server.json(action, "{}"));
        plain(
                        404,
                        "InvalidAddress",
                        "The address http://127.0.0.1:" + server.port() + "/ is not valid for this endpoint.")
                .checkXml(server.query(action, ""));
    }

    static Stream<String> actionsOfQueues() {
        return Stream.of(
                "AddPermission",
                "ChangeMessageVisibility",
                "ChangeMessageVisibilityBatch",
                "DeleteMessage",
                "DeleteMessageBatch",
                "DeleteQueue",
                "GetQueueAttributes",
                "GetQueueUrl",
                "ListDeadLetterSourceQueues",
                "ListQueueTags",
                "PurgeQueue",
                "ReceiveMessage",
                "RemovePermission",
                "SendMessage",
                "SendMessageBatch",
                "SetQueueAttributes",
                "TagQueue",
                "UntagQueue");
    }

    private static Arguments row(String action, String json, String form, Refusal refusal) {
        return arguments(action, json, form, refusal);
    }

    private static Arguments set(String name, String value, Refusal refusal) {
        return row(
                "SetQueueAttributes",
                "{'QueueUrl':'$Q','Attributes':{'" + name + "':'" + value + "'}}",
                "QueueUrl=$Q&Attribute.1.Name=" + name + "&Attribute.1.Value=" + encoded(value),
                refusal);
    }

    private static Arguments redrive(String policy, String reason) {
        String json = policy.replace('\'', '"');
        return row(
                "SetQueueAttributes",
                "{'QueueUrl':'$Q','Attributes':{'RedrivePolicy':'" + policy.replace("'", "\\'") + "'}}",
                "QueueUrl=$Q&Attribute.1.Name=RedrivePolicy&Attribute.1.Value=" + encoded(json),
                invalid("Value " + json + " for parameter RedrivePolicy is invalid. Reason: " + reason));
    }

    private static Arguments attribute(String json, String form, String type, String message) {
        return row(
                "SendMessage",
                "{'QueueUrl':'$Q','MessageBody':'x','MessageAttributes':{'a':{'DataType':'" + type + "'," + json
                        + "}}}",
                "QueueUrl=$Q&MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=" + type
                        + "&MessageAttribute.1.Value." + form,
                invalid(message));
    }

    private static Arguments receive(String member, int value, String reason) {
        return row(
                "ReceiveMessage",
                "{'QueueUrl':'$Q','" + member + "':" + value + "}",
                "QueueUrl=$Q&" + member + "=" + value,
                invalid("Value " + value + " for parameter " + member + " is invalid. Reason: " + reason));
    }

    private static Refusal value(String attribute) {
        return attributeValue("Invalid value for the parameter " + attribute + ".");
    }

    private static String nonEmpty(String type) {
        return "Message (user) attribute 'a' must contain a non-empty value of type '" + type + "'.";
    }

    private static String notANumber() {
        return "Can't cast the value of message (user) attribute 'a' to a number.";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
