package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics, their attributes, policies and tags, over the wire. */
class TopicActionsTest {
    private static final String NEWS = SnsServer.ARN + "news";
    private static final String RETRIES = "DeliveryPolicy|{\"http\":{\"defaultHealthyRetryPolicy\":";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response create(String name, String... attributes) {
        return server.call("CreateTopic", SnsServer.with("Attributes", attributes, "Name", name));
    }

    private Response set(String name, String value) {
        return server.call("SetTopicAttributes", "TopicArn", NEWS, "AttributeName", name, "AttributeValue", value);
    }

    private Map<String, String> attributes(String arn) {
        Response answer = server.call("GetTopicAttributes", "TopicArn", arn);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        String path = "GetTopicAttributesResponse.GetTopicAttributesResult.Attributes.entry.";
        List<String> names = answer.xmlPath().getList(path + "key");
        List<String> values = answer.xmlPath().getList(path + "value");
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), values.get(i));
        }
        return attributes;
    }

    private List<String> topics() {
        return server.call("ListTopics")
                .xmlPath()
                .getList("ListTopicsResponse.ListTopicsResult.Topics.member.TopicArn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "news.fifo", "news.", "neuigkeit\u00e9"})
    void badName_isRefused(String name) {
        SnsServer.refused(create(name), 400, "InvalidParameter", "Invalid parameter: Topic Name");
        assertThat(topics()).isEmpty();
    }

    @Test
    void name_hasAtMost256Characters() {
        SnsServer.refused(create("n".repeat(257)), 400, "InvalidParameter", "Invalid parameter: Topic Name");
        assertThat(create("n".repeat(256)).statusCode()).isEqualTo(200);
        String fifo = "n".repeat(251);
        assertThat(create(fifo + ".fifo", "FifoTopic", "true").statusCode()).isEqualTo(200);
        SnsServer.refused(
                create("n" + fifo + ".fifo", "FifoTopic", "true"),
                400,
                "InvalidParameter",
                "Invalid parameter: Topic Name");
    }

    @Test
    void missingName_isAValidationError() {
        SnsServer.refused(
                server.call("CreateTopic"),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SignatureVersion|3|SignatureVersion",
                "TracingConfig|Passive|TracingConfig",
                "ContentBasedDeduplication|true|ContentBasedDeduplication",
                "FifoThroughputScope|Topic|FifoThroughputScope",
                "HTTPSuccessFeedbackSampleRate|101|HTTPSuccessFeedbackSampleRate: 101 value provided is not an integer"
                        + " between 0-100",
                "SQSSuccessFeedbackSampleRate|``|SQSSuccessFeedbackSampleRate:  value provided is not an integer between"
                        + " 0-100",
                "SQSFailureFeedbackRoleArn|role|SQSFailureFeedbackRoleArn",
                "Policy|{|Policy Error: null",
                "Policy|{}|Policy Error: null",
                "Policy|``|Policy is empty",
                "DeliveryPolicy|{|DeliveryPolicy: failed to parse JSON",
                RETRIES + "{\"minDelayTarget\":0}}}"
                        + "|DeliveryPolicy: http.defaultHealthyRetryPolicy.minDelayTarget must be greater than or equal to 1",
                RETRIES + "{\"numRetries\":101}}}"
                        + "|DeliveryPolicy: http.defaultHealthyRetryPolicy.numRetries must be less than or equal to 100",
                RETRIES + "{\"tries\":1}}}"
                        + "|DeliveryPolicy: invalid JSON. Attribute http.defaultHealthyRetryPolicy.tries is unknown.",
                "DeliveryPolicy|{\"https\":{}}|DeliveryPolicy: invalid JSON. Attribute https is unknown."
            })
    void badAttribute_isRefused_andNothingIsHalfMade(String name, String value, String reason) {
        SnsServer.refused(
                create("news", name, value),
                400,
                "InvalidParameter",
                "Invalid parameter: Attributes Reason: " + reason);
        assertThat(topics()).isEmpty();
        create("news");
        Map<String, String> before = attributes(NEWS);
        SnsServer.refused(set(name, value), 400, "InvalidParameter", "Invalid parameter: " + reason);
        assertThat(attributes(NEWS)).isEqualTo(before);
    }

    @Test
    void displayName_hasAtMost100Characters() {
        SnsServer.refused(
                create("news", "DisplayName", "n".repeat(101)),
                400,
                "InvalidParameter",
                "Invalid parameter: Attributes Reason: DisplayName");
        assertThat(create("news", "DisplayName", "n".repeat(100)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Colour", "TopicArn", "Owner", "SubscriptionsConfirmed", "EffectiveDeliveryPolicy"})
    void attributeThatCannotBeSet_isRefused(String name) {
        SnsServer.refused(
                create("news", name, "x"),
                400,
                "InvalidParameter",
                "Invalid parameter: Attributes Reason: Unknown attribute " + name);
        create("news");
        SnsServer.refused(set(name, "x"), 400, "InvalidParameter", "Invalid parameter: AttributeName");
    }

    @Test
    void fifoTopic_staysOne() {
        create("news");
        SnsServer.refused(set("FifoTopic", "true"), 400, "InvalidParameter", "Invalid parameter: AttributeName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Statement\":[]}|Policy Error: null",
                "{\"Version\":\"2020-01-01\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}]}|Policy Error: null",
                "{\"Statement\":{\"Effect\":\"Maybe\",\"Principal\":\"*\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}|Policy Error: null",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principle\":\"*\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}|Policy Error: null",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"ada\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}|Policy Error: null",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}}|Policy Error: null",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123:root\"},\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}|Policy Error: PrincipalNotFound",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"sns:Publish\",\"sns:CreateTopic\"],\"Resource\":\"*\"}}|Policy statement action out of service scope!",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}|Policy statement action out of service scope!"
            })
    void malformedPolicy_isRefused_andTheOldOneStays(String policy, String reason) {
        create("news");
        String before = attributes(NEWS).get("Policy");
        SnsServer.refused(set("Policy", policy), 400, "InvalidParameter", "Invalid parameter: " + reason);
        assertThat(attributes(NEWS)).containsEntry("Policy", before);
    }

    @Test
    void policy_isToldAsItWasSet() {
        create("news");
        String policy = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
                + " {\"Service\": \"events.amazonaws.com\", \"AWS\": [\"111111111111\", \"arn:aws:iam::222222222222:root\"]},"
                + " \"Action\": \"SNS:*\", \"Resource\": \"" + NEWS + "\"}]}";
        assertThat(set("Policy", policy).statusCode()).isEqualTo(200);
        assertThat(attributes(NEWS)).containsEntry("Policy", policy);
    }

    @Test
    void attributes_areAllThere() {
        create("news");
        assertThat(attributes(NEWS).keySet())
                .containsExactlyInAnyOrder(
                        "DisplayName",
                        "EffectiveDeliveryPolicy",
                        "Owner",
                        "Policy",
                        "SubscriptionsConfirmed",
                        "SubscriptionsDeleted",
                        "SubscriptionsPending",
                        "TopicArn");
        assertThat(attributes(NEWS).get("Policy"))
                .isEqualTo("{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":"
                        + "\"__default_statement_ID\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":["
                        + "\"SNS:GetTopicAttributes\",\"SNS:SetTopicAttributes\",\"SNS:AddPermission\","
                        + "\"SNS:RemovePermission\",\"SNS:DeleteTopic\",\"SNS:Subscribe\","
                        + "\"SNS:ListSubscriptionsByTopic\",\"SNS:Publish\"],\"Resource\":\"" + NEWS
                        + "\",\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\"000000000000\"}}}]}");
        assertThat(attributes(NEWS).get("EffectiveDeliveryPolicy"))
                .isEqualTo("{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,\"maxDelayTarget\":20,"
                        + "\"numRetries\":3,\"numMaxDelayRetries\":0,\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,"
                        + "\"backoffFunction\":\"linear\"},\"disableSubscriptionOverrides\":false,"
                        + "\"defaultRequestPolicy\":{\"headerContentType\":\"text/plain; charset=UTF-8\"}}}");
        create("orders.fifo", "FifoTopic", "true");
        assertThat(attributes(SnsServer.ARN + "orders.fifo"))
                .containsEntry("FifoTopic", "true")
                .containsEntry("ContentBasedDeduplication", "false");
    }

    @Test
    void createAgain_isTheSameTopic_unlessItDiffers() {
        assertThat(create("news", "DisplayName", "News").statusCode()).isEqualTo(200);
        assertThat(create("news").asString()).contains(NEWS);
        assertThat(create("news", "DisplayName", "News").asString()).contains(NEWS);
        SnsServer.refused(
                create("news", "DisplayName", "Others"),
                400,
                "InvalidParameter",
                "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
        SnsServer.refused(
                server.call("CreateTopic", "Name", "news", "Tags.member.1.Key", "a", "Tags.member.1.Value", "b"),
                400,
                "InvalidParameter",
                "Invalid parameter: Tags Reason: Topic already exists with different tags");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "news|400|InvalidParameter|Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
                "``|400|InvalidParameter|Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
                "arn:aws:sns:us-east-1:news|400|InvalidParameter|Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 5",
                "arn:aws:sns:eu-west-1:000000000000:news|400|InvalidParameter|Invalid parameter: TopicArn",
                "arn:aws:sqs:us-east-1:000000000000:news|400|InvalidParameter|Invalid parameter: TopicArn",
                SnsServer.ARN + "news|404|NotFound|Topic does not exist"
            })
    void topicThatIsNotThere_isRefusedByEveryAction(String arn, int status, String code, String message) {
        SnsServer.refused(server.call("GetTopicAttributes", "TopicArn", arn), status, code, message);
        SnsServer.refused(
                server.call("SetTopicAttributes", "TopicArn", arn, "AttributeName", "DisplayName"),
                status,
                code,
                message);
        SnsServer.refused(server.call("ListSubscriptionsByTopic", "TopicArn", arn), status, code, message);
        SnsServer.refused(server.call("RemovePermission", "TopicArn", arn, "Label", "label"), status, code, message);
        SnsServer.refused(server.call("Publish", "TopicArn", arn, "Message", "hello"), status, code, message);
        SnsServer.refused(
                server.call("Subscribe", "TopicArn", arn, "Protocol", "sms", "Endpoint", "+15551234567"),
                status,
                code,
                message);
    }

    @Test
    void delete_isIdempotent() {
        create("news");
        assertThat(server.call("DeleteTopic", "TopicArn", NEWS).statusCode()).isEqualTo(200);
        assertThat(server.call("DeleteTopic", "TopicArn", NEWS).statusCode()).isEqualTo(200);
        assertThat(topics()).isEmpty();
    }

    @Test
    void list_comesInPagesOfAHundred() {
        for (int i = 0; i < 101; i++) {
            create("topic-" + i);
        }
        Response first = server.call("ListTopics");
        assertThat(topics()).hasSize(100);
        String token = first.xmlPath().getString("ListTopicsResponse.ListTopicsResult.NextToken");
        Response second = server.call("ListTopics", "NextToken", token);
        assertThat(second.xmlPath().getList("ListTopicsResponse.ListTopicsResult.Topics.member.TopicArn"))
                .hasSize(1);
        assertThat(second.asString()).doesNotContain("NextToken");
        assertThat(server.call("ListTopics", "NextToken", "!").statusCode()).isEqualTo(400);
    }

    private Response permit(String label, String account, String action) {
        return server.call(
                "AddPermission",
                "TopicArn",
                NEWS,
                "Label",
                label,
                "AWSAccountId.member.1",
                account,
                "ActionName.member.1",
                action);
    }

    @Test
    void permission_isAStatementOfThePolicy() {
        create("news");
        assertThat(permit("readers", "111111111111", "Publish").statusCode()).isEqualTo(200);
        JsonPath policy = JsonPath.from(attributes(NEWS).get("Policy"));
        assertThat(policy.getMap("Statement[1]"))
                .isEqualTo(Map.of(
                        "Sid", "readers",
                        "Effect", "Allow",
                        "Principal", Map.of("AWS", "arn:aws:iam::111111111111:root"),
                        "Action", "SNS:Publish",
                        "Resource", NEWS));
        SnsServer.refused(
                permit("readers", "111111111111", "Publish"),
                400,
                "InvalidParameter",
                "Invalid parameter: Statement already exists");
        SnsServer.refused(
                permit("others", "111111111111", "CreateTopic"),
                400,
                "InvalidParameter",
                "Invalid parameter: Policy statement action out of service scope!");
        SnsServer.refused(
                permit("others", "ada", "Publish"),
                400,
                "InvalidParameter",
                "Invalid parameter: A provided account ID is not valid");
        assertThat(permit("auditors", "111111111111", "GetDataProtectionPolicy").statusCode())
                .isEqualTo(200);
        assertThat(server.call("RemovePermission", "TopicArn", NEWS, "Label", "readers")
                        .statusCode())
                .isEqualTo(200);
        assertThat(attributes(NEWS).get("Policy")).doesNotContain("readers", "others");
    }

    private Response tag(String... tags) {
        List<String> parameters = new ArrayList<>(List.of("ResourceArn", NEWS));
        for (int i = 0; i < tags.length; i += 2) {
            String member = "Tags.member." + (i / 2 + 1);
            parameters.addAll(List.of(member + ".Key", tags[i], member + ".Value", tags[i + 1]));
        }
        return server.call("TagResource", parameters.toArray(String[]::new));
    }

    @Test
    void tags_areAddedChangedAndTakenAway() {
        create("news");
        Response answer = tag("colour", "red", "shape", "");
        // Clients look for the result, though there is nothing in it.
        assertThat(answer.asString()).contains("<TagResourceResult/>");
        tag("colour", "blue");
        Response untagged = server.call("UntagResource", "ResourceArn", NEWS, "TagKeys.member.1", "shape");
        assertThat(untagged.asString()).contains("<UntagResourceResult/>");
        assertThat(server.call("ListTagsForResource", "ResourceArn", NEWS).asString())
                .contains("<Key>colour</Key><Value>blue</Value>")
                .doesNotContain("shape", "red");
    }

    @Test
    void badTags_areRefused_andNoneIsAdded() {
        create("news");
        SnsServer.refused(
                tag("a", "1", "a", "2"),
                400,
                "InvalidParameter",
                "Invalid parameter: Duplicated keys are not allowed.");
        SnsServer.refused(
                tag("a", "1", "aws:b", "2"),
                400,
                "InvalidParameter",
                "Invalid parameter: Tags Reason: The given tag(s) contain invalid characters");
        SnsServer.refused(
                tag("a", "1;2"),
                400,
                "InvalidParameter",
                "Invalid parameter: Tags Reason: The given tag(s) contain invalid characters");
        SnsServer.refused(
                tag("", "1"),
                400,
                "ValidationError",
                "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 1");
        SnsServer.refused(
                server.call("TagResource", "ResourceArn", NEWS, "Tags.member.1.Key", "a"),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'tags.1.member.value' failed to satisfy constraint: Member"
                        + " must not be null");
        String[] many = new String[102];
        for (int i = 0; i < many.length; i++) {
            many[i] = "t" + i;
        }
        SnsServer.refused(
                tag(many), 400, "TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
        assertThat(server.call("ListTagsForResource", "ResourceArn", NEWS).asString())
                .doesNotContain("<Key>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListTagsForResource", "TagResource", "UntagResource"})
    void tagsOfATopicThatIsNotThere_areOfAResourceThatIsNot(String action) {
        SnsServer.refused(
                server.call(
                        action,
                        "ResourceArn",
                        NEWS,
                        "Tags.member.1.Key",
                        "a",
                        "Tags.member.1.Value",
                        "b",
                        "TagKeys.member.1",
                        "a"),
                404,
                "ResourceNotFound",
                "Resource does not exist");
    }
}
