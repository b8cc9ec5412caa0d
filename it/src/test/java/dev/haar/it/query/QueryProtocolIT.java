package dev.haar.it.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.HaarExtension;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SQS and STS by AWS Query: forms in, XML out. */
class QueryProtocolIT {

    private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private final QueryClient sqs = QueryClient.sqs("test", "us-east-1");

    @Test
    void createQueue_answersInTheNamespaceOfSqs_withTheRequestId() {
        QueryAnswer answer = sqs.post(root(), "CreateQueue", "QueueName", "orders");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/xml"));
        assertThat(answer.root()).isEqualTo("CreateQueueResponse");
        assertThat(answer.document().getDocumentElement().getAttribute("xmlns"))
                .isEqualTo("http://queue.amazonaws.com/doc/2012-11-05/");
        assertThat(answer.text("/CreateQueueResponse/CreateQueueResult/QueueUrl"))
                .isEqualTo(haar.endpoint() + "/000000000000/orders");
        String requestId = answer.text("/CreateQueueResponse/ResponseMetadata/RequestId");
        assertThat(answer.response().headers().firstValue("x-amzn-RequestId")).hasValue(requestId);
        assertThat(requestId).isNotEmpty();
    }

    @Test
    void sendReceiveDelete_byPostToTheQueueUrl() {
        URI queue = createQueue("orders");
        QueryAnswer sent = sqs.post(
                queue,
                "SendMessage",
                "MessageBody",
                "hello",
                "MessageAttribute.1.Name",
                "Lang",
                "MessageAttribute.1.Value.DataType",
                "String.iso",
                "MessageAttribute.1.Value.StringValue",
                "en",
                "MessageAttribute.2.Name",
                "Raw",
                "MessageAttribute.2.Value.DataType",
                "Binary",
                "MessageAttribute.2.Value.BinaryValue",
                "AQID");
        assertThat(sent.text("//SendMessageResult/MD5OfMessageBody")).isEqualTo(MD5_OF_HELLO);

        QueryAnswer received = sqs.post(
                queue,
                "ReceiveMessage",
                "MaxNumberOfMessages",
                "10",
                "VisibilityTimeout",
                "20",
                "AttributeName.1",
                "SenderId",
                "AttributeName.2",
                "ApproximateReceiveCount",
                "MessageAttributeName.1",
                "All");
        String message = "/ReceiveMessageResponse/ReceiveMessageResult/Message";
        assertThat(received.texts(message)).hasSize(1);
        assertThat(received.text(message + "/Body")).isEqualTo("hello");
        assertThat(received.text(message + "/MessageId")).isEqualTo(sent.text("//SendMessageResult/MessageId"));
        assertThat(received.text(message + "/MD5OfBody")).isEqualTo(MD5_OF_HELLO);
        assertThat(received.text(message + "/MD5OfMessageAttributes"))
                .isNotEmpty()
                .isEqualTo(sent.text("//SendMessageResult/MD5OfMessageAttributes"));
        assertThat(received.texts(message + "/Attribute/Name"))
                .containsExactlyInAnyOrder("SenderId", "ApproximateReceiveCount");
        assertThat(received.text(message + "/Attribute[Name='ApproximateReceiveCount']/Value"))
                .isEqualTo("1");
        assertThat(received.text(message + "/MessageAttribute[Name='Lang']/Value/DataType"))
                .isEqualTo("String.iso");
        assertThat(received.text(message + "/MessageAttribute[Name='Lang']/Value/StringValue"))
                .isEqualTo("en");
        assertThat(received.text(message + "/MessageAttribute[Name='Raw']/Value/BinaryValue"))
                .isEqualTo("AQID");

        QueryAnswer deleted =
                sqs.post(queue, "DeleteMessage", "ReceiptHandle", received.text(message + "/ReceiptHandle"));
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.root()).isEqualTo("DeleteMessageResponse");
        QueryAnswer counts = sqs.post(
                queue,
                "GetQueueAttributes",
                "AttributeName.1",
                "ApproximateNumberOfMessages",
                "AttributeName.2",
                "ApproximateNumberOfMessagesNotVisible");
        assertThat(counts.texts("//GetQueueAttributesResult/Attribute/Value")).containsExactly("0", "0");
    }

    @Test
    void sendAndReceive_byGet() {
        URI queue = createQueue("orders");
        QueryAnswer sent = sqs.get(queue, "SendMessage", "MessageBody", "a b&c=d <é> 😀");
        assertThat(sent.status()).isEqualTo(200);
        QueryAnswer received = sqs.get(queue, "ReceiveMessage");
        assertThat(received.text("//Message/Body")).isEqualTo("a b&c=d <é> 😀");
        assertThat(received.text("//Message/MD5OfBody")).isEqualTo(sent.text("//MD5OfMessageBody"));
    }

    @Test
    void theQueue_mayBeNamedByAParameterToo() {
        URI queue = createQueue("orders");
        sqs.post(root(), "SendMessage", "QueueUrl", queue.toString(), "MessageBody", "hello");
        assertThat(sqs.post(root(), "ReceiveMessage", "QueueUrl", queue.toString())
                        .text("//Message/Body"))
                .isEqualTo("hello");
    }

    @Test
    void receiveOfNothing_isAnEmptyResult() {
        QueryAnswer received = sqs.post(createQueue("orders"), "ReceiveMessage");
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.texts("/ReceiveMessageResponse/ReceiveMessageResult"))
                .hasSize(1);
        assertThat(received.texts("//Message")).isEmpty();
    }

    @Test
    void lists_areNumbered() {
        URI queue = URI.create(sqs.post(
                        root(),
                        "CreateQueue",
                        "QueueName",
                        "orders",
                        "Attribute.1.Name",
                        "DelaySeconds",
                        "Attribute.1.Value",
                        "5",
                        "Attribute.2.Name",
                        "VisibilityTimeout",
                        "Attribute.2.Value",
                        "7",
                        "Tag.1.Key",
                        "team",
                        "Tag.1.Value",
                        "blue")
                .text("//QueueUrl"));
        QueryAnswer attributes = sqs.post(
                queue, "GetQueueAttributes", "AttributeName.1", "DelaySeconds", "AttributeName.2", "VisibilityTimeout");
        assertThat(attributes.text("//Attribute[Name='DelaySeconds']/Value")).isEqualTo("5");
        assertThat(attributes.text("//Attribute[Name='VisibilityTimeout']/Value"))
                .isEqualTo("7");
        QueryAnswer tags = sqs.post(queue, "ListQueueTags");
        assertThat(tags.text("//ListQueueTagsResult/Tag[Key='team']/Value")).isEqualTo("blue");
    }

    @Test
    void batches_areNumberedToo_andFailInPart() {
        QueryAnswer answer = sqs.post(
                createQueue("orders"),
                "SendMessageBatch",
                "SendMessageBatchRequestEntry.1.Id",
                "good",
                "SendMessageBatchRequestEntry.1.MessageBody",
                "hello",
                "SendMessageBatchRequestEntry.2.Id",
                "bad",
                "SendMessageBatchRequestEntry.2.MessageBody",
                "hello",
                "SendMessageBatchRequestEntry.2.DelaySeconds",
                "901");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("//SendMessageBatchResultEntry[Id='good']/MD5OfMessageBody"))
                .isEqualTo(MD5_OF_HELLO);
        assertThat(answer.text("//BatchResultErrorEntry[Id='bad']/Code")).isEqualTo("InvalidParameterValue");
        assertThat(answer.text("//BatchResultErrorEntry[Id='bad']/SenderFault")).isEqualTo("true");
    }

    @Test
    void anUnknownQueue_isRefusedByItsOldName() {
        QueryAnswer answer = sqs.post(root(), "GetQueueUrl", "QueueName", "nowhere");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.root()).isEqualTo("ErrorResponse");
        assertThat(answer.text("/ErrorResponse/Error/Type")).isEqualTo("Sender");
        assertThat(answer.text("/ErrorResponse/Error/Code")).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        assertThat(answer.text("/ErrorResponse/Error/Message"))
                .isEqualTo("The specified queue does not exist for this wsdl version.");
        assertThat(answer.text("/ErrorResponse/RequestId")).isNotEmpty();
    }

    @Test
    void anUnknownAction_isRefused() {
        QueryAnswer answer = sqs.post(root(), "EatQueue");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("//Error/Code")).isEqualTo("InvalidAction");
    }

    @Test
    void aMalformedReceiptHandle_isRefusedWith404() {
        QueryAnswer answer = sqs.post(createQueue("orders"), "DeleteMessage", "ReceiptHandle", "no handle");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("//Error/Code")).isEqualTo("ReceiptHandleIsInvalid");
    }

    @Test
    void theCredential_saysAccountAndRegion() {
        QueryClient other = QueryClient.sqs("111122223333", "eu-west-1");
        String url = other.post(root(), "CreateQueue", "QueueName", "orders").text("//QueueUrl");
        assertThat(url).endsWith("/111122223333/orders");
        assertThat(other.post(URI.create(url), "GetQueueAttributes", "AttributeName.1", "QueueArn")
                        .text("//Attribute/Value"))
                .isEqualTo("arn:aws:sqs:eu-west-1:111122223333:orders");
        assertThat(sqs.post(root(), "ListQueues").texts("//QueueUrl")).isEmpty();
    }

    @Test
    void sts_saysWhoIsCalling() {
        QueryAnswer answer = QueryClient.sts("111122223333").post(root(), "GetCallerIdentity");
        assertThat(answer.root()).isEqualTo("GetCallerIdentityResponse");
        assertThat(answer.document().getDocumentElement().getAttribute("xmlns"))
                .isEqualTo("https://sts.amazonaws.com/doc/2011-06-15/");
        assertThat(answer.text("//GetCallerIdentityResult/Account")).isEqualTo("111122223333");
        assertThat(answer.text("//GetCallerIdentityResult/Arn")).isEqualTo("arn:aws:iam::111122223333:root");
    }

    private URI createQueue(String name) {
        return URI.create(sqs.post(root(), "CreateQueue", "QueueName", name).text("//QueueUrl"));
    }

    private static URI root() {
        return haar.endpoint().resolve("/");
    }
}
