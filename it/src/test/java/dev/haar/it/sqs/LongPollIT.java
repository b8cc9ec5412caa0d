package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.it.HaarExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Long polls, by SDK v2's asynchronous client. Each must end well before its twenty seconds are over. */
class LongPollIT {
    private static final int LONGEST = 20;
    private static final int SOON = 15;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private final SqsClient sqs = haar.sqs();
    private final SqsAsyncClient async = haar.sqsAsync();

    @Test
    void aSend_wakesThePoll() throws Exception {
        String queue = queue(Map.of());
        CompletableFuture<List<Message>> poll = poll(queue);
        send(queue, "a");
        assertThat(bodies(poll)).containsExactly("a");
    }

    @Test
    void theEndOfADelay_wakesThePoll() throws Exception {
        String queue = queue(Map.of(QueueAttributeName.DELAY_SECONDS, "5"));
        haar.operator().freeze();
        send(queue, "a");
        CompletableFuture<List<Message>> poll = poll(queue);
        haar.advance(Duration.ofSeconds(4));
        haar.operator().letRequestsArrive();
        assertThat(poll).isNotDone();
        haar.advance(Duration.ofSeconds(1));
        assertThat(bodies(poll)).containsExactly("a");
    }

    @Test
    void theEndOfAVisibilityTimeout_wakesThePoll() throws Exception {
        String queue = queue(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "10"));
        haar.operator().freeze();
        send(queue, "a");
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages()).hasSize(1);
        CompletableFuture<List<Message>> poll = poll(queue);
        haar.advance(Duration.ofSeconds(9));
        haar.operator().letRequestsArrive();
        assertThat(poll).isNotDone();
        haar.advance(Duration.ofSeconds(1));
        assertThat(bodies(poll)).containsExactly("a");
    }

    @Test
    void visibilityChangedToZero_wakesThePoll() throws Exception {
        String queue = queue(Map.of());
        send(queue, "a");
        String handle =
                sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0).receiptHandle();
        CompletableFuture<List<Message>> poll = poll(queue);
        sqs.changeMessageVisibility(r -> r.queueUrl(queue).receiptHandle(handle).visibilityTimeout(0));
        assertThat(bodies(poll)).containsExactly("a");
    }

    @Test
    void theDeletionThatFreesAFifoGroup_wakesThePoll() throws Exception {
        String queue = sqs.createQueue(r -> r.queueName("orders.fifo")
                        .attributesWithStrings(Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true")))
                .queueUrl();
        sqs.sendMessage(r -> r.queueUrl(queue).messageGroupId("g").messageBody("a"));
        sqs.sendMessage(r -> r.queueUrl(queue).messageGroupId("g").messageBody("b"));
        String handle =
                sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0).receiptHandle();
        CompletableFuture<List<Message>> poll = poll(queue);
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(handle));
        assertThat(bodies(poll)).containsExactly("b");
    }

    @Test
    void theEndOfTheWait_isAnEmptyAnswer() throws Exception {
        String queue = queue(Map.of());
        haar.operator().freeze();
        CompletableFuture<List<Message>> poll = poll(queue);
        haar.advance(Duration.ofSeconds(LONGEST));
        assertThat(bodies(poll)).isEmpty();
        send(queue, "a");
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages()).hasSize(1);
    }

    @Test
    void theQueuesWaitTime_counts_unlessThePollHasItsOwn() throws Exception {
        String queue = queue(Map.of(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "20"));
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(0)).messages())
                .isEmpty();
        CompletableFuture<List<Message>> poll =
                async.receiveMessage(r -> r.queueUrl(queue)).thenApply(response -> response.messages());
        haar.operator().letRequestsArrive();
        assertThat(poll).isNotDone();
        send(queue, "a");
        assertThat(bodies(poll)).containsExactly("a");
    }

    @Test
    void manyPolls_eachGetOneMessage() throws Exception {
        String queue = queue(Map.of());
        List<CompletableFuture<List<Message>>> polls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            polls.add(async.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(LONGEST))
                    .thenApply(response -> response.messages()));
        }
        haar.operator().letRequestsArrive();
        assertThat(polls).noneMatch(CompletableFuture::isDone);
        List<String> sent = IntStream.range(0, 50).mapToObj(i -> "m-" + i).toList();
        sent.forEach(body -> send(queue, body));
        List<String> received = new ArrayList<>();
        for (CompletableFuture<List<Message>> poll : polls) {
            received.addAll(bodies(poll));
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void deletingTheQueue_endsItsPolls_andARecreatedOneOwesThemNothing() throws Exception {
        String queue = queue(Map.of());
        CompletableFuture<List<Message>> poll = poll(queue);
        sqs.deleteQueue(r -> r.queueUrl(queue));
        String again = queue(Map.of());
        send(again, "a");
        assertThatThrownBy(() -> poll.get(SOON, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(QueueDoesNotExistException.class);
        assertThat(sqs.receiveMessage(r -> r.queueUrl(again)).messages()).hasSize(1);
    }

    @Test
    void aReset_endsThePolls() throws Exception {
        CompletableFuture<List<Message>> poll = poll(queue(Map.of()));
        haar.operator().reset();
        assertThat(poll.handle((messages, failure) -> "ended").get(SOON, TimeUnit.SECONDS))
                .isEqualTo("ended");
    }

    private String queue(Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(r -> r.queueName("orders").attributes(attributes))
                .queueUrl();
    }

    private void send(String queue, String body) {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
    }

    /** A poll that waits. */
    private CompletableFuture<List<Message>> poll(String queue) {
        CompletableFuture<List<Message>> poll = async.receiveMessage(
                        r -> r.queueUrl(queue).waitTimeSeconds(LONGEST).maxNumberOfMessages(10))
                .thenApply(response -> response.messages());
        haar.operator().letRequestsArrive();
        assertThat(poll).isNotDone();
        return poll;
    }

    private static List<String> bodies(CompletableFuture<List<Message>> poll) throws Exception {
        return poll.get(SOON, TimeUnit.SECONDS).stream().map(Message::body).toList();
    }
}
