package dev.haar.api.http;

import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.api.service.Catalogue;
import dev.haar.api.service.Operations;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.parsing.Parser;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * A server with a service of its own that looks like SQS: SendMessage answers what the test says, ReceiveMessage waits
 * for the test, ListQueues names the caller.
 */
final class TestServer implements AutoCloseable {
    static final int MAX_BODY = 64 * 1024;

    static {
        RestAssured.registerParser("application/x-amz-json-1.0", Parser.JSON);
    }

    final BlockingQueue<Poll> polls = new LinkedBlockingQueue<>();
    volatile Function<SendMessageRequest, CompletableFuture<SendMessageResponse>> onSend =
            request -> CompletableFuture.completedFuture(SendMessageResponse.builder()
                    .messageId(request.messageBody())
                    .build());
    private final Server server;

    /** A ReceiveMessage that waits for its answer. */
    record Poll(ReceiveMessageRequest request, Caller caller, CompletableFuture<ReceiveMessageResponse> answer) {}

    TestServer() throws IOException {
        this(settings -> settings);
    }

    TestServer(Function<HttpSettings, HttpSettings> change) throws IOException {
        HttpSettings settings = change.apply(
                new HttpSettings("127.0.0.1", 0, "000000000000", "us-east-1", Optional.empty(), false, 2, MAX_BODY));
        Catalogue catalogue = new Catalogue(List.of(new FakeSqs()), new Operations());
        server = Server.start(settings, new Gateway(catalogue, settings), new OperatorRoutes(), Optional.empty());
    }

    int port() {
        return server.port();
    }

    RequestSpecification request() {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-amz-json-1.0", ContentType.TEXT)))
                .baseUri("http://127.0.0.1")
                .port(port());
    }

    RequestSpecification json(String action) {
        return request().contentType("application/x-amz-json-1.0").header("X-Amz-Target", "AmazonSQS." + action);
    }

    /** The next ReceiveMessage to arrive. */
    Poll poll() throws InterruptedException {
        Poll poll = polls.poll(20, TimeUnit.SECONDS);
        if (poll == null) {
            throw new AssertionError("No ReceiveMessage has arrived.");
        }
        return poll;
    }

    @Override
    public void close() {
        server.close();
    }

    private final class FakeSqs implements Service {
        @Override
        public ServiceModel model() {
            return ServiceModel.SQS;
        }

        @Override
        public List<Action<?, ?>> actions() {
            return List.of(
                    new Action<SendMessageRequest, SendMessageResponse>(
                            "SendMessage", SendMessageRequest::builder, (input, caller) -> onSend.apply(input)),
                    new Action<ReceiveMessageRequest, ReceiveMessageResponse>(
                            "ReceiveMessage", ReceiveMessageRequest::builder, (input, caller) -> {
                                CompletableFuture<ReceiveMessageResponse> answer = new CompletableFuture<>();
                                polls.add(new Poll(input, caller, answer));
                                return answer;
                            }),
                    new Action<ListQueuesRequest, ListQueuesResponse>(
                            "ListQueues",
                            ListQueuesRequest::builder,
                            (input, caller) -> CompletableFuture.completedFuture(ListQueuesResponse.builder()
                                    .queueUrls(
                                            caller.baseUrl(),
                                            caller.account(),
                                            caller.region(),
                                            caller.path(),
                                            String.valueOf(caller.accessKeyId()),
                                            String.valueOf(caller.traceHeader()))
                                    .build())));
        }
    }
}
