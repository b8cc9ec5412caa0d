package dev.haar.api.sqs;

import dev.haar.api.Emulator;
import dev.haar.api.HaarConfig;
import dev.haar.core.time.HaarTime;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * A Haar of a test's own, spoken to in AWS JSON and in AWS Query. Its clock stands still, and it has one IO thread, so
 * that requests are taken up in the order in which they were sent.
 */
final class SqsServer implements AutoCloseable {
    static final String ACCOUNT = "000000000000";

    private final Emulator emulator;

    SqsServer() {
        this(config -> config);
    }

    SqsServer(UnaryOperator<HaarConfig> change) {
        HaarConfig config = HaarConfig.defaults().withAddress("127.0.0.1", 0).withLimits(1, 16 * 1024 * 1024);
        try {
            emulator = Emulator.start(change.apply(config), InstantSource.system());
        } catch (IOException e) {
            throw new IllegalStateException("There is no free port.", e);
        }
        clock().freeze();
    }

    int port() {
        return emulator.port();
    }

    HaarTime clock() {
        return emulator.time();
    }

    void pass(int seconds) {
        clock().advance(Duration.ofSeconds(seconds));
    }

    RequestSpecification request() {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .decoderConfig(DecoderConfig.decoderConfig().defaultContentCharset("UTF-8"))
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-amz-json-1.0", ContentType.TEXT)))
                .urlEncodingEnabled(false)
                .baseUri("http://127.0.0.1")
                .port(port());
    }

    RequestSpecification jsonRequest(String action) {
        return request().contentType("application/x-amz-json-1.0").header("X-Amz-Target", "AmazonSQS." + action);
    }

    /** Calls an action in AWS JSON; apostrophes stand for quotation marks. */
    Response json(String action, String body, Object... values) {
        return jsonRequest(action).body(text(body, values)).post("/");
    }

    /** Calls an action by a form of AWS Query, encoded as it is given. */
    Response query(String action, String parameters, Object... values) {
        return request()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=" + action + "&Version=2012-11-05&" + filled(parameters, values))
                .post("/");
    }

    /** Makes a queue with these attributes, given as the inside of a JSON object, and answers its URL. */
    String queue(String name, String attributes) {
        Response answer = json("CreateQueue", "{'QueueName':'%s','Attributes':{%s}}", name, attributes);
        answer.then().statusCode(200);
        return answer.jsonPath().getString("QueueUrl");
    }

    String queue(String name) {
        return queue(name, "");
    }

    String fifoQueue(String name) {
        return queue(name, "'FifoQueue':'true'");
    }

    /** Sends a message and answers its id. */
    String send(String queueUrl, String body) {
        Response answer = json("SendMessage", "{'QueueUrl':'%s','MessageBody':'%s'}", queueUrl, body);
        answer.then().statusCode(200);
        return answer.jsonPath().getString("MessageId");
    }

    /** Receives up to ten messages without waiting. */
    Response receive(String queueUrl) {
        Response answer =
                json("ReceiveMessage", "{'QueueUrl':'%s','MaxNumberOfMessages':10,'AttributeNames':['All']}", queueUrl);
        answer.then().statusCode(200);
        return answer;
    }

    String attribute(String queueUrl, String name) {
        Response answer = json("GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['%s']}", queueUrl, name);
        answer.then().statusCode(200);
        return answer.jsonPath().getString("Attributes." + name);
    }

    /** Returns when everything that was sent before has been taken up. */
    void settle() {
        for (int i = 0; i < 2; i++) {
            json("ListQueues", "{}").then().statusCode(200);
        }
    }

    static String text(String text, Object... values) {
        return filled(text, values).replace('\'', '"');
    }

    @SuppressWarnings(
            "AnnotateFormatMethod") // The annotation would be this project's only need of Error Prone's library.
    private static String filled(String text, Object... values) {
        return text.formatted(values);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
