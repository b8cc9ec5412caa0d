package dev.haar.api.sns;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How large messages of a topic may be, and which deliveries it has logged. */
class TopicLimitsTest {
    private static final String TOPIC = SnsServer.ARN + "news";

    private SnsServer server;

    @BeforeEach
    void start() {
        server = new SnsServer();
        server.call("CreateTopic", "Name", "news").then().statusCode(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response set(String name, String value) {
        return server.call("SetTopicAttributes", "TopicArn", TOPIC, "AttributeName", name, "AttributeValue", value);
    }

    private Response subscribe(String protocol, String endpoint) {
        return server.call("Subscribe", "TopicArn", TOPIC, "Protocol", protocol, "Endpoint", endpoint);
    }

    private Response publish(int size) {
        return server.call("Publish", "TopicArn", TOPIC, "Message", "x".repeat(size));
    }

    @Test
    void maximumMessageSize_isWhatATopicTakes() {
        publish(262_145)
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Message", equalTo("Invalid parameter: Message too long"));
        set("MaximumMessageSize", "300000").then().statusCode(200);
        publish(300_000).then().statusCode(200);
        publish(300_001).then().statusCode(400);
        subscribe("sms", "+15550100")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidParameter"));
        set("MaximumMessageSize", "1024").then().statusCode(200);
        publish(1025).then().statusCode(400);
        subscribe("sms", "+15550100").then().statusCode(200);
        set("MaximumMessageSize", "300000")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidParameter"));
        set("MaximumMessageSize", "1023").then().statusCode(400);
    }

    @Test
    void deliveryLog_tellsWhatAwsWouldLog() {
        subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:none").then().statusCode(200);
        publish(1).then().statusCode(200);
        server.get("/_haar/sns/deliveries").then().body("deliveries[0].logged", equalTo(false));
        set("SQSFailureFeedbackRoleArn", "arn:aws:iam::000000000000:role/logs")
                .then()
                .statusCode(200);
        server.get("/_haar/sns/deliveries?logged=true").then().body("deliveries[0].outcome", equalTo("FAILED"));
    }
}
