package dev.haar.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The constants the bare server answers, of the sizes Haar's answers have: what an SQS client would call correct,
 * though nothing is stored. The report warns where the two servers' answers differ in size.
 */
final class BareAnswers {
    private static final String MD5 = "0f343b0931126a20f133d67c2b018a3b";
    private static final String MESSAGE_ID = "7c3ad2a0-5b5e-4b53-9d2f-3a1c1f0a9e11";
    private static final String SEQUENCE = "\"SequenceNumber\":\"18850000000000000000\"";

    /** The action of SNS's requests is in their bodies. There is only one with which SNS is measured. */
    private static final String PUBLISHED =
            "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>"
                    + MESSAGE_ID
                    + "</MessageId></PublishResult><ResponseMetadata><RequestId>" + MESSAGE_ID
                    + "</RequestId></ResponseMetadata></PublishResponse>";

    private final Map<String, byte[]> byTarget = new HashMap<>();

    /**
     * @param fifo whether sends answer a sequence number
     * @param batch messages per batch, and per ReceiveMessage
     * @param handleSize characters of a receipt handle
     */
    BareAnswers(boolean fifo, int batch, int handleSize) {
        String sequence = fifo ? "," + SEQUENCE : "";
        String sent = "\"MD5OfMessageBody\":\"" + MD5 + "\",\"MessageId\":\"" + MESSAGE_ID + "\"" + sequence;
        put("ListQueues", "{}");
        put("CreateQueue", "{\"QueueUrl\":\"" + Requests.DEFAULT_QUEUE_URL + "\"}");
        put("PurgeQueue", "");
        put("SendMessage", "{" + sent + "}");
        put("SendMessageBatch", successful(batch, i -> "{\"Id\":\"" + i + "\"," + sent + "}"));
        put("ReceiveMessage", "{\"Messages\":" + list(batch, i -> message(handleSize)) + "}");
        put("DeleteMessage", "");
        putCloudMap("CreatePrivateDnsNamespace", "{\"OperationId\":\"" + MESSAGE_ID + "\"}");
        putCloudMap("GetOperation", "{\"Operation\":{\"Targets\":{\"NAMESPACE\":\"ns-0123456789abcdef\"}}}");
        putCloudMap("CreateService", "{\"Service\":{\"Id\":\"srv-0123456789abcdef\"}}");
        putCloudMap("RegisterInstance", "{\"OperationId\":\"" + MESSAGE_ID + "\"}");
        putCloudMap(
                "DiscoverInstances",
                "{\"Instances\":" + list(CloudMapRequests.WANTED, BareAnswers::instance)
                        + ",\"InstancesRevision\":101}");
        put("DeleteMessageBatch", successful(batch, i -> "{\"Id\":\"" + i + "\"}"));
        byTarget.put(null, PUBLISHED.getBytes(StandardCharsets.US_ASCII));
    }

    /** The body for an {@code X-Amz-Target}, which SNS's requests have not; or null. */
    ByteBuffer body(String target) {
        byte[] body = byTarget.get(target);
        return body == null ? null : ByteBuffer.wrap(body);
    }

    private void put(String action, String body) {
        byTarget.put(Requests.TARGET_PREFIX + action, body.getBytes(StandardCharsets.US_ASCII));
    }

    private void putCloudMap(String action, String body) {
        byTarget.put(CloudMapRequests.TARGET_PREFIX + action, body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String instance(int number) {
        return "{\"InstanceId\":\"" + CloudMapRequests.instance(number) + "\",\"NamespaceName\":\""
                + CloudMapRequests.NAMESPACE + "\",\"ServiceName\":\"" + CloudMapRequests.service(number)
                + "\",\"HealthStatus\":\"HEALTHY\",\"Attributes\":" + CloudMapRequests.attributes(number) + "}";
    }

    private static String message(int handleSize) {
        return "{\"MessageId\":\"" + MESSAGE_ID + "\",\"ReceiptHandle\":\"" + "h".repeat(handleSize)
                + "\",\"MD5OfBody\":\"" + MD5 + "\",\"Body\":\"" + Requests.BODY + "\"}";
    }

    private static String successful(int count, IntFunction<String> entry) {
        return "{\"Successful\":" + list(count, entry) + "}";
    }

    private static String list(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(",", "[", "]"));
    }
}
