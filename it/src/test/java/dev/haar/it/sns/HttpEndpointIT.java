package dev.haar.it.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An HTTP endpoint: it agrees, fails, is tried again on the moved clock, and loses a message to the dead-letter queue. */
class HttpEndpointIT {
    @RegisterExtension
    static final HaarExtension HAAR = HaarExtension.fast();

    private SnsClient sns;
    private Subscriber subscriber;
    private String topic;

    @BeforeEach
    void connect() throws Exception {
        sns = HAAR.closeWithTest(Clients.sns(HAAR.endpoint()));
        subscriber = HAAR.closeWithTest(new Subscriber());
        topic = sns.createTopic(request -> request.name("checkout")).topicArn();
    }

    private String subscribe() {
        return sns.subscribe(request -> request.topicArn(topic)
                        .protocol("http")
                        .endpoint(subscriber.url())
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    @Test
    void handshake_thenFailures_thenRetries_thenTheDeadLetterQueue() throws Exception {
        String queue =
                HAAR.sqs().createQueue(request -> request.queueName("dead")).queueUrl();
        String queueArn = HAAR.sqs()
                .getQueueAttributes(request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String arn = subscribe();
        sns.setSubscriptionAttributes(request -> request.subscriptionArn(arn)
                .attributeName("RedrivePolicy")
                .attributeValue("{\"deadLetterTargetArn\":\"" + queueArn + "\"}"));
        String question = subscriber.next();
        assertThat(Subscriber.member(question, "Type")).isEqualTo("SubscriptionConfirmation");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.confirmSubscription(
                        request -> request.topicArn(topic).token("another")))
                .withMessageContaining("Invalid parameter: Token");
        String confirmed = sns.confirmSubscription(
                        request -> request.topicArn(topic).token(Subscriber.member(question, "Token")))
                .subscriptionArn();
        assertThat(confirmed).isEqualTo(arn);

        HAAR.operator().freeze();
        subscriber.answers(503);
        sns.publish(request -> request.topicArn(topic).message("hello"));
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(Subscriber.member(subscriber.next(), "Message")).isEqualTo("hello");
            awaitAttempts(attempt);
            HAAR.advance(Duration.ofSeconds(19));
            assertThat(subscriber.isQuiet()).isTrue();
            HAAR.advance(Duration.ofSeconds(1));
        }
        List<Message> dead = HAAR.sqs()
                .receiveMessage(request ->
                        request.queueUrl(queue).messageAttributeNames("All").waitTimeSeconds(10))
                .messages();
        assertThat(dead).hasSize(1);
        assertThat(Subscriber.member(dead.get(0).body(), "Message")).isEqualTo("hello");
        assertThat(dead.get(0).messageAttributes().get("ErrorCode").stringValue())
                .isEqualTo("503");

        subscriber.answers(200);
        sns.publish(request -> request.topicArn(topic).message("again"));
        assertThat(Subscriber.member(subscriber.next(), "Message")).isEqualTo("again");
    }

    /** The links work from where the subscriber is, unsigned, as a browser follows them. */
    @Test
    void linksOfMessages_confirm_end_andRestore() throws Exception {
        String arn = subscribe();
        follow(Subscriber.member(subscriber.next(), "SubscribeURL"));
        assertThat(attributes(arn))
                .containsEntry("PendingConfirmation", "false")
                .containsEntry("ConfirmationWasAuthenticated", "false");
        sns.publish(request -> request.topicArn(topic).message("hello"));
        follow(Subscriber.member(subscriber.next(), "UnsubscribeURL"));
        String goodbye = subscriber.next();
        assertThat(Subscriber.member(goodbye, "Type")).isEqualTo("UnsubscribeConfirmation");
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .isEmpty();
        follow(Subscriber.member(goodbye, "SubscribeURL"));
        assertThat(attributes(arn)).containsEntry("PendingConfirmation", "false");
    }

    private Map<String, String> attributes(String arn) {
        return sns.getSubscriptionAttributes(request -> request.subscriptionArn(arn))
                .attributes();
    }

    private static void follow(String link) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(link)).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private void awaitAttempts(int count) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            String log = HAAR.operator().deliveries(topic);
            if (log.contains("\"attempt\":" + count)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("There were fewer attempts than " + count);
    }
}
