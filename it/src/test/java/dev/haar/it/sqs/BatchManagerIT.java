package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.it.HaarExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** SDK v2's automatic batching. */
class BatchManagerIT {
    private static final int MESSAGES = 35;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private SqsAsyncBatchManager manager;
    private String queue;

    @BeforeEach
    void makeManager() {
        queue = haar.sqs().createQueue(r -> r.queueName("orders")).queueUrl();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        haar.closeWithTest(executor::shutdownNow);
        manager = haar.closeWithTest(SqsAsyncBatchManager.builder()
                .client(haar.sqsAsync())
                .scheduledExecutor(executor)
                .overrideConfiguration(c -> c.maxBatchSize(10)
                        .sendRequestFrequency(Duration.ofMillis(50))
                        .receiveMessageMinWaitDuration(Duration.ofSeconds(1)))
                .build());
    }

    @Test
    void messages_goThereAndBack_andAreDeleted() {
        List<CompletableFuture<SendMessageResponse>> sends = IntStream.range(0, MESSAGES)
                .mapToObj(i -> manager.sendMessage(r -> r.queueUrl(queue).messageBody("m-" + i)))
                .toList();
        List<String> ids = sends.stream().map(send -> send.join().messageId()).toList();
        assertThat(ids).doesNotHaveDuplicates();

        List<Message> received = new ArrayList<>();
        while (received.size() < MESSAGES) {
            received.addAll(
                    manager.receiveMessage(r -> r.queueUrl(queue)).join().messages());
        }
        assertThat(received).extracting(Message::messageId).containsExactlyInAnyOrderElementsOf(ids);

        CompletableFuture<?>[] deletions = received.stream()
                .map(message -> manager.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(deletions).join();
        haar.advance(Duration.ofMinutes(1));
        assertThat(haar.sqs().receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
    }

    @Test
    void anEntryThatFails_failsAlone() {
        CompletableFuture<SendMessageResponse> good =
                manager.sendMessage(r -> r.queueUrl(queue).messageBody("good"));
        CompletableFuture<SendMessageResponse> bad =
                manager.sendMessage(r -> r.queueUrl(queue).messageBody("bad").delaySeconds(901));
        assertThat(good.join().messageId()).isNotEmpty();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(SqsException.class);
    }
}
