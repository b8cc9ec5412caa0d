package dev.haar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SendRequestTest {
    private final Requests requests = new Requests("localhost:1", "http://localhost:1/0/q.fifo");

    @Test
    void next_numbersEachMessageOfAFifoBatch() {
        SendRequest send = requests.sendFifo(2, new AtomicLong(98)::incrementAndGet);

        assertThat(text(send))
                .contains("\"MessageDeduplicationId\":\"0000000000000099\",\"MessageGroupId\":\"group-99\"")
                .contains("\"MessageDeduplicationId\":\"0000000000000100\",\"MessageGroupId\":\"group-00\"");
        assertThat(text(send)).contains("\"0000000000000101\"").contains("\"0000000000000102\"");
    }

    @Test
    void next_isCompleteEachTimeThoughTheLastWasWritten() {
        SendRequest send = requests.send(1);

        assertThat(text(send)).isEqualTo(text(send)).endsWith(Requests.BODY + "\"}");
    }

    private static String text(SendRequest send) {
        return StandardCharsets.US_ASCII.decode(send.next()).toString();
    }
}
