package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.api.sns.HttpEndpoint.Post;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP endpoints, functions, mailboxes, telephones and devices get, over the wire. */
class HttpDeliveryTest {
    private static final String NEWS = SnsServer.ARN + "news";

    private SnsServer server;
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = new HttpEndpoint();
        server = new SnsServer(Map.of("greet", endpoint.url("")));
        server.call("CreateTopic", "Name", "news");
    }

    @AfterEach
    void stop() {
        server.close();
        endpoint.close();
    }

    private String subscribe(String protocol, String to, String... attributes) {
        String[] parameters = new String[8 + attributes.length * 2];
        List<String> first =
                List.of("TopicArn", NEWS, "Protocol", protocol, "Endpoint", to, "ReturnSubscriptionArn", "true");
        first.toArray(parameters);
        for (int i = 0; i < attributes.length; i += 2) {
            parameters[8 + i * 2] = "Attributes.entry." + (i / 2 + 1) + ".key";
            parameters[9 + i * 2] = attributes[i];
            parameters[10 + i * 2] = "Attributes.entry." + (i / 2 + 1) + ".value";
            parameters[11 + i * 2] = attributes[i + 1];
        }
        Response answer = server.call("Subscribe", parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.xmlPath().getString("SubscribeResponse.SubscribeResult.SubscriptionArn");
    }

    /** Subscribes the endpoint and follows the link that it gets. */
    private String shop(String... attributes) throws Exception {
        String arn = subscribe("http", endpoint.url("/shop"), attributes);
        assertThat(follow(endpoint.next().member("SubscribeURL")).statusCode()).isEqualTo(200);
        return arn;
    }

    /** As a browser would: unsigned. */
    private static Response follow(String link) {
        return RestAssured.given().urlEncodingEnabled(false).get(link);
    }

    private List<Map<String, Object>> log() {
        return server.get("/_haar/sns/deliveries").jsonPath().getList("deliveries");
    }

    @Test
    void handshake_thenNotification_thenGoodbye() throws Exception {
        String arn = subscribe("http", endpoint.url("/shop"));
        Response listed = server.call("ListSubscriptions");
        assertThat(listed.asString()).contains("<SubscriptionArn>PendingConfirmation</SubscriptionArn>");
        Post question = endpoint.next();
        assertThat(question.path()).isEqualTo("/shop");
        assertThat(question.headers())
                .containsEntry("x-amz-sns-message-type", "SubscriptionConfirmation")
                .containsEntry("x-amz-sns-message-id", question.member("MessageId"))
                .containsEntry("x-amz-sns-topic-arn", NEWS)
                .containsEntry("Content-Type", "text/plain; charset=UTF-8")
                .containsEntry("User-Agent", "Amazon Simple Notification Service Agent")
                .doesNotContainKey("x-amz-sns-subscription-arn");
        Response confirmed = follow(question.member("SubscribeURL"));
        assertThat(confirmed
                        .xmlPath()
                        .getString("ConfirmSubscriptionResponse.ConfirmSubscriptionResult.SubscriptionArn"))
                .isEqualTo(arn);
        server.call("Publish", "TopicArn", NEWS, "Message", "hello", "Subject", "greeting");
        Post notification = endpoint.next();
        assertThat(notification.headers())
                .containsEntry("x-amz-sns-message-type", "Notification")
                .containsEntry("x-amz-sns-subscription-arn", arn)
                .doesNotContainKey("x-amz-sns-rawdelivery");
        assertThat(notification.member("Message")).isEqualTo("hello");
        assertThat(follow(notification.member("UnsubscribeURL")).statusCode()).isEqualTo(200);
        Post goodbye = endpoint.next();
        assertThat(goodbye.headers()).containsEntry("x-amz-sns-message-type", "UnsubscribeConfirmation");
        follow(goodbye.member("SubscribeURL"));
        server.call("Publish", "TopicArn", NEWS, "Message", "again");
        assertThat(endpoint.next().member("Message")).isEqualTo("again");
    }

    @Test
    void rawNotification_isTheMessageAlone_inTheTypeOfThePolicy() throws Exception {
        shop(
                "RawMessageDelivery",
                "true",
                "DeliveryPolicy",
                "{\"requestPolicy\":{\"headerContentType\":\"text/csv\"}}");
        server.call("Publish", "TopicArn", NEWS, "Message", "a,b");
        Post post = endpoint.next();
        assertThat(post.body()).isEqualTo("a,b");
        assertThat(post.headers())
                .containsEntry("x-amz-sns-rawdelivery", "true")
                .containsEntry("Content-Type", "text/csv");
    }

    @Test
    void unwellEndpoint_isTriedAgainOnTheMovedClock() throws Exception {
        shop();
        server.clock().freeze();
        endpoint.answers(503);
        server.call("Publish", "TopicArn", NEWS, "Message", "hello");
        Post first = endpoint.next();
        server.awaitDelivery("RETRYING", 1);
        server.clock().advance(Duration.ofSeconds(19));
        assertThat(endpoint.isQuiet()).isTrue();
        endpoint.answers(200);
        server.clock().advance(Duration.ofSeconds(1));
        assertThat(endpoint.next().body()).isEqualTo(first.body());
        server.awaitDelivery("DELIVERED", 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404})
    void refusal_isFinal_andRedirectsAreNotFollowed(int status) throws Exception {
        shop();
        endpoint.answers(status);
        server.call("Publish", "TopicArn", NEWS, "Message", "hello");
        endpoint.next();
        Map<String, Object> attempt = server.awaitDelivery("FAILED", 1);
        assertThat(attempt).containsEntry("status", status).containsEntry("answer", "status " + status);
        assertThat(endpoint.isQuiet()).isTrue();
    }

    @Test
    void function_isInvokedWithTheEventOfItsService() throws Exception {
        String arn = subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:greet");
        server.call("Publish", "TopicArn", NEWS, "Message", "hello");
        Post post = endpoint.next();
        assertThat(post.path()).isEqualTo("/2015-03-31/functions/greet/invocations");
        assertThat(post.member("Records[0].EventSource")).isEqualTo("aws:sns");
        assertThat(post.member("Records[0].EventSubscriptionArn")).isEqualTo(arn);
        assertThat(post.member("Records[0].Sns.Message")).isEqualTo("hello");
        assertThat(post.member("Records[0].Sns.SigningCertUrl")).startsWith("https://sns.us-east-1.amazonaws.com/");
        assertThat(post.body()).contains("\"Subject\":null", "\"MessageAttributes\":{}");
    }

    @Test
    void unknownFunction_isTold() throws Exception {
        subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:other");
        server.call("Publish", "TopicArn", NEWS, "Message", "hello");
        assertThat(server.awaitDelivery("FAILED", 1).get("answer").toString()).contains("'other'");
    }

    @Test
    void mail_bringsItsLink_andThenMessages() {
        subscribe("email", "ada@example.com");
        String link =
                server.get("/_haar/sns/outbox?protocol=email").jsonPath().getString("messages[0].confirmationLink");
        assertThat(follow(link).statusCode()).isEqualTo(200);
        server.call("Publish", "TopicArn", NEWS, "Message", "hello", "Subject", "greeting");
        Response outbox = server.get("/_haar/sns/outbox?protocol=email&endpoint=ada@example.com");
        assertThat(outbox.jsonPath().getString("messages[0].body")).isEqualTo("hello");
        assertThat(outbox.jsonPath().getString("messages[0].subject")).isEqualTo("greeting");
    }

    @Test
    void telephone_isPublishedToWithoutATopic() {
        Response answer = server.call("Publish", "PhoneNumber", "+15550100", "Message", "hello");
        assertThat(answer.statusCode()).isEqualTo(200);
        Response outbox = server.get("/_haar/sns/outbox?protocol=sms");
        assertThat(outbox.jsonPath().getString("messages[0].endpoint")).isEqualTo("+15550100");
        assertThat(server.call("Publish", "PhoneNumber", "abc", "Message", "hello")
                        .asString())
                .contains("Invalid parameter: PhoneNumber Reason: abc is not valid to publish to");
    }

    @Test
    void device_getsTheBodyOfItsPlatform_unlessItIsDisabled() {
        server.call(
                "CreatePlatformApplication",
                "Name",
                "shop",
                "Platform",
                "GCM",
                "Attributes.entry.1.key",
                "PlatformCredential",
                "Attributes.entry.1.value",
                "secret");
        String device = server.call(
                        "CreatePlatformEndpoint",
                        "PlatformApplicationArn",
                        SnsServer.ARN + "app/GCM/shop",
                        "Token",
                        "t")
                .xmlPath()
                .getString("CreatePlatformEndpointResponse.CreatePlatformEndpointResult.EndpointArn");
        String message = "{\"default\":\"plain\",\"GCM\":\"pushed\"}";
        server.call("Publish", "TargetArn", device, "MessageStructure", "json", "Message", message);
        subscribe("application", device);
        server.call("Publish", "TopicArn", NEWS, "MessageStructure", "json", "Message", message);
        assertThat(server.get("/_haar/sns/outbox").jsonPath().getList("messages.body"))
                .isEqualTo(List.of("pushed", "pushed"));
        server.call(
                "SetEndpointAttributes",
                "EndpointArn",
                device,
                "Attributes.entry.1.key",
                "Enabled",
                "Attributes.entry.1.value",
                "false");
        Response refused = server.call("Publish", "TargetArn", device, "Message", "hello");
        assertThat(refused.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo("EndpointDisabled");
        server.call("Publish", "TopicArn", NEWS, "Message", "hello");
        assertThat(log().get(0)).containsEntry("outcome", "FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-arn", "arn:aws:sns:eu-central-1:000000000000:news"})
    void confirmation_wantsATopicOfTheRegion(String topic) throws Exception {
        subscribe("http", endpoint.url("/shop"));
        String token = endpoint.next().member("Token");
        Response answer = server.call("ConfirmSubscription", "TopicArn", topic, "Token", token);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Message")).isEqualTo("Invalid parameter: Topic");
    }

    @Test
    void subscriptionsPolicy_isToldWithAllItsParts() throws Exception {
        String arn = shop("DeliveryPolicy", "{\"requestPolicy\":{\"headerContentType\":\"text/csv\"}}");
        String attributes = server.call("GetSubscriptionAttributes", "SubscriptionArn", arn)
                .xmlPath()
                .getString("**.find { it.name() == 'Attributes' }");
        assertThat(attributes)
                .contains("{\"healthyRetryPolicy\":null,\"sicklyRetryPolicy\":null,\"throttlePolicy\":null,"
                        + "\"requestPolicy\":{\"headerContentType\":\"text/csv\"},\"guaranteed\":false}");
    }
}
