package dev.haar.api;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.haar.Haar;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.parsing.Parser;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Haar has answered for is there after a restart. */
class RestartTest {
    @TempDir
    private Path directory;

    private Haar start() {
        return Haar.builder().data(directory).start();
    }

    private static ValidatableResponse sqs(Haar haar, String action, String body) {
        return given().baseUri(haar.endpoint().toString())
                .config(RestAssured.config()
                        .encoderConfig(
                                encoderConfig().encodeContentTypeAs("application/x-amz-json-1.0", ContentType.TEXT)))
                .header("X-Amz-Target", "AmazonSQS." + action)
                .contentType("application/x-amz-json-1.0")
                .body(body)
                .post("/")
                .then()
                .parser("application/x-amz-json-1.0", Parser.JSON)
                .statusCode(200);
    }

    @Test
    void queuesAndMessages_areThere() {
        try (Haar haar = start()) {
            sqs(haar, "CreateQueue", "{\"QueueName\":\"kept\"}");
            sqs(haar, "SendMessage", "{\"QueueUrl\":\"kept\",\"MessageBody\":\"hello\"}");
        }
        try (Haar haar = start()) {
            sqs(haar, "ReceiveMessage", "{\"QueueUrl\":\"kept\"}")
                    .body("Messages", hasSize(1))
                    .body("Messages[0].Body", equalTo("hello"));
        }
    }

    @Test
    void whatWasReset_isNot() {
        try (Haar haar = start()) {
            sqs(haar, "CreateQueue", "{\"QueueName\":\"gone\"}");
            haar.reset();
        }
        try (Haar haar = start()) {
            sqs(haar, "ListQueues", "{}").body("QueueUrls", equalTo(null));
        }
    }

    @Test
    void clock_standsWhereItWasLeft() {
        String clock = "{\"freeze\":true,\"set\":\"2100-01-01T00:00:00Z\"}";
        try (Haar haar = start()) {
            given().baseUri(haar.endpoint().toString())
                    .body(clock)
                    .post("/_haar/clock")
                    .then()
                    .statusCode(200);
        }
        try (Haar haar = start()) {
            given().baseUri(haar.endpoint().toString())
                    .get("/_haar/clock")
                    .then()
                    .body("now", equalTo("2100-01-01T00:00:00Z"))
                    .body("frozen", equalTo(true));
        }
    }

    @Test
    void clockThatItsEmbedderMoved_standsWhereItWasLeft() {
        Instant then = Instant.parse("2100-01-01T00:00:00Z");
        try (Haar haar = start()) {
            haar.clock().freeze();
            haar.clock().set(then);
        }
        try (Haar haar = start()) {
            assertThat(haar.clock().now()).isEqualTo(then);
        }
    }
}
