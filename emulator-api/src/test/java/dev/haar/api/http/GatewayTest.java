package dev.haar.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.core.state.StateStoreException;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class GatewayTest {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/000000000000/queue", "/any/where"})
    void json_reachesItsActionUnderAnyPath(String path) {
        server.json("SendMessage")
                .body("{\"MessageBody\":\"x\"}")
                .post(path)
                .then()
                .statusCode(200)
                .contentType("application/x-amz-json-1.0")
                .header("x-amzn-RequestId", matchesPattern(UUID))
                .header("Content-Length", "17")
                .body(equalTo("{\"MessageId\":\"x\"}"));
    }

    @Test
    void queryForm_reachesItsActionAndNamesTheRequest() {
        Response answer = server.request()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .body("Action=SendMessage&Version=2012-11-05&MessageBody=a%20b")
                .post("/000000000000/queue");
        answer.then().statusCode(200).contentType("text/xml").body(containsString("<MessageId>a b</MessageId>"));
        assertThat(answer.asString()).contains("<RequestId>" + answer.header("x-amzn-RequestId") + "</RequestId>");
    }

    @Test
    void queryInUrl_reachesItsAction() {
        server.request()
                .queryParam("Action", "SendMessage")
                .queryParam("MessageBody", "x&y")
                .get("/")
                .then()
                .statusCode(200)
                .body(containsString("<MessageId>x&amp;y</MessageId>"));
    }

    @Test
    void head_hasNoBody() {
        server.request()
                .queryParam("Action", "SendMessage")
                .head("/")
                .then()
                .statusCode(200)
                .body(equalTo(""));
    }

    @Test
    void json_withoutTargetIsUnknown() {
        server.request()
                .contentType("application/x-amz-json-1.0")
                .body("{}")
                .post("/")
                .then()
                .statusCode(404)
                .body("__type", equalTo("com.amazon.coral.service#UnknownOperationException"));
    }

    @Test
    void json_withAnActionThatAwsDoesNotHaveIsUnknown() {
        server.json("Nonsense")
                .body("{}")
                .post("/")
                .then()
                .statusCode(400)
                .body("__type", equalTo("com.amazon.coral.service#UnknownOperationException"));
    }

    @Test
    void json_withAnActionThatIsNotBuiltSaysSo() {
        server.json("PurgeQueue")
                .body("{}")
                .post("/")
                .then()
                .statusCode(501)
                .header("x-amzn-query-error", "NotImplemented;Receiver")
                .body("message", containsString("PurgeQueue"));
    }

    @Test
    void json_thatIsBrokenIsASerializationException() {
        server.json("SendMessage")
                .body("{")
                .post("/")
                .then()
                .statusCode(400)
                .header("x-amzn-RequestId", matchesPattern(UUID))
                .body(equalTo("{\"__type\":\"com.amazon.coral.service#SerializationException\"}"));
    }

    @Test
    void json_withAnotherContentTypeIsUnknown() {
        server.request()
                .contentType("text/plain")
                .header("X-Amz-Target", "AmazonSQS.SendMessage")
                .body("{}")
                .post("/")
                .then()
                .statusCode(404)
                .body(startsWith("<UnknownOperationException/>"));
    }

    @Test
    void query_withoutActionIsMissingAction() {
        server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("MessageBody=x")
                .post("/")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("MissingAction"));
    }

    @Test
    void query_withAnUnknownActionIsInvalid() {
        server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=Nonsense&Version=2012-11-05")
                .post("/")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidAction"))
                .body("ErrorResponse.Error.Message", equalTo("The action Nonsense is not valid for this endpoint."));
    }

    @Test
    void query_withAnotherVersionIsRefused() {
        server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=SendMessage&Version=1999-01-01")
                .post("/")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("NoSuchVersion"));
    }

    @Test
    void query_thatIsNotEncodedProperlyIsRefused() {
        server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=SendMessage&Version=2012-11-05&MessageBody=%zz")
                .post("/")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("MalformedQueryString"));
    }

    @Test
    void requestsWithoutAnyProtocol_areUnknown() {
        for (Response answer : new Response[] {
            server.request().get("/"),
            server.request().get("/favicon.ico"),
            server.request().put("/"),
            server.request().delete("/000000000000/queue")
        }) {
            answer.then().statusCode(404).body(equalTo("<UnknownOperationException/>\n"));
        }
    }

    @Test
    void brokenPathsAndQueries_areNotOurFault() throws Exception {
        for (String target : new String[] {"/%zz?Action=ListQueues", "/?Action=ListQueues&a=%zz", "/?Action=%ff"}) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("GET " + target + " HTTP/1.1", "Host: localhost", "", "");
                assertThat(client.head()).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void failuresOfActions_areAnsweredInTheFormOfTheRequest() {
        AwsError error = new AwsError("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, true, "No.");
        server.onSend = request -> CompletableFuture.failedFuture(new AwsException(error));
        server.json("SendMessage")
                .body("{}")
                .post("/")
                .then()
                .statusCode(400)
                .header("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")
                .body("__type", equalTo("com.amazonaws.sqs#QueueDoesNotExist"));
        server.onSend = request -> {
            throw new AwsException(error);
        };
        server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=SendMessage&Version=2012-11-05")
                .post("/")
                .then()
                .statusCode(400)
                .header("x-amzn-query-error", nullValue())
                .body("ErrorResponse.Error.Code", equalTo("AWS.SimpleQueueService.NonExistentQueue"));
    }

    @Test
    void storesThatFail_makeTheServiceUnavailable() {
        server.onSend = request -> CompletableFuture.failedFuture(
                new CompletionException(new StateStoreException("The disk is full.", null)));
        server.json("SendMessage")
                .body("{}")
                .post("/")
                .then()
                .statusCode(503)
                .body("__type", equalTo("com.amazon.coral.service#ServiceUnavailable"));
    }

    @Test
    void unforeseenFailures_areInternalAndTellNothing() {
        server.onSend = request -> {
            throw new IllegalStateException("secret");
        };
        String body = server.json("SendMessage")
                .body("{}")
                .post("/")
                .then()
                .statusCode(500)
                .body("__type", equalTo("com.amazon.coral.service#InternalFailure"))
                .extract()
                .asString();
        assertThat(body).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("exhaustions")
    void machinesThatRunOut_areInternalFailuresAndLiveOn(Supplier<VirtualMachineError> exhaustion) {
        server.onSend = request -> {
            throw exhaustion.get();
        };
        server.json("SendMessage")
                .body("{}")
                .post("/")
                .then()
                .statusCode(500)
                .body("__type", equalTo("com.amazon.coral.service#InternalFailure"));
        server.onSend = request -> CompletableFuture.failedFuture(exhaustion.get());
        server.json("SendMessage").body("{}").post("/").then().statusCode(500);

        server.json("ListQueues").body("{}").post("/").then().statusCode(200);
    }

    static Stream<Supplier<VirtualMachineError>> exhaustions() {
        return Stream.of(() -> new StackOverflowError(), () -> new OutOfMemoryError("Java heap space"));
    }

    @Test
    void answersThatComeLater_areWrittenWhenTheyCome() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.json("ReceiveMessage", "{\"MaxNumberOfMessages\":3}");
            TestServer.Poll poll = server.poll();
            assertThat(poll.request().maxNumberOfMessages()).isEqualTo(3);
            poll.answer()
                    .complete(ReceiveMessageResponse.builder()
                            .messages(Message.builder().body("late").build())
                            .build());
            assertThat(client.answer()).startsWith("HTTP/1.1 200 OK").endsWith("{\"Messages\":[{\"Body\":\"late\"}]}");
            client.json("ReceiveMessage", "{}");
            server.poll().answer().completeExceptionally(new AwsException(AwsError.sender("OverLimit", "Many.")));
            assertThat(client.answer()).startsWith("HTTP/1.1 400 ").contains("com.amazonaws.sqs#OverLimit");
        }
    }

    @Test
    void largeAnswers_arriveWhole() throws Exception {
        HttpRequest receive = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS.ReceiveMessage")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                HttpClient.newHttpClient().sendAsync(receive, HttpResponse.BodyHandlers.ofString());
        Message message =
                Message.builder().body("large \"\r\n€".repeat(200_000)).build();
        server.poll()
                .answer()
                .complete(ReceiveMessageResponse.builder()
                        .messages(message, message, message)
                        .build());
        assertThat(answer.get().headers().firstValue("Transfer-Encoding")).contains("chunked");
        String escaped = "{\"Body\":\"" + "large \\\"\\r\\n€".repeat(200_000) + "\"}";
        assertThat(answer.get().body().equals("{\"Messages\":[" + String.join(",", escaped, escaped, escaped) + "]}"))
                .isTrue();
    }

    @Test
    void browsers_areWelcome() {
        server.request()
                .header("Origin", "https://example.com")
                .header("Access-Control-Request-Headers", "x-amz-target,authorization")
                .header("Access-Control-Request-Method", "POST")
                .options("/000000000000/queue")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", "x-amz-target,authorization")
                .header("Access-Control-Allow-Methods", containsString("POST"));
        server.json("ListQueues")
                .header("Origin", "https://example.com")
                .body("{}")
                .post("/")
                .then()
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", containsString("x-amzn-query-error"));
    }
}
