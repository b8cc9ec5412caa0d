package dev.haar.api.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues under SQS's own key. */
class SqsManagedEncryptionTest {
    private static final String ENCRYPTED = "'SqsManagedSseEnabled':'true'";
    private static final String BODY = "patient 2911 takes medication 151";

    private static void queue(KmsServer haar, String name, String attributes) {
        haar.sqs("CreateQueue", "{'QueueName':'" + name + "','Attributes':{" + attributes + "}}")
                .then()
                .statusCode(200);
    }

    private static JsonPath send(KmsServer haar, String queue) {
        Response sent = haar.sqs("SendMessage", "{'QueueUrl':'%s','MessageBody':'%s'}", queue, BODY);
        sent.then().statusCode(200);
        return KmsServer.json(sent);
    }

    private static JsonPath receive(KmsServer haar, String queue) {
        Response received = haar.sqs("ReceiveMessage", "{'QueueUrl':'%s','VisibilityTimeout':0}", queue);
        received.then().statusCode(200);
        return KmsServer.json(received);
    }

    private static String file(Path directory) throws Exception {
        return new String(Files.readAllBytes(directory.resolve("haar.mv.db")), StandardCharsets.ISO_8859_1);
    }

    @Test
    void body_isCipherInTheFile_andInClearForItsConsumer_alsoAfterARestart(@TempDir Path directory) throws Exception {
        try (KmsServer haar = new KmsServer(builder -> builder.data(directory))) {
            queue(haar, "q", ENCRYPTED);
            String md5 = send(haar, "q").getString("MD5OfMessageBody");
            assertThat(receive(haar, "q").getString("Messages[0].Body")).isEqualTo(BODY);
            assertThat(receive(haar, "q").getString("Messages[0].MD5OfBody")).isEqualTo(md5);
        }
        assertThat(file(directory)).doesNotContain("patient").doesNotContain("medicati");
        try (KmsServer haar = new KmsServer(builder -> builder.data(directory))) {
            send(haar, "q");
            assertThat(receive(haar, "q").getString("Messages[0].Body")).isEqualTo(BODY);
            assertThat(receive(haar, "q").getString("Messages[0].Body")).isEqualTo(BODY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'SqsManagedSseEnabled':'false'"})
    void withoutEncryption_theBodyIsInTheFile(String attributes, @TempDir Path directory) throws Exception {
        try (KmsServer haar = new KmsServer(builder -> builder.data(directory))) {
            queue(haar, "q", attributes);
            send(haar, "q");
        }
        assertThat(file(directory)).contains(BODY);
    }

    @Test
    void rootKeyOfMessages_isMissedAtTheNextStart(@TempDir Path directory) throws Exception {
        try (KmsServer haar = new KmsServer(builder -> builder.data(directory))) {
            queue(haar, "q", ENCRYPTED);
            send(haar, "q");
        }
        Files.delete(directory.resolve("haar.root-key"));
        assertThatThrownBy(() -> new KmsServer(builder -> builder.data(directory)))
                .hasStackTraceContaining("is not the one that the keys are wrapped under");
    }

    @Test
    void encryption_isNotRetroactive_andKmsKnowsNothingOfIt() {
        try (KmsServer haar = new KmsServer()) {
            queue(haar, "q", "'SqsManagedSseEnabled':'false'");
            send(haar, "q");
            haar.sqs("SetQueueAttributes", "{'QueueUrl':'q','Attributes':{'SqsManagedSseEnabled':'true'}}");
            send(haar, "q");
            haar.sqs("SetQueueAttributes", "{'QueueUrl':'q','Attributes':{'SqsManagedSseEnabled':'false'}}");
            send(haar, "q");
            Response all = haar.sqs("ReceiveMessage", "{'QueueUrl':'q','MaxNumberOfMessages':10}");
            assertThat(KmsServer.json(all).getList("Messages.Body")).isEqualTo(List.of(BODY, BODY, BODY));
            assertThat(haar.audit("").getList("Records")).isEmpty();
            assertThat(haar.ok("ListKeys", "{}").getList("Keys")).isEmpty();
        }
    }

    @Test
    void deadLettersAndTheirWayBack_areOpened_alsoAfterAReset() {
        try (KmsServer haar = new KmsServer()) {
            for (int round = 0; round < 2; round++) {
                queue(haar, "dead", ENCRYPTED);
                queue(
                        haar,
                        "q",
                        ENCRYPTED
                                + ",'RedrivePolicy':'{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:dead\\\",\\\"maxReceiveCount\\\":1}'");
                send(haar, "q");
                assertThat(receive(haar, "q").getString("Messages[0].Body")).isEqualTo(BODY);
                assertThat(receive(haar, "q").getList("Messages")).isNull();
                haar.sqs("StartMessageMoveTask", "{'SourceArn':'arn:aws:sqs:us-east-1:000000000000:dead'}")
                        .then()
                        .statusCode(200);
                haar.haar().clock().advance(java.time.Duration.ofSeconds(5));
                assertThat(receive(haar, "q").getString("Messages[0].Body")).isEqualTo(BODY);
                io.restassured.RestAssured.post(haar.haar().endpoint() + "/_haar/reset");
                haar.haar().clock().freeze();
            }
        }
    }
}
