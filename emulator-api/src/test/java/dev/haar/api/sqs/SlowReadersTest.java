package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consumers that ask for a lot and read little of it. */
class SlowReadersTest {
    private static final int READERS = 100;
    private static final int MESSAGES = 10;
    private static final int MESSAGE = 1024 * 1024;

    /** Copies of the answers would be a gibibyte; what is waiting in the server's buffers is a part of this. */
    private static final long MOST = 100L * 1024 * 1024;

    @Test
    void manyLargeAnswers_areNotCopiedWhileTheirReadersAreSlow() throws Exception {
        try (SqsServer server = new SqsServer()) {
            String url = server.queue("large", "'VisibilityTimeout':'0'");
            for (int i = 0; i < MESSAGES; i++) {
                server.send(url, "x".repeat(MESSAGE));
            }
            long before = heap();
            List<Socket> readers = new ArrayList<>();
            try {
                for (int i = 0; i < READERS; i++) {
                    readers.add(reader(server, url));
                }
                for (Socket reader : readers) {
                    // The answer has begun.
                    assertThat((char) reader.getInputStream().read()).isEqualTo('H');
                }
                assertThat(heap() - before).isLessThan(MOST);
                // One that hurries up gets all of it, and in the meantime others are served.
                server.settle();
                String rest = new String(readers.get(0).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(rest.length()).isGreaterThan(MESSAGES * MESSAGE);
                assertThat(rest).endsWith("}]}");
            } finally {
                for (Socket reader : readers) {
                    reader.close();
                }
            }
        }
    }

    private static Socket reader(SqsServer server, String url) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        String body = SqsServer.text("{'QueueUrl':'%s','MaxNumberOfMessages':%d}", url, MESSAGES);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/x-amz-json-1.0\r\n"
                                + "X-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
