package dev.haar.it.pointtopoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.MessageAttributeValue;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import dev.haar.it.HaarExtension;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs in the form of AWS's article on point-to-point channels, on SDK v1. */
class Sdk1PointToPointIT {
    private static final int ANSWER_WITHIN_SECONDS = 20;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    @Test
    void oneWay_theReceiverGetsWhatTheSenderSent_once() {
        AmazonSQS sqs = haar.sqs1();
        String queue = sqs.createQueue("my-queue").getQueueUrl();
        String sentId = sqs.sendMessage(queue, "hello world").getMessageId();

        List<Message> received = sqs.receiveMessage(queue).getMessages();
        assertThat(received).extracting(Message::getBody).containsExactly("hello world");
        assertThat(received).extracting(Message::getMessageId).containsExactly(sentId);
        received.forEach(message -> sqs.deleteMessage(queue, message.getReceiptHandle()));

        haar.advance(Duration.ofMinutes(1));
        assertThat(sqs.receiveMessage(queue).getMessages()).isEmpty();
    }

    @Test
    void oneWay_theReceiverWaitsForTheSender() {
        AmazonSQS sqs = haar.sqs1();
        String queue = sqs.createQueue("my-queue").getQueueUrl();
        CompletableFuture<List<Message>> receiver = CompletableFuture.supplyAsync(
                () -> sqs.receiveMessage(new ReceiveMessageRequest(queue).withWaitTimeSeconds(ANSWER_WITHIN_SECONDS))
                        .getMessages());
        haar.operator().letRequestsArrive();
        assertThat(receiver).isNotDone();

        sqs.sendMessage(queue, "at last");

        assertThat(receiver.join()).extracting(Message::getBody).containsExactly("at last");
    }

    @Test
    void requestResponse_eachRequesterGetsItsOwnAnswers() {
        AmazonSQS sqs = haar.sqs1();
        String requests = sqs.createQueue("requests").getQueueUrl();
        String firstReplies = sqs.createQueue("replies-1").getQueueUrl();
        String secondReplies = sqs.createQueue("replies-2").getQueueUrl();
        CompletableFuture<Void> responder = CompletableFuture.runAsync(() -> respond(sqs, requests, 4));

        request(sqs, requests, firstReplies, "1-a", "apple");
        request(sqs, requests, secondReplies, "2-a", "pear");
        request(sqs, requests, firstReplies, "1-b", "plum");
        request(sqs, requests, secondReplies, "2-b", "fig");
        responder.join();

        assertThat(reply(sqs, firstReplies, "1-b")).isEqualTo("PLUM");
        assertThat(reply(sqs, firstReplies, "1-a")).isEqualTo("APPLE");
        assertThat(reply(sqs, secondReplies, "2-a")).isEqualTo("PEAR");
        assertThat(reply(sqs, secondReplies, "2-b")).isEqualTo("FIG");
    }

    private static void request(AmazonSQS sqs, String requests, String replies, String correlationId, String body) {
        sqs.sendMessage(new SendMessageRequest(requests, body)
                .withMessageAttributes(Map.of("CorrelationID", text(correlationId), "ReplyTo", text(replies))));
    }

    /** Answers as many requests as it is told to. */
    private static void respond(AmazonSQS sqs, String requests, int count) {
        for (int answered = 0; answered < count; ) {
            ReceiveMessageRequest receive = new ReceiveMessageRequest(requests)
                    .withMessageAttributeNames("CorrelationID", "ReplyTo")
                    .withWaitTimeSeconds(ANSWER_WITHIN_SECONDS);
            List<Message> messages = sqs.receiveMessage(receive).getMessages();
            assertThat(messages).as("requests").isNotEmpty();
            for (Message message : messages) {
                Map<String, MessageAttributeValue> attributes = message.getMessageAttributes();
                String replyTo = attributes.get("ReplyTo").getStringValue();
                sqs.sendMessage(
                        new SendMessageRequest(replyTo, message.getBody().toUpperCase(Locale.ROOT))
                                .withMessageAttributes(Map.of("CorrelationID", attributes.get("CorrelationID"))));
                sqs.deleteMessage(requests, message.getReceiptHandle());
                answered++;
            }
        }
    }

    /** The answer to one request; other answers are left for whom they concern. */
    private static String reply(AmazonSQS sqs, String replies, String correlationId) {
        ReceiveMessageRequest receive = new ReceiveMessageRequest(replies)
                .withMessageAttributeNames("CorrelationID")
                .withMaxNumberOfMessages(10)
                .withWaitTimeSeconds(ANSWER_WITHIN_SECONDS);
        List<Message> messages = sqs.receiveMessage(receive).getMessages();
        Optional<Message> answer = messages.stream()
                .filter(message -> message.getMessageAttributes()
                        .get("CorrelationID")
                        .getStringValue()
                        .equals(correlationId))
                .findFirst();
        assertThat(answer).as("answer to " + correlationId).isPresent();
        for (Message message : messages) {
            if (message.equals(answer.get())) {
                sqs.deleteMessage(replies, message.getReceiptHandle());
            } else {
                sqs.changeMessageVisibility(replies, message.getReceiptHandle(), 0);
            }
        }
        return answer.get().getBody();
    }

    private static MessageAttributeValue text(String value) {
        return new MessageAttributeValue().withDataType("String").withStringValue(value);
    }
}
