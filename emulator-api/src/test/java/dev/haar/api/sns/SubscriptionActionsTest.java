package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions and their attributes, over the wire. */
class SubscriptionActionsTest {
    private static final String NEWS = SnsServer.ARN + "news";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:queue";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
        server.call("CreateTopic", "Name", "news");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response subscribe(String protocol, String endpoint, String... attributes) {
        return server.call(
                "Subscribe",
                SnsServer.with("Attributes", attributes, "TopicArn", NEWS, "Protocol", protocol, "Endpoint", endpoint));
    }

    private String subscribed() {
        return subscribe("sqs", QUEUE).xmlPath().getString("SubscribeResponse.SubscribeResult.SubscriptionArn");
    }

    private List<String> subscriptions() {
        return server.call("ListSubscriptionsByTopic", "TopicArn", NEWS)
                .xmlPath()
                .getList("ListSubscriptionsByTopicResponse.ListSubscriptionsByTopicResult.Subscriptions.member"
                        + ".SubscriptionArn");
    }

    private String attributes(String arn) {
        return server.call("GetSubscriptionAttributes", "SubscriptionArn", arn)
                .asString()
                .replaceAll("<RequestId>.*</RequestId>", "");
    }

    private static void refused(Response answer, String reason) {
        SnsServer.refused(answer, 400, "InvalidParameter", "Invalid parameter: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "carrier-pigeon|loft|Amazon SNS does not support this protocol string: carrier-pigeon",
                "SQS|" + QUEUE + "|Amazon SNS does not support this protocol string: SQS",
                "sqs|http://localhost/000000000000/queue|SQS endpoint ARN",
                "sqs|" + QUEUE + ".fifo|Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to"
                        + " standard SNS topics",
                "http|https://shop.example.com|Endpoint must match the specified protocol",
                "http|http://|Unreachable Endpoint",
                "https|https://two words/|Unreachable Endpoint",
                "email|nobody|Email address",
                "email-json|nobody@|Email address",
                "lambda|arn:aws:lambda:us-east-1:000000000000:layer:greet|Lambda endpoint ARN",
                "firehose|arn:aws:firehose:us-east-1:000000000000:stream|Firehose endpoint ARN"
            })
    void badEndpoint_isRefused(String protocol, String endpoint, String reason) {
        refused(subscribe(protocol, endpoint), reason);
        assertThat(subscriptions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15--551234567", "NAA+15551234567", "+15551234567.", "/+15551234567", ""})
    void badNumber_isRefused(String number) {
        SnsServer.refused(subscribe("sms", number), 400, "InvalidParameter", "Invalid SMS endpoint: " + number);
    }

    @ParameterizedTest
    @CsvSource({
        "http,http://localhost:1/",
        "email,ada@example.com",
        "sms,+15551234567",
        "lambda,arn:aws:lambda:us-east-1:000000000000:function:greet"
    })
    void fifoTopic_hasQueuesOnly(String protocol, String endpoint) {
        String topic = SnsServer.ARN + "orders.fifo";
        server.call(
                "CreateTopic", SnsServer.with("Attributes", new String[] {"FifoTopic", "true"}, "Name", "orders.fifo"));
        refused(
                server.call("Subscribe", "TopicArn", topic, "Protocol", protocol, "Endpoint", endpoint),
                "Invalid protocol type: " + protocol);
        assertThat(server.call("Subscribe", "TopicArn", topic, "Protocol", "sqs", "Endpoint", QUEUE)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void missingMembers_areRefused() {
        refused(server.call("Subscribe", "TopicArn", NEWS, "Protocol", "sqs"), "Endpoint");
        SnsServer.refused(
                server.call("Subscribe", "TopicArn", NEWS, "Endpoint", QUEUE),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'protocol' failed to satisfy constraint: Member must not be"
                        + " null");
        SnsServer.refused(
                server.call("Unsubscribe"),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'subscriptionArn' failed to satisfy constraint: Member must"
                        + " not be null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RawMessageDelivery|maybe|RawMessageDelivery: Invalid value [maybe]. Must be true or false.",
                "FilterPolicyScope|Subject|FilterPolicyScope: Invalid value [Subject]. Please use either MessageBody or"
                        + " MessageAttributes",
                "FilterPolicy|{|FilterPolicy: failed to parse JSON.",
                "RedrivePolicy|{|RedrivePolicy: failed to parse JSON.",
                "RedrivePolicy|{}|RedrivePolicy: deadLetterTargetArn is an invalid arn",
                "RedrivePolicy|{\"deadLetterTargetArn\":\"queue\"}|RedrivePolicy: deadLetterTargetArn is an invalid arn",
                "RedrivePolicy|{\"deadLetterTargetArn\":\"" + QUEUE + "\",\"maxReceiveCount\":5}|RedrivePolicy: invalid"
                        + " JSON. Attribute maxReceiveCount is unknown.",
                "DeliveryPolicy|{|DeliveryPolicy: failed to parse JSON",
                "DeliveryPolicy|{\"healthyRetryPolicy\":{\"minDelayTarget\":0}}|DeliveryPolicy:"
                        + " healthyRetryPolicy.minDelayTarget must be greater than or equal to 1",
                "DeliveryPolicy|{\"patience\":1}|DeliveryPolicy: invalid JSON. Attribute patience is unknown.",
                "SubscriptionRoleArn|role|SubscriptionRoleArn"
            })
    void badAttribute_isRefused_andNothingIsHalfMade(String name, String value, String reason) {
        refused(subscribe("sqs", QUEUE, name, value), "Attributes Reason: " + reason);
        assertThat(subscriptions()).isEmpty();
        String arn = subscribed();
        String before = attributes(arn);
        refused(set(arn, name, value), reason);
        assertThat(attributes(arn)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Colour", "Endpoint", "PendingConfirmation", "TopicArn"})
    void attributeThatCannotBeSet_isRefused(String name) {
        refused(subscribe("sqs", QUEUE, name, "x"), "Attributes Reason: Unknown attribute " + name);
        refused(set(subscribed(), name, "x"), "AttributeName");
    }

    private Response set(String arn, String name, String value) {
        return server.call(
                "SetSubscriptionAttributes", "SubscriptionArn", arn, "AttributeName", name, "AttributeValue", value);
    }

    @Test
    void rawDelivery_isNotForEveryProtocol() {
        refused(
                subscribe("email", "ada@example.com", "RawMessageDelivery", "true"),
                "Attributes Reason: Delivery protocol [email] does not support raw message delivery.");
    }

    @Test
    void attributes_areAllThere() {
        String arn = subscribed();
        assertThat(server.call("GetSubscriptionAttributes", "SubscriptionArn", arn)
                        .xmlPath()
                        .getList("GetSubscriptionAttributesResponse.GetSubscriptionAttributesResult.Attributes.entry"
                                + ".key"))
                .containsExactlyInAnyOrder(
                        "ConfirmationWasAuthenticated",
                        "Endpoint",
                        "Owner",
                        "PendingConfirmation",
                        "Protocol",
                        "RawMessageDelivery",
                        "SubscriptionArn",
                        "SubscriptionPrincipal",
                        "TopicArn");
        set(arn, "FilterPolicy", "{\"amount\":[{\"numeric\":[\">=\",100]}]}");
        assertThat(attributes(arn)).contains("FilterPolicyScope", "MessageAttributes", "numeric");
        set(arn, "FilterPolicy", "{}");
        assertThat(attributes(arn)).doesNotContain("FilterPolicy");
    }

    @Test
    void subscribeAgain_isTheSameSubscription_unlessItDiffers() {
        String arn = subscribed();
        assertThat(subscribe("sqs", QUEUE).asString()).contains(arn);
        assertThat(subscribe("sqs", QUEUE, "RawMessageDelivery", "false").asString())
                .contains(arn);
        refused(
                subscribe("sqs", QUEUE, "RawMessageDelivery", "true"),
                "Attributes Reason: Subscription already exists with different attributes");
        assertThat(subscriptions()).containsExactly(arn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pending confirmation|An ARN must have at least 6 elements, not 1",
                "arn:aws:sns:us-east-1:random|An ARN must have at least 6 elements, not 5",
                NEWS + "|",
                "arn:aws:sns:eu-west-1:000000000000:news:00000000-0000-0000-0000-000000000000|"
            })
    void subscriptionThatIsNone_isRefused(String arn, String reason) {
        String message = "SubscriptionArn" + (reason == null ? "" : " Reason: " + reason);
        refused(server.call("Unsubscribe", "SubscriptionArn", arn), message);
        refused(server.call("GetSubscriptionAttributes", "SubscriptionArn", arn), message);
        refused(set(arn, "RawMessageDelivery", "true"), message);
    }

    @Test
    void subscriptionThatIsGone_isNotFound_butMayBeEndedAgain() {
        String arn = subscribed();
        assertThat(server.call("Unsubscribe", "SubscriptionArn", arn).statusCode())
                .isEqualTo(200);
        assertThat(server.call("Unsubscribe", "SubscriptionArn", arn).statusCode())
                .isEqualTo(200);
        SnsServer.refused(
                server.call("GetSubscriptionAttributes", "SubscriptionArn", arn),
                404,
                "NotFound",
                "Subscription does not exist");
        SnsServer.refused(set(arn, "RawMessageDelivery", "true"), 404, "NotFound", "Subscription does not exist");
        assertThat(server.call("GetTopicAttributes", "TopicArn", NEWS).asString())
                .contains("<key>SubscriptionsDeleted</key><value>1</value>");
    }

    @Test
    void unconfirmedSubscription_isPending_untilItsTokenComes() {
        assertThat(subscribe("email", "ada@example.com").asString()).contains("pending confirmation");
        assertThat(subscriptions()).containsExactly("PendingConfirmation");
        assertThat(server.call("GetTopicAttributes", "TopicArn", NEWS).asString())
                .contains("<key>SubscriptionsPending</key><value>1</value>");
        refused(server.call("ConfirmSubscription", "TopicArn", NEWS, "Token", "token"), "Token");
        refused(server.call("ConfirmSubscription", "TopicArn", "news", "Token", token()), "Topic");
        refused(
                server.call(
                        "ConfirmSubscription",
                        "TopicArn",
                        NEWS,
                        "Token",
                        token(),
                        "AuthenticateOnUnsubscribe",
                        "maybe"),
                "AuthenticateOnUnsubscribe");
        assertThat(server.call("ConfirmSubscription", "TopicArn", NEWS, "Token", token())
                        .statusCode())
                .isEqualTo(200);
        assertThat(subscriptions()).hasSize(1).doesNotContain("PendingConfirmation");
        assertThat(server.call("GetTopicAttributes", "TopicArn", NEWS).asString())
                .contains("<key>SubscriptionsConfirmed</key><value>1</value>");
    }

    private String token() {
        String link = server.get("/_haar/sns/outbox").jsonPath().getString("messages[0].confirmationLink");
        return link.substring(link.indexOf("Token=") + "Token=".length());
    }

    @Test
    void list_comesInPagesOfAHundred() {
        for (int i = 0; i < 101; i++) {
            subscribe("sqs", QUEUE + i);
        }
        assertThat(subscriptions()).hasSize(100);
        String path = "ListSubscriptionsResponse.ListSubscriptionsResult.";
        String token = server.call("ListSubscriptions").xmlPath().getString(path + "NextToken");
        assertThat(server.call("ListSubscriptions", "NextToken", token)
                        .xmlPath()
                        .getList(path + "Subscriptions.member.SubscriptionArn"))
                .hasSize(1);
    }
}
