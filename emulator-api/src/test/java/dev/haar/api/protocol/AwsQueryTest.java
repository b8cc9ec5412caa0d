package dev.haar.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.service.Action;
import dev.haar.api.service.ServiceModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.Topic;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

class AwsQueryTest {
    private static final String ID = "id-1";

    private final AwsQuery query = new AwsQuery();

    private <T extends SdkPojo> T decode(
            ServiceModel service, Supplier<? extends SdkPojo> input, Class<T> type, String... parameters) {
        FormDecoder form = new FormDecoder();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            form.add(parameter.substring(0, equals + 1)
                    + URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return type.cast(query.decode(service, new Action<>("Any", input, (in, caller) -> null), form.parameters()));
    }

    private <T extends SdkPojo> T sqs(Supplier<? extends SdkPojo> input, Class<T> type, String... parameters) {
        return decode(ServiceModel.SQS, input, type, parameters);
    }

    private String encode(ServiceModel service, String action, SdkPojo output) {
        String xml = AwsJsonTest.read(query.success(service, action, output, ID).body());
        String head = "<?xml version=\"1.0\"?>\n<" + action + "Response xmlns=\""
                + service.query().orElseThrow().namespace() + "\">";
        String tail = "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></" + action + "Response>";
        assertThat(xml).startsWith(head).endsWith(tail);
        return xml.substring(head.length(), xml.length() - tail.length());
    }

    @Test
    void decode_readsAttributesOfMessages() {
        SendMessageRequest request = sqs(
                SendMessageRequest::builder,
                SendMessageRequest.class,
                "MessageBody=a b+c&d=é",
                "DelaySeconds=3",
                "MessageAttribute.1.Name=n",
                "MessageAttribute.1.Value.DataType=String",
                "MessageAttribute.1.Value.StringValue=v",
                "MessageAttribute.2.Name=b",
                "MessageAttribute.2.Value.DataType=Binary",
                "MessageAttribute.2.Value.BinaryValue=AQI=",
                "MessageSystemAttribute.1.Name=AWSTraceHeader",
                "MessageSystemAttribute.1.Value.DataType=String",
                "MessageSystemAttribute.1.Value.StringValue=t");
        assertThat(request.messageBody()).isEqualTo("a b+c&d=é");
        assertThat(request.delaySeconds()).isEqualTo(3);
        assertThat(request.messageAttributes().get("n").stringValue()).isEqualTo("v");
        assertThat(request.messageAttributes().get("b").binaryValue().asByteArray())
                .containsExactly(1, 2);
        assertThat(request.messageSystemAttributesAsStrings()
                        .get("AWSTraceHeader")
                        .stringValue())
                .isEqualTo("t");
    }

    @Test
    void decode_readsBatches() {
        SendMessageBatchRequest request = sqs(
                SendMessageBatchRequest::builder,
                SendMessageBatchRequest.class,
                "SendMessageBatchRequestEntry.2.Id=two",
                "SendMessageBatchRequestEntry.2.MessageBody=y",
                "SendMessageBatchRequestEntry.1.Id=one",
                "SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n",
                "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v",
                "SendMessageBatchRequestEntry.10.Id=ten");
        assertThat(request.entries()).extracting("id").containsExactly("one", "two", "ten");
        assertThat(request.entries().get(0).messageAttributes().get("n").stringValue())
                .isEqualTo("v");
    }

    @Test
    @SuppressWarnings("deprecation") // The old member of ReceiveMessage is what older clients send.
    void decode_readsNamesTagsAndAttributesOfQueues() {
        CreateQueueRequest create = sqs(
                CreateQueueRequest::builder,
                CreateQueueRequest.class,
                "Attribute.1.Name=DelaySeconds",
                "Attribute.1.Value=1",
                "Attribute.999999999.Name=FifoQueue",
                "Attribute.999999999.Value=true",
                "Tag.1.Key=k",
                "Tag.1.Value=v");
        assertThat(create.attributesAsStrings())
                .containsExactly(entry("DelaySeconds", "1"), entry("FifoQueue", "true"));
        assertThat(create.tags()).isEqualTo(Map.of("k", "v"));
        ReceiveMessageRequest receive = sqs(
                ReceiveMessageRequest::builder,
                ReceiveMessageRequest.class,
                "AttributeName.1=All",
                "MessageSystemAttributeName.1=SenderId",
                "MessageAttributeName.1=foo.*",
                "MessageAttributeName.2=bar");
        assertThat(receive.attributeNamesAsStrings()).containsExactly("All");
        assertThat(receive.messageSystemAttributeNamesAsStrings()).containsExactly("SenderId");
        assertThat(receive.messageAttributeNames()).containsExactly("foo.*", "bar");
        assertThat(sqs(UntagQueueRequest::builder, UntagQueueRequest.class, "TagKey.1=a")
                        .tagKeys())
                .containsExactly("a");
    }

    @Test
    void decode_acceptsASingleOneWithoutItsIndex() {
        assertThat(sqs(GetQueueAttributesRequest::builder, GetQueueAttributesRequest.class, "AttributeName=All")
                        .attributeNamesAsStrings())
                .containsExactly("All");
        assertThat(sqs(
                                CreateQueueRequest::builder,
                                CreateQueueRequest.class,
                                "Attribute.Name=DelaySeconds",
                                "Attribute.Value=1")
                        .attributesAsStrings())
                .isEqualTo(Map.of("DelaySeconds", "1"));
    }

    @Test
    void decode_readsTheListsAndMapsOfSns() {
        CreateTopicRequest topic = decode(
                ServiceModel.SNS,
                CreateTopicRequest::builder,
                CreateTopicRequest.class,
                "Name=t",
                "Attributes.entry.1.key=DisplayName",
                "Attributes.entry.1.value=d",
                "Tags.member.1.Key=k",
                "Tags.member.1.Value=v");
        assertThat(topic.attributes()).isEqualTo(Map.of("DisplayName", "d"));
        assertThat(topic.tags().get(0).key()).isEqualTo("k");
        PublishRequest publish = decode(
                ServiceModel.SNS,
                PublishRequest::builder,
                PublishRequest.class,
                "MessageAttributes.entry.1.Name=n",
                "MessageAttributes.entry.1.Value.DataType=String",
                "MessageAttributes.entry.1.Value.StringValue=v");
        assertThat(publish.messageAttributes().get("n").stringValue()).isEqualTo("v");
        PublishBatchRequest batch = decode(
                ServiceModel.SNS,
                PublishBatchRequest::builder,
                PublishBatchRequest.class,
                "PublishBatchRequestEntries.member.1.Id=1");
        assertThat(batch.publishBatchRequestEntries().get(0).id()).isEqualTo("1");
        assertThat(decode(ServiceModel.SNS, CreateTopicRequest::builder, CreateTopicRequest.class, "Tags=")
                        .tags())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DelaySeconds=x|STRING_VALUE can not be converted to an Integer",
                "DelaySeconds=99999999999|STRING_VALUE can not be converted to an Integer",
                "MessageBody.1=x|Start of structure or map found where not expected.",
                "MessageAttribute.1.Name=n|Unexpected complex element termination",
                "MessageAttribute.1=x|Unexpected complex element termination",
                "MessageAttribute.x.Name=n|Unexpected complex element termination",
                "MessageAttribute.1.Value.StringValue=x|Unexpected complex element termination"
            })
    void decode_refusesWhatDoesNotFit(String parameter, String message) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> sqs(SendMessageRequest::builder, SendMessageRequest.class, parameter))
                .satisfies(e -> {
                    assertThat(e.error().code()).isEqualTo("MalformedInput");
                    assertThat(e.error().status()).isEqualTo(400);
                    assertThat(e.error().message()).isEqualTo(message);
                });
    }

    @Test
    void decode_refusesBadBase64() {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> sqs(
                        SendMessageRequest::builder,
                        SendMessageRequest.class,
                        "MessageAttribute.1.Name=n",
                        "MessageAttribute.1.Value.BinaryValue=!"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain text of more than eight letters|plain text of more than eight letters",
                "a+b%20c%2Bd%2bé|a b c+d+é",
                "%C3%A9%E2%82%ac+%F0%9F%8C%AB|é€ \uD83C\uDF2B",
                "%7B%22amount%22%3A100%7D and what follows%21|{\"amount\":100} and what follows!",
                "%25|%"
            })
    void form_isDecoded(String encoded, String decoded) {
        assertThat(new FormDecoder().add("a=" + encoded + "&b=1").parameters().value("a"))
                .isEqualTo(decoded);
        assertThat(new FormDecoder().add(encoded + "=1").parameters().value(decoded))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "%c3=x", "a=%ff"})
    void form_refusesBrokenEncodings(String form) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> new FormDecoder().add(form))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo("MalformedQueryString"));
    }

    @Test
    void form_toleratesOddParameters() {
        Parameters parameters = new FormDecoder()
                .add("&&a=1&=x&b&c==&a.b=2&.=3&...&" + "d.".repeat(50_000) + "=1&a=4")
                .parameters();
        assertThat(parameters.value("a")).isEqualTo("4");
        assertThat(parameters.value("b")).isEmpty();
        assertThat(parameters.value("c")).isEqualTo("=");
    }

    @Test
    void form_refusesTooManyParameters() {
        assertThatExceptionOfType(AwsException.class).isThrownBy(() -> new FormDecoder().add("a=1&".repeat(10_001)));
    }

    @Test
    void encode_flattensMessages() {
        Message message = Message.builder()
                .messageId("m")
                .body("<a> & \"b\"\r\n\u0001")
                .attributesWithStrings(Map.of("SenderId", "s"))
                .messageAttributes(Map.of(
                        "n",
                        MessageAttributeValue.builder()
                                .stringValue("v")
                                .dataType("String")
                                .build()))
                .build();
        assertThat(encode(
                        ServiceModel.SQS,
                        "ReceiveMessage",
                        ReceiveMessageResponse.builder()
                                .messages(message, message)
                                .build()))
                .isEqualTo("<ReceiveMessageResult>"
                        + ("<Message><MessageId>m</MessageId><Body>&lt;a&gt; &amp; &quot;b&quot;&#xD;\n\uFFFD</Body>"
                                        + "<Attribute><Name>SenderId</Name><Value>s</Value></Attribute>"
                                        + "<MessageAttribute><Name>n</Name><Value><StringValue>v</StringValue>"
                                        + "<DataType>String</DataType></Value></MessageAttribute></Message>")
                                .repeat(2)
                        + "</ReceiveMessageResult>");
    }

    @Test
    void encode_flattensTheOtherListsOfSqs() {
        assertThat(encode(
                        ServiceModel.SQS,
                        "ListQueues",
                        ListQueuesResponse.builder().queueUrls("u1", "u2").build()))
                .isEqualTo("<ListQueuesResult><QueueUrl>u1</QueueUrl><QueueUrl>u2</QueueUrl></ListQueuesResult>");
        assertThat(encode(
                        ServiceModel.SQS,
                        "ListDeadLetterSourceQueues",
                        ListDeadLetterSourceQueuesResponse.builder()
                                .queueUrls("u")
                                .build()))
                .contains("<QueueUrl>u</QueueUrl>");
        assertThat(encode(
                        ServiceModel.SQS,
                        "ListQueueTags",
                        ListQueueTagsResponse.builder().tags(Map.of("k", "v")).build()))
                .contains("<Tag><Key>k</Key><Value>v</Value></Tag>");
        assertThat(encode(
                        ServiceModel.SQS,
                        "ListMessageMoveTasks",
                        ListMessageMoveTasksResponse.builder()
                                .results(ListMessageMoveTasksResultEntry.builder()
                                        .status("RUNNING")
                                        .build())
                                .build()))
                .contains(
                        "<ListMessageMoveTasksResultEntry><Status>RUNNING</Status></ListMessageMoveTasksResultEntry>");
        assertThat(encode(
                        ServiceModel.SQS,
                        "SendMessageBatch",
                        SendMessageBatchResponse.builder()
                                .successful(SendMessageBatchResultEntry.builder()
                                        .id("1")
                                        .build())
                                .failed(BatchResultErrorEntry.builder()
                                        .id("2")
                                        .senderFault(true)
                                        .build())
                                .build()))
                .isEqualTo("<SendMessageBatchResult>"
                        + "<SendMessageBatchResultEntry><Id>1</Id></SendMessageBatchResultEntry>"
                        + "<BatchResultErrorEntry><Id>2</Id><SenderFault>true</SenderFault></BatchResultErrorEntry>"
                        + "</SendMessageBatchResult>");
    }

    @Test
    void encode_leavesOutTheResultOfActionsWithoutOne() {
        assertThat(encode(
                        ServiceModel.SQS,
                        "DeleteQueue",
                        DeleteQueueResponse.builder().build()))
                .isEmpty();
    }

    @Test
    void encode_wrapsTheListsAndMapsOfSns() {
        assertThat(encode(
                        ServiceModel.SNS,
                        "GetTopicAttributes",
                        GetTopicAttributesResponse.builder()
                                .attributes(Map.of("Owner", "1"))
                                .build()))
                .isEqualTo("<GetTopicAttributesResult><Attributes><entry><key>Owner</key><value>1</value></entry>"
                        + "</Attributes></GetTopicAttributesResult>");
        assertThat(encode(
                        ServiceModel.SNS,
                        "ListTopics",
                        ListTopicsResponse.builder()
                                .topics(Topic.builder().topicArn("a").build())
                                .build()))
                .isEqualTo("<ListTopicsResult><Topics><member><TopicArn>a</TopicArn></member></Topics>"
                        + "</ListTopicsResult>");
    }

    @Test
    void encode_writesTimesInIso8601() {
        assertThat(encode(
                        ServiceModel.STS,
                        "GetSessionToken",
                        GetSessionTokenResponse.builder()
                                .credentials(Credentials.builder()
                                        .expiration(Instant.ofEpochMilli(1_700_000_000_000L))
                                        .build())
                                .build()))
                .contains("<Expiration>2023-11-14T22:13:20.000Z</Expiration>");
    }

    @Test
    void encode_keepsLongTextsOutOfTheBuffer() {
        String body = "a<\r\uFFFE\uD83D".repeat(100_000);
        Answer answer = query.success(
                ServiceModel.SQS,
                "ReceiveMessage",
                ReceiveMessageResponse.builder()
                        .messages(Message.builder().body(body).build())
                        .build(),
                ID);
        assertThat(answer.body().isWhole()).isFalse();
        assertThat(AwsJsonTest.read(answer.body()))
                .contains("<Body>" + "a&lt;&#xD;\uFFFD\uFFFD".repeat(100_000) + "</Body>");
    }

    @Test
    void failure_hasADetailForSqsAlone() {
        AwsError error =
                new AwsError("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, true, "<No>");
        Answer sqs = query.failure(ServiceModel.SQS, error, ID);
        assertThat(sqs.status()).isEqualTo(400);
        assertThat(sqs.contentType()).isEqualTo("text/xml");
        assertThat(AwsJsonTest.read(sqs.body()))
                .isEqualTo("<?xml version=\"1.0\"?>\n"
                        + "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error>"
                        + "<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>"
                        + "<Message>&lt;No&gt;</Message><Detail/></Error><RequestId>id-1</RequestId></ErrorResponse>");
        assertThat(AwsJsonTest.read(query.failure(ServiceModel.SNS, error, ID).body()))
                .doesNotContain("Detail");
    }
}
