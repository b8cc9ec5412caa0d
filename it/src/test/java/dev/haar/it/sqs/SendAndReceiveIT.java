package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** SendMessage, ReceiveMessage, DeleteMessage and PurgeQueue. The SDK verifies the MD5s of all that goes and comes. */
class SendAndReceiveIT extends SqsTest {
    private static final String TRACE = "Root=1-67a92466-4b6aa85a05ffcd4c510de968";

    SendAndReceiveIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void aBody_comesBackAsItWas() {
        String queue = queue("orders");
        String body = "<a>&amp; \"é\" \\ \t\r\n 😀 \uFFFD</a>";
        SendMessageResponse sent = sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
        Message received = receiveOne(queue);
        assertThat(received.body()).isEqualTo(body);
        assertThat(received.messageId()).isEqualTo(sent.messageId());
        assertThat(received.md5OfBody()).isEqualTo(sent.md5OfMessageBody());
        assertThat(received.md5OfMessageAttributes()).isNull();
        assertThat(sent.md5OfMessageAttributes()).isNull();
        assertThat(sent.sequenceNumber()).isNull();
    }

    @Test
    void bodiesOfOneMebibyte_comeTenAtATime() {
        String queue = queue("orders");
        String body = "x".repeat(1_048_576);
        IntStream.range(0, 10).forEach(i -> send(queue, body));
        assertThat(bodies(queue)).hasSize(10).allMatch(body::equals);
    }

    @Test
    void aMessageLargerThanTheQueueTakes_isRefused() {
        String large = queue("large");
        Refusals.INVALID_PARAMETER.expect(
                () -> send(large, "x".repeat(1_048_577)), "Message must be shorter than 1048576 bytes.");
        String small = queue("small", "MaximumMessageSize", "1024");
        send(small, "x".repeat(1024));
        Refusals.INVALID_PARAMETER.expect(
                () -> send(small, "x".repeat(1025)), "Message must be shorter than 1024 bytes.");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessage(r -> r.queueUrl(small)
                        .messageBody("x".repeat(1000))
                        .messageAttributes(Map.of("a-long-name", attribute("String", "and a long value")))),
                "Message must be shorter than 1024 bytes.");
        assertThat(receive(small)).hasSize(1);
    }

    @Test
    void aBodyWithForbiddenCharacters_isRefused() {
        String queue = queue("orders");
        Refusals.INVALID_CONTENTS.expect(() -> send(queue, "bell \u0007"), "#x7");
        Refusals.INVALID_CONTENTS.expect(() -> send(queue, "not a character \uFFFF"), "#xFFFF");
    }

    @Test
    void anEmptyBody_isRefused() {
        String queue = queue("orders");
        Refusals.MISSING_PARAMETER.expect(() -> send(queue, ""), "The request must contain the parameter MessageBody.");
    }

    @Test
    void attributes_ofAllTypes_comeBackAsTheyWere() {
        String queue = queue("orders");
        Map<String, MessageAttributeValue> attributes = Map.of(
                "text", attribute("String", "é 😀"),
                "text.custom", attribute("String.my-own", "v"),
                "number", attribute("Number", "-1.5e3"),
                "number_custom", attribute("Number.java.lang.Long", "42"),
                "binary", binary("Binary", 0, 1, 127, 128, 255),
                "binary-custom", binary("Binary.png", 9));
        SendMessageResponse sent =
                sqs.sendMessage(r -> r.queueUrl(queue).messageBody("hello").messageAttributes(attributes));
        Message received = receiveOne(queue);
        assertThat(received.messageAttributes()).isEqualTo(attributes);
        assertThat(received.md5OfMessageAttributes()).isNotEmpty().isEqualTo(sent.md5OfMessageAttributes());
    }

    @Test
    void attributes_areGivenOnlyToThoseWhoAsk() {
        String queue = queue("orders", "VisibilityTimeout", "0");
        sqs.sendMessage(r -> r.queueUrl(queue)
                .messageBody("hello")
                .messageAttributes(Map.of(
                        "a", attribute("String", "1"),
                        "foo.a", attribute("String", "2"),
                        "foo.b", attribute("String", "3"),
                        "food", attribute("String", "4"))));
        assertThat(attributeNames(queue)).isEmpty();
        assertThat(attributeNames(queue, "All")).containsExactlyInAnyOrder("a", "foo.a", "foo.b", "food");
        assertThat(attributeNames(queue, ".*")).containsExactlyInAnyOrder("a", "foo.a", "foo.b", "food");
        // What stands before the .* is a prefix by itself, without the dot.
        assertThat(attributeNames(queue, "foo.*")).containsExactlyInAnyOrder("foo.a", "foo.b", "food");
        assertThat(attributeNames(queue, "a", "food", "nothing")).containsExactlyInAnyOrder("a", "food");
    }

    @Test
    void attributes_thatAreNotValid_areRefused() {
        String queue = queue("orders");
        refuse(queue, "empty", attribute("String", ""), "must contain a non-empty value of type 'String'.");
        refuse(queue, "count", attribute("Number", "many"), "Can't cast the value of message (user) attribute 'count'");
        refuse(queue, "odd", attribute("Text", "a"), "supported type prefixes: Binary, Number, String.");
        refuse(queue, "AWS.mine", attribute("String", "a"), "must not start with a reserved prefix");
        refuse(queue, "a..b", attribute("String", "a"), "a..b");
        refuse(queue, "a b", attribute("String", "a"), "a b");
        Map<String, MessageAttributeValue> eleven =
                IntStream.range(0, 11).boxed().collect(Collectors.toMap(i -> "a" + i, i -> attribute("String", "v")));
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessage(
                        r -> r.queueUrl(queue).messageBody("hello").messageAttributes(eleven)),
                "Number of message attributes [11] exceeds the allowed maximum [10].");
        assertThat(receive(queue)).isEmpty();
    }

    @Test
    void attributeLists_areNotSupported() {
        String queue = queue("orders");
        Refusals.UNSUPPORTED.expect(
                () -> sqs.sendMessage(r -> r.queueUrl(queue)
                        .messageBody("hello")
                        .messageAttributes(Map.of(
                                "list",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringListValues("a", "b")
                                        .build()))),
                "not supported");
    }

    @Test
    void systemAttributes_tellOfTheMessagesLife() {
        String queue = queue("orders", "VisibilityTimeout", "0");
        send(queue, "hello");
        Map<MessageSystemAttributeName, String> first = receiveOne(queue).attributes();
        assertThat(first)
                .containsOnlyKeys(
                        MessageSystemAttributeName.SENDER_ID,
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP)
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
        Map<MessageSystemAttributeName, String> second = receiveOne(queue).attributes();
        assertThat(second).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
        assertThat(second.get(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP))
                .isEqualTo(first.get(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP));
        assertThat(second.get(MessageSystemAttributeName.SENT_TIMESTAMP))
                .isEqualTo(first.get(MessageSystemAttributeName.SENT_TIMESTAMP));
    }

    @Test
    @SuppressWarnings("deprecation") // AttributeNames is what clients asked by before MessageSystemAttributeNames.
    void systemAttributes_areGivenByEitherNameOfTheMember() {
        String queue = queue("orders", "VisibilityTimeout", "0");
        send(queue, "hello");
        Message byOld = sqs.receiveMessage(r -> r.queueUrl(queue).attributeNamesWithStrings("SenderId"))
                .messages()
                .get(0);
        Message byNew = sqs.receiveMessage(r -> r.queueUrl(queue).messageSystemAttributeNamesWithStrings("SenderId"))
                .messages()
                .get(0);
        assertThat(byOld.attributes()).containsOnlyKeys(MessageSystemAttributeName.SENDER_ID);
        assertThat(byNew.attributes()).isEqualTo(byOld.attributes());
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0).attributes())
                .isEmpty();
    }

    @Test
    void theTraceHeader_travelsBesideTheAttributes() {
        String queue = queue("orders");
        SendMessageResponse sent = sqs.sendMessage(r -> r.queueUrl(queue)
                .messageBody("hello")
                .messageAttributes(Map.of("a", attribute("String", "1")))
                .messageSystemAttributes(Map.of(
                        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(TRACE)
                                .build())));
        Message received = receiveOne(queue);
        assertThat(received.attributes()).containsEntry(MessageSystemAttributeName.AWS_TRACE_HEADER, TRACE);
        assertThat(received.messageAttributes()).containsOnlyKeys("a");
        assertThat(sent.md5OfMessageSystemAttributes()).isNotEmpty();
    }

    @Test
    void receive_outOfRange_isRefused() {
        String queue = queue("orders");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(11)),
                "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(0)), "MaxNumberOfMessages");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(21)), "WaitTimeSeconds");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(43_201)), "VisibilityTimeout");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl(queue).receiveRequestAttemptId("once")),
                "ReceiveRequestAttemptId");
    }

    @Test
    void purgeQueue_emptiesIt() {
        String queue = queue("orders");
        List.of("a", "b", "c").forEach(body -> send(queue, body));
        sqs.receiveMessage(r -> r.queueUrl(queue));
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("later").delaySeconds(60));
        sqs.purgeQueue(r -> r.queueUrl(queue));
        assertThat(counts(queue)).isEqualTo(List.of("0", "0", "0"));
        sqs.purgeQueue(r -> r.queueUrl(queue));
    }

    @Test
    void messagesOfNoQueue_areRefused() {
        String nowhere = haar.endpoint() + "/000000000000/nowhere";
        Refusals.NO_QUEUE.expect(() -> send(nowhere, "hello"), "The specified queue does not exist.");
        Refusals.NO_QUEUE.expect(() -> receive(nowhere), "The specified queue does not exist.");
        Refusals.NO_QUEUE.expect(() -> sqs.purgeQueue(r -> r.queueUrl(nowhere)), "The specified queue does not exist.");
    }

    @Test
    void aPeek_showsMessages_andChangesNothing() {
        String queue = queue("orders");
        send(queue, "seen");
        assertThat(haar.operator().messages("orders"))
                .contains("\"body\":\"seen\"")
                .contains("\"visible\"");
        assertThat(receiveOne(queue).attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
    }

    private List<String> attributeNames(String queue, String... asked) {
        Message message = sqs.receiveMessage(r -> r.queueUrl(queue).messageAttributeNames(asked))
                .messages()
                .get(0);
        assertThat(message.md5OfMessageAttributes() == null)
                .isEqualTo(message.messageAttributes().isEmpty());
        return List.copyOf(message.messageAttributes().keySet());
    }

    private void refuse(String queue, String name, MessageAttributeValue value, String message) {
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.sendMessage(
                        r -> r.queueUrl(queue).messageBody("hello").messageAttributes(Map.of(name, value))),
                message);
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private static MessageAttributeValue binary(String type, int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        return MessageAttributeValue.builder()
                .dataType(type)
                .binaryValue(SdkBytes.fromByteArray(value))
                .build();
    }
}
