package dev.haar.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.HaarExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Many senders and receivers at once, by SDK v2's asynchronous client. The clock stands still, so that a message in flight
 * comes back only if its receiver gives it back.
 */
@Timeout(300)
class SoakIT {
    private static final int SENDERS = 12;
    private static final int RECEIVERS = 12;
    private static final int BATCHES_PER_SENDER = 25;
    private static final int BATCH = 10;
    private static final int ALL = SENDERS * BATCHES_PER_SENDER * BATCH;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private final SqsAsyncClient sqs = haar.sqsAsync();

    /** The messages that a receiver holds: nobody may get them meanwhile. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final List<String> twice = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<Integer>> done = new ConcurrentHashMap<>();
    private final AtomicInteger left = new AtomicInteger(ALL);
    private final AtomicInteger receives = new AtomicInteger();

    @Test
    void standard_losesNothing_andGivesNothingTwiceWhileInvisible() throws Exception {
        String queue = sqs.createQueue(r -> r.queueName("soak")).join().queueUrl();
        run(queue, false);
        assertThat(twice).isEmpty();
        assertThat(done).hasSize(SENDERS);
        assertThat(done.values())
                .allSatisfy(numbers -> assertThat(numbers).containsExactlyInAnyOrderElementsOf(numbersOfOneSender()));
    }

    @Test
    void fifo_keepsTheOrderOfEachGroupToo() throws Exception {
        String queue = sqs.createQueue(r -> r.queueName("soak.fifo")
                        .attributesWithStrings(Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true")))
                .join()
                .queueUrl();
        run(queue, true);
        assertThat(twice).isEmpty();
        assertThat(done).hasSize(SENDERS);
        assertThat(done.values()).allSatisfy(numbers -> assertThat(numbers).isEqualTo(numbersOfOneSender()));
    }

    private void run(String queue, boolean fifo) throws InterruptedException, ExecutionException {
        haar.operator().freeze();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            String sender = "s" + i;
            work.add(() -> send(queue, sender, fifo));
        }
        for (int i = 0; i < RECEIVERS; i++) {
            work.add(() -> receive(queue));
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(held).isEmpty();
        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(queue)
                                .attributeNamesWithStrings(
                                        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"))
                        .join()
                        .attributesAsStrings()
                        .values())
                .containsOnly("0");
    }

    private Void send(String queue, String sender, boolean fifo) {
        for (int batch = 0; batch < BATCHES_PER_SENDER; batch++) {
            int first = batch * BATCH;
            List<SendMessageBatchRequestEntry> entries = IntStream.range(first, first + BATCH)
                    .mapToObj(number -> SendMessageBatchRequestEntry.builder()
                            .id("n" + number)
                            .messageBody(sender + ":" + number)
                            .messageGroupId(fifo ? sender : null)
                            .build())
                    .toList();
            SendMessageBatchResponse sent = sqs.sendMessageBatch(
                            r -> r.queueUrl(queue).entries(entries))
                    .join();
            assertThat(sent.successful()).hasSize(BATCH);
        }
        return null;
    }

    private Void receive(String queue) {
        while (left.get() > 0) {
            List<Message> messages = sqs.receiveMessage(r -> r.queueUrl(queue)
                            .maxNumberOfMessages(BATCH)
                            .waitTimeSeconds(1)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .join()
                    .messages();
            if (messages.isEmpty()) {
                continue;
            }
            messages.stream()
                    .map(Message::messageId)
                    .filter(id -> !held.add(id))
                    .forEach(twice::add);
            if (receives.incrementAndGet() % 5 == 0) {
                giveBack(queue, messages);
            } else {
                finish(queue, messages);
            }
        }
        return null;
    }

    private void giveBack(String queue, List<Message> messages) {
        messages.forEach(message -> held.remove(message.messageId()));
        assertThat(sqs.changeMessageVisibilityBatch(r -> r.queueUrl(queue)
                                .entries(messages.stream()
                                        .map(message -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                                .id(message.messageId())
                                                .receiptHandle(message.receiptHandle())
                                                .visibilityTimeout(0)
                                                .build())
                                        .toList()))
                        .join()
                        .failed())
                .isEmpty();
    }

    private void finish(String queue, List<Message> messages) {
        for (Message message : messages) {
            String[] senderAndNumber = message.body().split(":", 2);
            done.computeIfAbsent(senderAndNumber[0], sender -> Collections.synchronizedList(new ArrayList<>()))
                    .add(Integer.valueOf(senderAndNumber[1]));
        }
        assertThat(sqs.deleteMessageBatch(r -> r.queueUrl(queue)
                                .entries(messages.stream()
                                        .map(message -> DeleteMessageBatchRequestEntry.builder()
                                                .id(message.messageId())
                                                .receiptHandle(message.receiptHandle())
                                                .build())
                                        .toList()))
                        .join()
                        .failed())
                .isEmpty();
        messages.forEach(message -> held.remove(message.messageId()));
        left.addAndGet(-messages.size());
    }

    private static List<Integer> numbersOfOneSender() {
        return IntStream.range(0, BATCHES_PER_SENDER * BATCH).boxed().toList();
    }
}
