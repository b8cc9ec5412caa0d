package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.Haar;
import dev.haar.api.sse.Traces;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an encrypted topic keeps of a message: until its endpoint has it, and in its archive. */
class EncryptedTopicTest {
    private static final String ARCHIVED = "{\"patient\": 4711, \"medication\": 288}";
    private static final String MESSAGE = "{\"patient\": 2911, \"medication\": 151}";

    @TempDir
    private Path directory;

    private HttpEndpoint endpoint;
    private SnsServer server;
    private String key;

    @BeforeEach
    void start() throws Exception {
        endpoint = new HttpEndpoint();
        open();
        key = new JsonPath(kms("CreateKey", "{}")).getString("KeyMetadata.KeyId");
        String news = topic("news", "KmsMasterKeyId", key);
        server.call("Subscribe", "TopicArn", news, "Protocol", "http", "Endpoint", endpoint.url("/shop"));
        RestAssured.given().urlEncodingEnabled(false).get(endpoint.next().member("SubscribeURL"));
        endpoint.answers(503);
        assertThat(server.call("Publish", "TopicArn", news, "Message", MESSAGE).statusCode())
                .isEqualTo(200);
        assertThat(endpoint.next().member("Message")).isEqualTo(MESSAGE);
        server.awaitDelivery("RETRYING", 1);
    }

    @AfterEach
    void stop() {
        server.close();
        endpoint.close();
    }

    private void open() {
        server = new SnsServer(Haar.builder().data(directory));
        server.clock().freeze();
    }

    private String topic(String name, String... attributes) {
        return server.call("CreateTopic", SnsServer.with("Attributes", attributes, "Name", name))
                .xmlPath()
                .getString("CreateTopicResponse.CreateTopicResult.TopicArn");
    }

    private String kms(String action, String body) {
        return json("TrentService." + action, body);
    }

    private String sqs(String action, String body) {
        return json("AmazonSQS." + action, body);
    }

    private String json(String target, String body) {
        return RestAssured.given()
                .header("X-Amz-Target", target)
                .contentType("application/x-amz-json-1.1")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(server.endpoint())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private void setKey(String action) {
        kms(action, "{\"KeyId\":\"" + key + "\"}");
    }

    /** What KMS was asked by the topic. */
    private List<String> calls() {
        return server.get("/_haar/audit?resource=" + key)
                .jsonPath()
                .getList("Records.findAll { it.userIdentity.invokedBy == 'sns.amazonaws.com' }.eventName");
    }

    @Test
    void retryOverARestart_arrives_andNothingOfItStandsInTheFiles() throws Exception {
        // As AWS's services do, it sees at once whether the data key opens.
        assertThat(calls()).containsExactlyInAnyOrder("GenerateDataKey", "Decrypt");
        server.close();
        assertThat(Traces.of(MESSAGE, Files.readAllBytes(directory.resolve("haar.mv.db"))))
                .isEmpty();
        endpoint.answers(200);
        open();
        server.clock().advance(Duration.ofSeconds(20));
        assertThat(endpoint.next().member("Message")).isEqualTo(MESSAGE);
        server.awaitDelivery("DELIVERED", 2);
        assertThat(calls()).containsExactly("Decrypt");
    }

    @Test
    void archiveOverARestart_isReplayed_andNothingOfItStandsInTheFiles() throws Exception {
        String topic = topic(
                "archived.fifo",
                "FifoTopic",
                "true",
                "ArchivePolicy",
                "{\"MessageRetentionPeriod\":\"1\"}",
                "KmsMasterKeyId",
                key);
        String start = server.clock().now().toString();
        server.call(
                "Publish",
                "TopicArn",
                topic,
                "Message",
                ARCHIVED,
                "MessageGroupId",
                "g",
                "MessageDeduplicationId",
                "d");
        server.close();
        assertThat(Traces.of(ARCHIVED, Files.readAllBytes(directory.resolve("haar.mv.db"))))
                .isEmpty();
        open();
        sqs("CreateQueue", "{\"QueueName\":\"late\"}");
        String policy = "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + start + "\"}";
        server.call(
                "Subscribe",
                SnsServer.with(
                        "Attributes",
                        new String[] {"RawMessageDelivery", "true", "ReplayPolicy", policy},
                        "TopicArn",
                        topic,
                        "Protocol",
                        "sqs",
                        "Endpoint",
                        "arn:aws:sqs:us-east-1:000000000000:late"));
        String received = sqs("ReceiveMessage", "{\"QueueUrl\":\"late\",\"WaitTimeSeconds\":20}");
        assertThat(new JsonPath(received).getString("Messages[0].Body")).isEqualTo(ARCHIVED);
    }

    @Test
    void keyDisabledMeanwhile_delaysIt() throws Exception {
        endpoint.answers(200);
        setKey("DisableKey");
        server.clock().advance(Duration.ofSeconds(20));
        assertThat(String.valueOf(server.awaitDelivery("RETRYING", 2))).contains("cannot be decrypted", "is disabled");
        assertThat(endpoint.isQuiet()).isTrue();
        setKey("EnableKey");
        server.clock().advance(Duration.ofSeconds(20));
        assertThat(endpoint.next().member("Message")).isEqualTo(MESSAGE);
        server.awaitDelivery("DELIVERED", 3);
    }
}
