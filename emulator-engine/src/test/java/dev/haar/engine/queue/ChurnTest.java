package dev.haar.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.message.MessageAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The file stays in proportion to what it holds, however many messages have gone through it: at most four times as large,
 * and 64 MB.
 *
 * <p>{@code -Dhaar.churn.messages=10000000 -Dhaar.churn.bytes=1024} makes it long.
 */
class ChurnTest extends QueuesOnDisk {
    private static final int MESSAGES = Integer.getInteger("haar.churn.messages", 20_000);
    private static final int BATCH = 1000;
    private static final int BATCHES_BETWEEN_LOOKS = 10;
    private static final String BODY = "x".repeat(Integer.getInteger("haar.churn.bytes", 8192));
    private static final long SPARE = 64L << 20;
    private static final int PROPORTION = 4;
    private static final int HIDDEN_SECONDS = 43_200;

    ChurnTest() {
        super(QueueRules.fast(), MessageMemory.of(32L << 20));
    }

    /** @param staying of every how many messages one stays; 0 for none */
    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void file_isInProportionToWhatItHolds(int staying) throws Exception {
        Queue queue = create("q");
        int sent = 0;
        int stay = 0;
        while (sent < MESSAGES) {
            send(queue);
            for (int i = 0; i < BATCH / 10; i++) {
                List<ReceivedMessage> got = queue.receive(new ReceiveOptions(10, HIDDEN_SECONDS, 0, null))
                        .messages()
                        .join();
                List<String> done = new ArrayList<>();
                for (ReceivedMessage message : got) {
                    sent++;
                    if (staying > 0 && sent % staying == 0) {
                        stay++;
                    } else {
                        done.add(message.receiptHandle());
                    }
                }
                queue.delete(done).forEach(CompletableFuture::join);
            }
            if (sent / BATCH % BATCHES_BETWEEN_LOOKS == 0) {
                assertThat(fileBytes()).as("after %s messages", sent).isLessThan(allowed(stay));
            }
        }
        restart();
        assertThat(get("q").counts()).isEqualTo(new QueueCounts(0, stay, 0));
        assertThat(fileBytes()).isLessThan(allowed(stay));
    }

    private static void send(Queue queue) {
        List<OutgoingMessage> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(new OutgoingMessage(BODY, MessageAttributes.NONE, null, null, null, null, "sender"));
        }
        queue.send(batch).forEach(CompletableFuture::join);
    }

    private static long allowed(int live) {
        return PROPORTION * (long) live * BODY.length() + SPARE;
    }

    private long fileBytes() throws IOException {
        return Files.size(store.directory().resolve("haar.mv.db"));
    }
}
