package dev.haar.api;

import dev.haar.Haar;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A short life of Haar, watched by the JVM: what it loads here goes into the archive that makes later starts faster.
 * The launcher runs it in the background, and the container's image when it is built.
 */
public final class Training {
    private Training() {}

    /** Starts Haar on a free port, asks it a little of everything in each protocol, and stops it. */
    public static void main(String[] arguments) throws IOException {
        Main.commandLine(System.getenv()).getUsageMessage();
        try (Haar haar = Haar.start()) {
            String queue = "\"QueueUrl\":\"" + haar.endpoint() + "/" + haar.account() + "/training\"";
            json(haar, "CreateQueue", "{\"QueueName\":\"training\"}");
            json(haar, "SendMessage", "{" + queue + ",\"MessageBody\":\"Hello\"}");
            json(haar, "ReceiveMessage", "{" + queue + ",\"WaitTimeSeconds\":1}");
            json(haar, "GetQueueAttributes", "{" + queue + ",\"AttributeNames\":[\"All\"]}");
            json(haar, "DeleteQueue", "{" + queue + "}");
            ask(
                    haar,
                    "POST / HTTP/1.1",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Action=ListQueues&Version=2012-11-05");
            ask(haar, "GET /_haar/health HTTP/1.1", "Accept: */*", "");
        }
    }

    private static void json(Haar haar, String action, String body) throws IOException {
        ask(
                haar,
                "POST / HTTP/1.1",
                "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS." + action,
                body);
    }

    private static void ask(Haar haar, String line, String headers, String body) throws IOException {
        String request = line + "\r\nHost: localhost:" + haar.port() + "\r\nConnection: close\r\n" + headers
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (Socket socket = new Socket("127.0.0.1", haar.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }
}
