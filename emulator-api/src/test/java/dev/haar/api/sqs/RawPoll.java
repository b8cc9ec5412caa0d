package dev.haar.api.sqs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A ReceiveMessage on a connection of its own, which can be left before its answer comes. */
final class RawPoll implements AutoCloseable {
    private final Socket socket;

    RawPoll(SqsServer server, String queueUrl, int waitSeconds) throws IOException {
        String body = SqsServer.text("{'QueueUrl':'%s','WaitTimeSeconds':%d}", queueUrl, waitSeconds);
        socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                                + "X-Amz-Target: AmazonSQS.ReceiveMessage\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        // The poll waits when this returns.
        server.settle();
    }

    /** The whole answer. */
    String answer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new IOException("The connection was closed before the answer.");
            }
            head.write(read);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        String name = "content-length: ";
        int at = text.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
        int length = Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
        return text + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
