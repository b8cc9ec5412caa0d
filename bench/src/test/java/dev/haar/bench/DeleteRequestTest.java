package dev.haar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeleteRequestTest {
    private final Requests requests = new Requests("localhost:1", "http://localhost:1/0/q");

    @Test
    void take_copiesEveryHandleOfABatch() {
        DeleteRequest delete = requests.delete(10);

        assertThat(delete.take(answer("{\"Messages\":[{\"ReceiptHandle\":\"a/+=\"},{\"ReceiptHandle\":\"bb\"}]}")))
                .isEqualTo(2);

        String json = "{\"QueueUrl\":\"http://localhost:1/0/q\",\"Entries\":["
                + "{\"Id\":\"0\",\"ReceiptHandle\":\"a/+=\"},{\"Id\":\"1\",\"ReceiptHandle\":\"bb\"}]}";
        assertThat(text(delete)).endsWith("Content-Length: " + json.length() + "\r\n\r\n" + json);
    }

    @Test
    void take_copiesTheOneHandle() {
        DeleteRequest delete = requests.delete(1);

        assertThat(delete.take(answer("{\"Messages\":[{\"ReceiptHandle\":\"a\"}]}")))
                .isEqualTo(1);

        assertThat(text(delete)).endsWith("{\"QueueUrl\":\"http://localhost:1/0/q\",\"ReceiptHandle\":\"a\"}");
    }

    @Test
    void take_findsNothingInAnEmptyAnswer() {
        assertThat(requests.delete(10).take(answer("{}"))).isZero();
    }

    private static Answer answer(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return new Answer(200, bytes, 0, bytes.length, bytes.length);
    }

    private static String text(DeleteRequest delete) {
        return StandardCharsets.US_ASCII.decode(delete.bytes()).toString();
    }
}
