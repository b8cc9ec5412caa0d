package dev.haar.api.sns;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives of FIFO topics on the wire. */
class ArchiveTest {
    private static final String TOPIC = SnsServer.ARN + "news.fifo";
    private static final String ATTRIBUTE =
            "GetTopicAttributesResponse.GetTopicAttributesResult.Attributes.entry.find { it.key == '%s' }.value";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
        server.call(
                        "CreateTopic",
                        "Name",
                        "news.fifo",
                        "Attributes.entry.1.key",
                        "FifoTopic",
                        "Attributes.entry.1.value",
                        "true",
                        "Attributes.entry.2.key",
                        "ArchivePolicy",
                        "Attributes.entry.2.value",
                        "{\"MessageRetentionPeriod\":\"30\"}")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void attributes_showPolicyAndBeginning() {
        server.call("GetTopicAttributes", "TopicArn", TOPIC)
                .then()
                .statusCode(200)
                .body(ATTRIBUTE.formatted("ArchivePolicy"), equalTo("{\"MessageRetentionPeriod\":\"30\"}"))
                .body(ATTRIBUTE.formatted("BeginningArchiveTime"), startsWith("20"));
    }

    @Test
    void topic_isDeletedOnceItsArchiveIsGivenUp() {
        server.call("DeleteTopic", "TopicArn", TOPIC)
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidState"))
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo("Invalid state: Cannot delete a topic with an ArchivePolicy"));
        server.call("SetTopicAttributes", "TopicArn", TOPIC, "AttributeName", "ArchivePolicy", "AttributeValue", "{}")
                .then()
                .statusCode(200);
        server.call("DeleteTopic", "TopicArn", TOPIC).then().statusCode(200);
    }

    @Test
    void policyThatIsNone_isAnInvalidParameter() {
        server.call(
                        "SetTopicAttributes",
                        "TopicArn",
                        TOPIC,
                        "AttributeName",
                        "ArchivePolicy",
                        "AttributeValue",
                        "{\"MessageRetentionPeriod\":\"366\"}")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidParameter"))
                .body("ErrorResponse.Error.Message", startsWith("Invalid parameter: ArchivePolicy"));
    }

    @Test
    void replay_showsItsPolicyAndStatus() {
        String policy = "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"2026-01-01T00:00:00.000Z\"}";
        String arn = server.call(
                        "Subscribe",
                        "TopicArn",
                        TOPIC,
                        "Protocol",
                        "sqs",
                        "Endpoint",
                        "arn:aws:sqs:us-east-1:000000000000:news.fifo",
                        "Attributes.entry.1.key",
                        "ReplayPolicy",
                        "Attributes.entry.1.value",
                        policy)
                .then()
                .statusCode(200)
                .extract()
                .path("SubscribeResponse.SubscribeResult.SubscriptionArn");
        String attribute = "GetSubscriptionAttributesResponse.GetSubscriptionAttributesResult.Attributes.entry"
                + ".find { it.key == '%s' }.value";
        server.call("GetSubscriptionAttributes", "SubscriptionArn", arn)
                .then()
                .body(attribute.formatted("ReplayPolicy"), equalTo(policy))
                .body(attribute.formatted("ReplayStatus"), containsString("e"));
    }
}
