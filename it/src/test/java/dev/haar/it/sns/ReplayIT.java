package dev.haar.it.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidStateException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A FIFO topic's messages are sent again to whoever asks. */
class ReplayIT {
    @RegisterExtension
    static final HaarExtension HAAR = HaarExtension.fast();

    private SnsClient sns;

    @BeforeEach
    void connect() {
        sns = HAAR.closeWithTest(Clients.sns(HAAR.endpoint()));
    }

    @Test
    void lateSubscriber_getsTheArchive_inOrder() {
        String topic = sns.createTopic(request -> request.name("orders.fifo")
                        .attributes(Map.of(
                                "FifoTopic", "true",
                                "ContentBasedDeduplication", "true",
                                "ArchivePolicy", "{\"MessageRetentionPeriod\":\"7\"}")))
                .topicArn();
        String beginning = sns.getTopicAttributes(request -> request.topicArn(topic))
                .attributes()
                .get("BeginningArchiveTime");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = "order " + i;
            sns.publish(request -> request.topicArn(topic).message(text).messageGroupId("shop"));
            sent.add(text);
        }
        String url = HAAR.sqs()
                .createQueue(request ->
                        request.queueName("late.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        String subscription = sns.subscribe(request -> request.topicArn(topic)
                        .protocol("sqs")
                        .endpoint("arn:aws:sqs:us-east-1:000000000000:late.fifo")
                        .attributes(Map.of(
                                "RawMessageDelivery",
                                "true",
                                "ReplayPolicy",
                                "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + beginning + "\"}")))
                .subscriptionArn();
        await().until(() -> sns.getSubscriptionAttributes(request -> request.subscriptionArn(subscription))
                .attributes()
                .get("ReplayStatus")
                .equals("Completed"));
        List<String> received = new ArrayList<>();
        while (received.size() < sent.size()) {
            for (Message message : HAAR.sqs()
                    .receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(5)
                            .messageAttributeNames("All"))
                    .messages()) {
                received.add(message.body());
                assertThat(message.messageAttributes()).containsKey("Replayed");
                HAAR.sqs().deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        assertThat(received).containsExactlyElementsOf(sent);
        assertThatExceptionOfType(InvalidStateException.class)
                .isThrownBy(() -> sns.deleteTopic(request -> request.topicArn(topic)));
    }
}
