package dev.haar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class LostClientTest {
    private static final ReceiveMessageResponse NOTHING =
            ReceiveMessageResponse.builder().build();

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void waitingClientThatCloses_isLostOnce() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        TestServer.Poll poll;
        try (RawClient client = new RawClient(server.port())) {
            client.json("ReceiveMessage", "{}");
            poll = server.poll();
            poll.caller().client().whenLost(() -> {
                times.incrementAndGet();
                lost.countDown();
            });
            assertThat(poll.caller().client().isOpen()).isTrue();
        }
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(poll.caller().client().isOpen()).isFalse();
        poll.answer().complete(NOTHING);
        assertThat(server.json("SendMessage")
                        .body("{\"MessageBody\":\"x\"}")
                        .post("/")
                        .statusCode())
                .isEqualTo(200);
        assertThat(times).hasValue(1);
    }

    @Test
    void waitingClientThatResets_isLost() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        RawClient client = new RawClient(server.port());
        client.json("ReceiveMessage", "{}");
        server.poll().caller().client().whenLost(lost::countDown);
        client.reset();
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clientOfUrlRequestThatCloses_isLost() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /?Action=ReceiveMessage HTTP/1.1", "Host: localhost", "", "");
            server.poll().caller().client().whenLost(lost::countDown);
        }
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void actionRegisteredAfterTheLoss_runsAtOnce() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        TestServer.Poll poll;
        try (RawClient client = new RawClient(server.port())) {
            client.json("ReceiveMessage", "{}");
            poll = server.poll();
            poll.caller().client().whenLost(lost::countDown);
        }
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        AtomicInteger late = new AtomicInteger();
        poll.caller().client().whenLost(late::incrementAndGet);
        assertThat(late).hasValue(1);
    }

    @Test
    void clientThatTakesItsAnswer_isNeverLost() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (RawClient client = new RawClient(server.port())) {
            client.json("ReceiveMessage", "{}");
            TestServer.Poll poll = server.poll();
            poll.caller().client().whenLost(times::incrementAndGet);
            poll.answer().complete(NOTHING);
            assertThat(client.answer()).endsWith("{}");
            client.json("SendMessage", "{\"MessageBody\":\"next\"}");
            assertThat(client.answer()).contains("\"MessageId\":\"next\"");
        }
        server.json("SendMessage").body("{\"MessageBody\":\"x\"}").post("/");
        assertThat(times).hasValue(0);
    }

    @Test
    void requestSentBehindOneThatWaits_isAnsweredAfterIt() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.json("ReceiveMessage", "{}");
            TestServer.Poll poll = server.poll();
            client.json("SendMessage", "{\"MessageBody\":\"piped\"}");
            client.json("SendMessage", "{\"MessageBody\":\"third\"}");
            assertThat(poll.caller().client().isOpen()).isTrue();
            poll.answer().complete(NOTHING);
            assertThat(client.answer()).endsWith("{}");
            assertThat(client.answer()).contains("\"MessageId\":\"piped\"");
            assertThat(client.answer()).contains("\"MessageId\":\"third\"");
        }
    }

    @Test
    void requestsSentTogether_areAnsweredInTheirOrder() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            String receive = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                    + "X-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: 2\r\n\r\n{}";
            client.send(receive + receive);
            server.poll().answer().complete(NOTHING);
            server.poll()
                    .answer()
                    .complete(ReceiveMessageResponse.builder()
                            .messages(Message.builder().body("second").build())
                            .build());
            assertThat(client.answer()).endsWith("{}");
            assertThat(client.answer()).contains("second");
        }
    }

    @Test
    void clientThatLeavesInTheMiddleOfALargeAnswer_isLost() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        RawClient client = new RawClient(server.port());
        client.json("ReceiveMessage", "{}");
        TestServer.Poll poll = server.poll();
        poll.caller().client().whenLost(lost::countDown);
        Message large = Message.builder().body("x".repeat(8 * 1024 * 1024)).build();
        poll.answer()
                .complete(ReceiveMessageResponse.builder()
                        .messages(large, large, large, large)
                        .build());
        assertThat(client.head()).contains("200 OK");
        client.reset();
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
