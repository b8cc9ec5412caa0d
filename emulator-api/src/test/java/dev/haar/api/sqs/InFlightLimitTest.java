package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A standard queue with all the messages in flight that AWS allows, by the way that clients take. */
class InFlightLimitTest {
    private static final int LIMIT = 120_000;
    private static final int BATCH = 10;
    private static final int AT_ONCE = 100;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void messagesBeyondTheLimit_areRefusedToShortPollsAndKeptFromLongOnes() throws Exception {
        try (SqsServer server = new SqsServer()) {
            String url = server.queue("busy", "'VisibilityTimeout':'43200'");
            String send = SqsServer.text(
                    "{'QueueUrl':'%s','Entries':[%s]}",
                    url,
                    IntStream.range(0, BATCH)
                            .mapToObj(i -> "{'Id':'" + i + "','MessageBody':'m'}")
                            .collect(Collectors.joining(",")));
            repeat(LIMIT / BATCH, server, "SendMessageBatch", send);
            String receive = SqsServer.text("{'QueueUrl':'%s','MaxNumberOfMessages':%d}", url, BATCH);
            repeat(LIMIT / BATCH - 1, server, "ReceiveMessage", receive);
            // The last ten but one of them.
            for (int i = 1; i < BATCH; i++) {
                assertThat(received(server, url, 0)).isEqualTo(1);
            }
            server.send(url, "one more");

            assertThat(server.attribute(url, "ApproximateNumberOfMessagesNotVisible"))
                    .isEqualTo("119999");
            String last = server.receive(url).jsonPath().getString("Messages[0].ReceiptHandle");
            String refusal = server.json("ReceiveMessage", "{'QueueUrl':'%s'}", url)
                    .then()
                    .statusCode(403)
                    .header("x-amzn-query-error", equalTo("OverLimit;Sender"))
                    .extract()
                    .asString();
            assertThat(refusal).contains("\"com.amazonaws.sqs#OverLimit\"");
            try (RawPoll waiting = new RawPoll(server, url, 20)) {
                server.json("DeleteMessage", "{'QueueUrl':'%s','ReceiptHandle':'%s'}", url, last)
                        .then()
                        .statusCode(200);
                assertThat(waiting.answer()).contains("one more");
            }
            // The limit is each queue's own.
            server.json("ReceiveMessage", "{'QueueUrl':'%s'}", server.queue("other"))
                    .then()
                    .statusCode(200);
        }
    }

    private static int received(SqsServer server, String url, int wait) {
        return server.json("ReceiveMessage", "{'QueueUrl':'%s','WaitTimeSeconds':%d}", url, wait)
                .jsonPath()
                .getList("Messages")
                .size();
    }

    /** Sends one request many times, a hundred at once. */
    private void repeat(int times, SqsServer server, String action, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        for (int done = 0; done < times; done += AT_ONCE) {
            IntStream.range(0, Math.min(AT_ONCE, times - done))
                    .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                    .toList()
                    .forEach(answer -> assertThat(answer.join().body())
                            .doesNotContain("Failed")
                            .contains("MessageId"));
        }
    }
}
