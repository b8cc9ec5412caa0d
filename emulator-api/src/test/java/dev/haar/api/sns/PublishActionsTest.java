package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Publish and PublishBatch refuse, over the wire; nothing of what is refused reaches a subscriber. */
class PublishActionsTest {
    private static final String NEWS = SnsServer.ARN + "news";
    private static final String ORDERS = SnsServer.ARN + "orders.fifo";
    private static final String ADA = "+15551234567";
    private static final int LARGEST = 262_144;

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
        server.call("CreateTopic", "Name", "news");
        server.call(
                "CreateTopic", SnsServer.with("Attributes", new String[] {"FifoTopic", "true"}, "Name", "orders.fifo"));
        server.call("Subscribe", "TopicArn", NEWS, "Protocol", "sms", "Endpoint", ADA);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> outbox() {
        return server.get("/_haar/sns/outbox").jsonPath().getList("messages.body");
    }

    private void refused(Response answer, String reason) {
        SnsServer.refused(answer, 400, "InvalidParameter", "Invalid parameter: " + reason);
        assertThat(outbox()).isEmpty();
    }

    private Response publish(String... more) {
        List<String> parameters = new ArrayList<>(List.of("TopicArn", NEWS, "Message", "hello"));
        parameters.addAll(List.of(more));
        return server.call("Publish", parameters.toArray(String[]::new));
    }

    @Test
    void destination_mustBeOne() {
        refused(
                server.call("Publish", "Message", "hello"),
                "TopicArn or TargetArn Reason: no value for required parameter");
        assertThat(publish("TargetArn", NEWS).statusCode()).isEqualTo(400);
        assertThat(publish("PhoneNumber", ADA).statusCode()).isEqualTo(400);
        assertThat(outbox()).isEmpty();
        assertThat(server.call("Publish", "TargetArn", NEWS, "Message", "hello").statusCode())
                .isEqualTo(200);
        assertThat(outbox()).containsExactly("hello");
    }

    @Test
    void deviceThatIsNotThere_isRefused() {
        refused(
                server.call("Publish", "TargetArn", SnsServer.ARN + "endpoint/APNS/shop/none", "Message", "hello"),
                "TargetArn Reason: No endpoint found for the target arn specified");
    }

    @Test
    void message_isThere_andNotTooLong() {
        SnsServer.refused(
                server.call("Publish", "TopicArn", NEWS),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'message' failed to satisfy constraint: Member must not be"
                        + " null");
        refused(server.call("Publish", "TopicArn", NEWS, "Message", ""), "Empty message");
        refused(server.call("Publish", "TopicArn", NEWS, "Message", "x".repeat(LARGEST + 1)), "Message too long");
        // Its attributes count: name, type and value.
        String almost = "x".repeat(LARGEST - 7);
        refused(
                server.call("Publish", and(attribute("a", "String", "bc"), "TopicArn", NEWS, "Message", almost)),
                "Message too long");
        assertThat(server.call("Publish", and(attribute("a", "String", ""), "TopicArn", NEWS, "Message", almost))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.call("Publish", "TopicArn", NEWS, "Message", "x".repeat(LARGEST))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String[] attribute(String name, String type, String value) {
        String entry = "MessageAttributes.entry.1.";
        return new String[] {entry + "Name", name, entry + "Value.DataType", type, entry + "Value.StringValue", value};
    }

    private static String[] and(String[] parameters, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of(parameters));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a bell\u0007", " a space first"})
    void badSubject_isRefused(String subject) {
        refused(publish("Subject", subject), "Subject");
    }

    @Test
    void subject_hasAtMost100Characters() {
        refused(publish("Subject", "s".repeat(101)), "Subject");
        assertThat(publish("Subject", "s".repeat(100)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xml|{\"default\":\"hello\"}|MessageStructure",
                "json|hello|Message Structure - JSON message body failed to parse",
                "json|[\"hello\"]|Message Structure - JSON message body failed to parse",
                "json|{\"default\":\"hello\"|Message Structure - JSON message body failed to parse",
                "json|{\"sms\":\"hello\"}|Message Structure - No default entry in JSON message body",
                "json|{\"default\":{\"text\":\"hello\"}}|Message Structure - No default entry in JSON message body"
            })
    void badStructure_isRefused(String structure, String message, String reason) {
        refused(server.call("Publish", "TopicArn", NEWS, "MessageStructure", structure, "Message", message), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a|String|``|The message attribute 'a' must contain non-empty message attribute value for message"
                        + " attribute type 'String'.",
                "a|Text|b|The message attribute 'a' has an invalid message attribute type, the set of supported type"
                        + " prefixes is Binary, Number, and String.",
                "a|Binary|b|The message attribute 'a' with type 'Binary' must use field 'Binary'.",
                "a|Number|many|Could not cast message attribute 'a' value to number.",
                "a|String.Array|b|The message attribute 'a' has an invalid value for message attribute type"
                        + " 'String.Array'.",
                "``|String|b|The request must contain non-empty message attribute name.",
                "a^|String|b|Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only"
                        + " include alphanumeric characters, hyphens, underscores, or dots.",
                ".a|String|b|Invalid message attribute name starting with character '.' was found.",
                "a.|String|b|Invalid message attribute name ending with character '.' was found.",
                "a..b|String|b|Message attribute name can not have successive '.' character."
            })
    void badAttribute_isRefused_aloneAndInABatch(String name, String type, String value, String message) {
        SnsServer.refused(publish(attribute(name, type, value)), 400, "ParameterValueInvalid", message);
        String entry = "PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.";
        SnsServer.refused(
                batch(2, entry + "Name", name, entry + "Value.DataType", type, entry + "Value.StringValue", value),
                400,
                "ParameterValueInvalid",
                message);
        assertThat(outbox()).isEmpty();
    }

    @Test
    void attributeWithoutAType_isAValidationError() {
        String entry = "MessageAttributes.entry.1.";
        String reason = "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' failed to"
                + " satisfy constraint: Member must not be null";
        SnsServer.refused(
                publish(entry + "Name", "a", entry + "Value.StringValue", "b"), 400, "ValidationError", reason);
        SnsServer.refused(
                server.call(
                        "Publish",
                        "PhoneNumber",
                        ADA,
                        "Message",
                        "hello",
                        entry + "Name",
                        "a",
                        entry + "Value.StringValue",
                        "b"),
                400,
                "ValidationError",
                reason);
        assertThat(outbox()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS.SNS.SMS.SenderID,String,two words",
        "AWS.SNS.SMS.SenderID,String,12345",
        "AWS.SNS.SMS.SenderID,String,twelveletters",
        "AWS.SNS.SMS.SMSType,String,Chatty",
        "AWS.SNS.SMS.MaxPrice,String,cheap"
    })
    void badSettingOfATextMessage_isRefused(String name, String type, String value) {
        String[] parameters = and(attribute(name, type, value), "PhoneNumber", ADA, "Message", "hello");
        refused(server.call("Publish", parameters), "MessageAttributes Reason: Invalid value for attribute: " + name);
    }

    @Test
    void textMessage_hasAtMost1600Characters() {
        refused(server.call("Publish", "PhoneNumber", ADA, "Message", "x".repeat(1601)), "Message too long");
        String[] settings = attribute("AWS.SNS.SMS.MaxPrice", "Number", "0.50");
        assertThat(server.call("Publish", and(settings, "PhoneNumber", ADA, "Message", "x".repeat(1600)))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "NAA+15551234567", "+15551234567.", ""})
    void badNumber_isNotPublishedTo(String number) {
        refused(
                server.call("Publish", "PhoneNumber", number, "Message", "hello"),
                "PhoneNumber Reason: " + number + " is not valid to publish to");
    }

    @Test
    void fifoTopic_wantsItsIds() {
        refused(
                server.call("Publish", "TopicArn", ORDERS, "Message", "hello"),
                "The MessageGroupId parameter is required for FIFO topics");
        refused(
                server.call("Publish", "TopicArn", ORDERS, "Message", "hello", "MessageGroupId", "g"),
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                        + " explicitly");
        refused(
                publish("MessageDeduplicationId", "d"),
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid"
                        + " for this topic type");
        assertThat(server.call(
                                "Publish",
                                "TopicArn",
                                ORDERS,
                                "Message",
                                "hello",
                                "MessageGroupId",
                                "g",
                                "MessageDeduplicationId",
                                "d")
                        .asString())
                .contains("<SequenceNumber>");
        assertThat(publish("MessageGroupId", "g").statusCode()).isEqualTo(200);
    }

    private Response batch(int entries, String... more) {
        List<String> parameters = new ArrayList<>(List.of("TopicArn", NEWS));
        for (int i = 1; i <= entries; i++) {
            String member = "PublishBatchRequestEntries.member." + i;
            parameters.addAll(List.of(member + ".Id", "m" + i, member + ".Message", "hello " + i));
        }
        List<String> overrides = List.of(more);
        for (int i = 0; i < overrides.size(); i += 2) {
            int there = parameters.indexOf(overrides.get(i));
            if (there >= 0) {
                parameters.set(there + 1, overrides.get(i + 1));
            } else {
                parameters.addAll(overrides.subList(i, i + 2));
            }
        }
        return server.call("PublishBatch", parameters.toArray(String[]::new));
    }

    private void batchRefused(Response answer, String code, String message) {
        SnsServer.refused(answer, 400, code, message);
        assertThat(outbox()).isEmpty();
    }

    @Test
    void entryWithABadSubject_failsByItself() {
        Response some = batch(3, "PublishBatchRequestEntries.member.2.Subject", "two\nlines");
        assertThat(some.statusCode()).isEqualTo(200);
        assertThat(some.xmlPath().getList("**.findAll { it.name() == 'Successful' }.member.Id", String.class))
                .containsExactly("m1", "m3");
        assertThat(some.asString())
                .contains("<Failed><member>", "<Id>m2</Id>", "<Code>InvalidParameter</Code>")
                .contains("<Message>Invalid parameter: Subject</Message>", "<SenderFault>true</SenderFault>");
        assertThat(outbox()).containsExactlyInAnyOrder("hello 1", "hello 3");
        Response none = batch(1, "PublishBatchRequestEntries.member.1.Subject", "");
        assertThat(none.statusCode()).isEqualTo(200);
        assertThat(none.asString()).contains("<Successful/>", "<Failed><member>");
        assertThat(outbox()).hasSize(2);
    }

    @Test
    void batch_isRefusedAsAWhole() {
        batchRefused(batch(0), "EmptyBatchRequest", "The batch request doesn't contain any entries.");
        batchRefused(
                batch(11), "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        batchRefused(
                batch(2, "PublishBatchRequestEntries.member.2.Id", "m1"),
                "BatchEntryIdsNotDistinct",
                "Two or more batch entries in the request have the same Id.");
        batchRefused(
                batch(2, "PublishBatchRequestEntries.member.2.Id", "two words"),
                "InvalidBatchEntryId",
                "The Id of a batch entry in a batch request doesn't abide by the specification.");
        batchRefused(
                batch(2, "PublishBatchRequestEntries.member.2.Message", "x".repeat(LARGEST)),
                "BatchRequestTooLong",
                "The length of all the messages put together is more than the limit.");
        batchRefused(
                batch(2, "PublishBatchRequestEntries.member.2.Message", ""),
                "InvalidParameter",
                "Invalid parameter: Empty message");
        batchRefused(
                batch(2, "PublishBatchRequestEntries.member.2.MessageStructure", "json"),
                "InvalidParameter",
                "Invalid parameter: Message Structure - JSON message body failed to parse");
        assertThat(batch(10).statusCode()).isEqualTo(200);
        assertThat(outbox()).hasSize(10);
    }
}
