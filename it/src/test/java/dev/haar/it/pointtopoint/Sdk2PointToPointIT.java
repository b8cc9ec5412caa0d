package dev.haar.it.pointtopoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.HaarExtension;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Programs in the form of AWS's article on point-to-point channels, on SDK v2: requester synchronous, responder not. */
class Sdk2PointToPointIT {
    private static final int ANSWER_WITHIN_SECONDS = 20;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    @Test
    void oneWay_syncSenderToAsyncReceiver() {
        String queue = haar.sqs().createQueue(r -> r.queueName("my-queue")).queueUrl();
        CompletableFuture<List<Message>> receiver = receive(haar.sqsAsync(), queue);
        haar.operator().letRequestsArrive();
        assertThat(receiver).isNotDone();

        haar.sqs().sendMessage(r -> r.queueUrl(queue).messageBody("hello world"));

        assertThat(receiver.join()).extracting(Message::body).containsExactly("hello world");
    }

    @Test
    void oneWay_asyncSenderToSyncReceiver() {
        String queue = haar.sqs().createQueue(r -> r.queueName("my-queue")).queueUrl();
        haar.sqsAsync()
                .sendMessage(r -> r.queueUrl(queue).messageBody("hello world"))
                .join();
        List<Message> received =
                haar.sqs().receiveMessage(r -> r.queueUrl(queue)).messages();
        assertThat(received).extracting(Message::body).containsExactly("hello world");
    }

    @Test
    void requestResponse_byCorrelationIdAndReplyTo() {
        SqsClient sqs = haar.sqs();
        String requests = sqs.createQueue(r -> r.queueName("requests")).queueUrl();
        String replies = sqs.createQueue(r -> r.queueName("replies")).queueUrl();
        CompletableFuture<Void> responder = respondOnce(haar.sqsAsync(), requests);
        CompletableFuture<Void> other = respondOnce(haar.sqsAsync(), requests);

        assertThat(ask(sqs, requests, replies, "1", "apple")).isEqualTo("APPLE");
        assertThat(ask(sqs, requests, replies, "2", "pear")).isEqualTo("PEAR");

        CompletableFuture.allOf(responder, other).join();
    }

    private static String ask(SqsClient sqs, String requests, String replies, String correlationId, String question) {
        sqs.sendMessage(r -> r.queueUrl(requests)
                .messageBody(question)
                .messageAttributes(Map.of("CorrelationID", text(correlationId), "ReplyTo", text(replies))));
        List<Message> answers = sqs.receiveMessage(r -> r.queueUrl(replies)
                        .messageAttributeNames("CorrelationID")
                        .waitTimeSeconds(ANSWER_WITHIN_SECONDS))
                .messages();
        assertThat(answers).hasSize(1);
        Message answer = answers.get(0);
        assertThat(answer.messageAttributes().get("CorrelationID").stringValue())
                .isEqualTo(correlationId);
        sqs.deleteMessage(r -> r.queueUrl(replies).receiptHandle(answer.receiptHandle()));
        return answer.body();
    }

    private static CompletableFuture<Void> respondOnce(SqsAsyncClient sqs, String requests) {
        return receive(sqs, requests).thenCompose(messages -> {
            assertThat(messages).as("requests").hasSize(1);
            Message request = messages.get(0);
            return answer(sqs, request)
                    .thenCompose(
                            done -> sqs.deleteMessage(r -> r.queueUrl(requests).receiptHandle(request.receiptHandle())))
                    .thenAccept(done -> {});
        });
    }

    private static CompletionStage<?> answer(SqsAsyncClient sqs, Message request) {
        Map<String, MessageAttributeValue> attributes = request.messageAttributes();
        return sqs.sendMessage(r -> r.queueUrl(attributes.get("ReplyTo").stringValue())
                .messageBody(request.body().toUpperCase(Locale.ROOT))
                .messageAttributes(Map.of("CorrelationID", attributes.get("CorrelationID"))));
    }

    private static CompletableFuture<List<Message>> receive(SqsAsyncClient sqs, String queue) {
        return sqs.receiveMessage(
                        r -> r.queueUrl(queue).messageAttributeNames("All").waitTimeSeconds(ANSWER_WITHIN_SECONDS))
                .thenApply(response -> response.messages());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
