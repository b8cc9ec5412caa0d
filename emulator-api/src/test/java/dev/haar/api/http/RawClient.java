package dev.haar.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that sends exactly what it is told. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
    }

    RawClient send(String... lines) throws IOException {
        socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Sends a request in AWS JSON. */
    RawClient json(String action, String body) throws IOException {
        return send(
                "POST / HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/x-amz-json-1.0",
                "X-Amz-Target: AmazonSQS." + action,
                "Content-Length: " + body.length(),
                "",
                body);
    }

    /** The lines of the next answer's head. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = input().read();
            if (read < 0) {
                break;
            }
            head.write(read);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The next answer with its body, which must have an announced length. */
    String answer() throws IOException {
        String head = head();
        String name = "content-length: ";
        int at = head.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
        int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
        return head + new String(input().readNBytes(length), StandardCharsets.UTF_8);
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /** Ends the connection with a reset: what is sent to it from now on fails at once. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
