package dev.haar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Bodies and headers as clients send them. */
class RequestTest {
    private static final String[] SEND = {
        "POST / HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-amz-json-1.0",
        "X-Amz-Target: AmazonSQS.SendMessage"
    };

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String[] send(String... more) {
        String[] lines = new String[SEND.length + more.length];
        System.arraycopy(SEND, 0, lines, 0, SEND.length);
        System.arraycopy(more, 0, lines, SEND.length, more.length);
        return lines;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private String who(String... headers) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /000000000000/q%C3%BC?Action=ListQueues&Version=2012-11-05 HTTP/1.1", "")
                    .send(headers)
                    .send("", "", "");
            return client.answer();
        }
    }

    @Test
    void bodyInPieces_isReadToItsEnd() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(send("Content-Length: 19", "", "{\"Message"));
            // Another request in between: the first half has arrived by then.
            server.json("ListQueues").body("{}").post("/");
            client.send("Body\":\"x\"}");
            assertThat(client.answer()).endsWith("{\"MessageId\":\"x\"}");
        }
    }

    @Test
    void bodyInChunks_isReadToItsEnd() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(send("Transfer-Encoding: chunked", "", "9", "{\"Message", "a", "Body\":\"x\"}", "0", "", ""));
            assertThat(client.answer()).endsWith("{\"MessageId\":\"x\"}");
            client.json("SendMessage", "{\"MessageBody\":\"y\"}");
            assertThat(client.answer()).endsWith("{\"MessageId\":\"y\"}");
        }
    }

    @Test
    void clientThatExpectsContinue_isToldToGoOn() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(send("Expect: 100-continue", "Content-Length: 19", "", ""));
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            client.send("{\"MessageBody\":\"x\"}");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("{\"MessageId\":\"x\"}");
        }
    }

    @Test
    void bodyInGzip_isInflated() throws Exception {
        server.json("SendMessage")
                .header("Content-Encoding", "gzip")
                .body(gzip("{\"MessageBody\":\"x\"}"))
                .post("/")
                .then()
                .statusCode(200);
    }

    @Test
    void bodyThatIsNotGzip_isRefused() {
        server.json("SendMessage")
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post("/")
                .then()
                .statusCode(400);
    }

    @Test
    void bodyThatInflatesBeyondTheLimit_isRefused() throws Exception {
        server.json("SendMessage")
                .header("Content-Encoding", "gzip")
                .body(gzip("{\"MessageBody\":\"" + "x".repeat(TestServer.MAX_BODY) + "\"}"))
                .post("/")
                .then()
                .statusCode(413);
    }

    @Test
    void bodyOfExactlyTheLimit_isAccepted() {
        String frame = "{\"MessageBody\":\"\"}";
        String body = "x".repeat(TestServer.MAX_BODY - frame.length());
        server.json("SendMessage")
                .body("{\"MessageBody\":\"" + body + "\"}")
                .post("/")
                .then()
                .statusCode(200);
    }

    @Test
    void bodyAnnouncedBeyondTheLimit_isRefusedBeforeItIsSent() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(send("Content-Length: " + (TestServer.MAX_BODY + 1), "", ""));
            assertThat(client.answer()).startsWith("HTTP/1.1 413 ").contains("RequestEntityTooLarge");
        }
    }

    @Test
    void bodyInChunksBeyondTheLimit_isRefused() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
            client.send(send("Transfer-Encoding: chunked", "", chunk + chunk + chunk + "0\r\n\r\n"));
            assertThat(client.answer()).startsWith("HTTP/1.1 413 ").contains("RequestEntityTooLarge");
        }
    }

    @Test
    void oldClients_areAnsweredAndLeftAlone() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /?Action=ListQueues HTTP/1.0", "", "");
            assertThat(new String(client.input().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("200 OK")
                    .contains("<QueueUrl>http://127.0.0.1:" + server.port() + "</QueueUrl>");
        }
    }

    @Test
    void caller_isReadFromTheSignature() throws Exception {
        assertThat(who(
                        "Host: localhost:1234",
                        "X-Amzn-Trace-Id: Root=1",
                        "Authorization: AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/sqs/aws4_request, "
                                + "SignedHeaders=host, Signature=00"))
                .contains("<QueueUrl>http://localhost:1234</QueueUrl><QueueUrl>111122223333</QueueUrl>"
                        + "<QueueUrl>eu-west-1</QueueUrl><QueueUrl>/000000000000/qü</QueueUrl>"
                        + "<QueueUrl>111122223333</QueueUrl><QueueUrl>Root=1</QueueUrl>");
    }

    @Test
    void callerOfAPresignedUrl_isReadFromIt() throws Exception {
        assertThat(server.request()
                        .urlEncodingEnabled(false)
                        .get(
                                "/?Action=ListQueues&X-Amz-Credential=111122223333%2F20260101%2Feu-west-1%2Fsqs%2Faws4_request")
                        .asString())
                .contains("<QueueUrl>111122223333</QueueUrl><QueueUrl>eu-west-1</QueueUrl>");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,us-east-1",
        "sqs.eu-west-1.localhost:4566,eu-west-1",
        "eu-central-1.queue.localhost,eu-central-1",
        "queue.localhost,us-east-1"
    })
    void callerWithoutASignature_hasTheRegionOfTheHost(String host, String region) throws Exception {
        assertThat(who("Host: " + host))
                .contains("<QueueUrl>http://" + host + "</QueueUrl><QueueUrl>000000000000</QueueUrl><QueueUrl>" + region
                        + "</QueueUrl>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "local/host", "x:y", "x:0", "x:65536", "[::1", "[zz]", "a@b", "<x>", ":80", "x:"})
    void malformedHosts_areRefused(String host) throws Exception {
        assertThat(who("Host: " + host)).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource({
        "https,example.com,,https://example.com",
        "https,example.com,8443,https://example.com:8443",
        "https,example.com:1,443,https://example.com",
        "http,'outer.example:8080, inner',,http://outer.example:8080",
        ",[::1]:9,,http://[::1]:9",
        "https,,,https://inner:4566"
    })
    void forwardingHeadersFromLoopback_sayWhereTheClientStands(String proto, String host, String port, String url)
            throws Exception {
        assertThat(who(
                        "Host: inner:4566",
                        proto == null ? "A: b" : "X-Forwarded-Proto: " + proto,
                        host == null ? "A: b" : "X-Forwarded-Host: " + host,
                        port == null ? "A: b" : "X-Forwarded-Port: " + port))
                .contains("<QueueUrl>" + url + "</QueueUrl>");
    }

    @Test
    void publicUrl_overridesWhatRequestsSay() throws Exception {
        try (TestServer other = new TestServer(s -> new HttpSettings(
                s.host(), 0, s.account(), s.region(), Optional.of("https://haar.test"), false, 1, s.maxBody()))) {
            assertThat(other.request().get("/?Action=ListQueues").asString())
                    .contains("<QueueUrl>https://haar.test</QueueUrl>");
        }
    }

    @Test
    void stop_letsRequestsInFlightFinish() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.json("ReceiveMessage", "{}");
            TestServer.Poll poll = server.poll();
            int port = server.port();
            Thread stopping = new Thread(server::close);
            stopping.start();
            while (accepts(port)) {
                Thread.onSpinWait();
            }
            poll.answer().complete(ReceiveMessageResponse.builder().build());
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
            stopping.join();
        }
    }

    private static boolean accepts(int port) {
        try {
            new RawClient(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
