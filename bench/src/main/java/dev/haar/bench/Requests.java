package dev.haar.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests on one queue, as the AWS SDK for Java 2 writes them: the same headers, of the same length. */
record Requests(String host, String queueUrl) {
    static final String TARGET_PREFIX = "AmazonSQS.";
    static final String TARGET_HEADER = "X-Amz-Target: ";
    static final String DEFAULT_QUEUE_URL = "http://localhost:4566/000000000000/bench";
    static final int BODY_SIZE = 1024;
    static final String BODY =
            "The quick brown fox jumps over a lazy dog 0123456789. ".repeat(20).substring(0, BODY_SIZE);

    private static final String MESSAGE = "\"MessageBody\":\"" + BODY + "\"";

    static ByteBuffer listQueues(String host) {
        return direct(head(host, "ListQueues"), "{}");
    }

    static ByteBuffer createQueue(String host, String name, boolean fifo) {
        String attributes = fifo ? ",\"Attributes\":{\"FifoQueue\":\"true\"}" : "";
        return direct(
                head(host, "CreateQueue"),
                "{\"QueueName\":\"" + name + (fifo ? ".fifo" : "") + "\"" + attributes + "}");
    }

    ByteBuffer purge() {
        return direct(head(host, "PurgeQueue"), "{" + queue() + "}");
    }

    ByteBuffer receive(int messages, int waitSeconds) {
        String json =
                "{" + queue() + ",\"MaxNumberOfMessages\":" + messages + ",\"WaitTimeSeconds\":" + waitSeconds + "}";
        return direct(head(host, "ReceiveMessage"), json);
    }

    SendRequest send(int batch) {
        return send(batch, "", () -> 0);
    }

    SendRequest sendFifo(int batch, LongSupplier numbers) {
        return send(batch, SendRequest.FIFO_MEMBERS, numbers);
    }

    DeleteRequest delete(int batch) {
        return batch == 1
                ? new DeleteRequest(head(host, "DeleteMessage"), "{" + queue() + ",", "}", false)
                : new DeleteRequest(head(host, "DeleteMessageBatch"), "{" + queue() + ",\"Entries\":[", "]}", true);
    }

    private SendRequest send(int batch, String members, LongSupplier numbers) {
        if (batch == 1) {
            String json = "{" + queue() + "," + MESSAGE + members + "}";
            return new SendRequest(direct(head(host, "SendMessage"), json), 1, numbers);
        }
        String json = IntStream.range(0, batch)
                .mapToObj(i -> "{\"Id\":\"" + i + "\"," + MESSAGE + members + "}")
                .collect(Collectors.joining(",", "{" + queue() + ",\"Entries\":[", "]}"));
        return new SendRequest(direct(head(host, "SendMessageBatch"), json), batch, numbers);
    }

    private String queue() {
        return "\"QueueUrl\":\"" + queueUrl + "\"";
    }

    /** Has the queue encrypted under the key that AWS manages. */
    ByteBuffer encrypt() {
        return direct(
                head(host, "SetQueueAttributes"),
                "{" + queue() + ",\"Attributes\":{\"KmsMasterKeyId\":\"alias/aws/sqs\"}}");
    }

    private static String head(String host, String action) {
        return head(host, "sqs", TARGET_HEADER + TARGET_PREFIX + action, "application/x-amz-json-1.0");
    }

    /**
     * Everything before the content length, which comes last.
     *
     * @param target the header that names the action, or nothing if the body does
     */
    static String head(String host, String service, String target, String contentType) {
        return String.join(
                "\r\n",
                "POST / HTTP/1.1",
                "Host: " + host,
                "amz-sdk-invocation-id: 0b0f4d8e-7d3c-2a57-6f0e-5f1b9f6f2c3a",
                "amz-sdk-request: attempt=1; max=3",
                "Authorization: AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/" + service
                        + "/aws4_request,"
                        + " SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;"
                        + "x-amz-content-sha256;x-amz-date;x-amz-target, Signature=" + "5d".repeat(32),
                "Content-Type: " + contentType,
                "User-Agent: aws-sdk-java/2.50.2 md/io#sync md/http#Apache ua/2.1 api/SQS#2.50.x os/Linux#6.1.0"
                        + " lang/java#17.0.15 md/OpenJDK_64-Bit_Server_VM#17.0.15+6 md/vendor#Debian md/en m/D,N",
                "x-amz-content-sha256: UNSIGNED-PAYLOAD",
                "X-Amz-Date: 20260101T000000Z",
                target + (target.isEmpty() ? "" : "\r\n") + "Content-Length: ");
    }

    static ByteBuffer direct(String head, String body) {
        byte[] bytes = (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
