package dev.haar.it.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One topic, several queues, each with what it wants of what is published. */
class FanOutIT {
    @RegisterExtension
    static final HaarExtension HAAR = HaarExtension.fast();

    private SnsClient sns;

    @BeforeEach
    void connect() {
        sns = HAAR.closeWithTest(Clients.sns(HAAR.endpoint()));
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return HAAR.sqs()
                .createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private String arn(String url) {
        return HAAR.sqs()
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private void subscribe(String topic, String url, Map<String, String> attributes) {
        sns.subscribe(request ->
                request.topicArn(topic).protocol("sqs").endpoint(arn(url)).attributes(attributes));
    }

    private List<String> bodies(String url) {
        return HAAR.sqs().receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }

    @Test
    void shop_eachPipelineGetsWhatItWants() {
        String topic = sns.createTopic(request -> request.name("checkout")).topicArn();
        String billing = queue("billing", Map.of());
        String shipping = queue("shipping", Map.of());
        String fraud = queue("fraud", Map.of());
        subscribe(topic, billing, Map.of());
        subscribe(topic, shipping, Map.of("RawMessageDelivery", "true"));
        subscribe(
                topic,
                fraud,
                Map.of(
                        "RawMessageDelivery", "true",
                        "FilterPolicyScope", "MessageBody",
                        "FilterPolicy", "{\"amount\": [{\"numeric\": [\">=\", 100]}]}"));
        PublishResponse small = sns.publish(request -> request.topicArn(topic).message("{\"amount\": 99.99}"));
        sns.publish(request -> request.topicArn(topic).message("{\"amount\": 100}"));
        assertThat(bodies(shipping)).containsExactly("{\"amount\": 99.99}", "{\"amount\": 100}");
        assertThat(bodies(fraud)).containsExactly("{\"amount\": 100}");
        assertThat(bodies(billing))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"")
                .contains(small.messageId())
                .contains("{\\\"amount\\\": 99.99}");
    }

    @Test
    void fifo_standardQueuesMaySubscribe() {
        String topic = sns.createTopic(request -> request.name("orders.fifo").attributes(Map.of("FifoTopic", "true")))
                .topicArn();
        String standard = queue("standard", Map.of());
        subscribe(topic, standard, Map.of("RawMessageDelivery", "true"));
        sns.publish(request ->
                request.topicArn(topic).message("m").messageGroupId("g").messageDeduplicationId("d"));
        assertThat(bodies(standard)).containsExactly("m");
    }

    @Test
    void fifo_allSubscribersSeeOneOrder() {
        String topic = sns.createTopic(request -> request.name("orders.fifo").attributes(Map.of("FifoTopic", "true")))
                .topicArn();
        Map<QueueAttributeName, String> fifo = Map.of(QueueAttributeName.FIFO_QUEUE, "true");
        String first = queue("first.fifo", fifo);
        String second = queue("second.fifo", fifo);
        subscribe(topic, first, Map.of("RawMessageDelivery", "true"));
        subscribe(topic, second, Map.of("RawMessageDelivery", "true"));
        for (int i = 0; i < 5; i++) {
            String body = "m" + i;
            for (int again = 0; again < 2; again++) {
                sns.publish(request -> request.topicArn(topic)
                        .message(body)
                        .messageGroupId("g")
                        .messageDeduplicationId(body));
            }
        }
        assertThat(bodies(first)).containsExactly("m0", "m1", "m2", "m3", "m4");
        assertThat(bodies(second)).containsExactly("m0", "m1", "m2", "m3", "m4");
    }

    @Test
    void fifo_aThousandMessagesInTwentyGroups_comeInEqualOrder() {
        String topic = sns.createTopic(request -> request.name("orders.fifo").attributes(Map.of("FifoTopic", "true")))
                .topicArn();
        List<String> queues = new ArrayList<>();
        for (String name : List.of("first.fifo", "second.fifo", "third.fifo")) {
            queues.add(queue(name, Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
            subscribe(topic, queues.get(queues.size() - 1), Map.of("RawMessageDelivery", "true"));
        }
        for (int batch = 0; batch < 100; batch++) {
            List<PublishBatchRequestEntry> entries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = batch * 10 + i;
                entries.add(PublishBatchRequestEntry.builder()
                        .id("m" + i)
                        .message(number % 20 + "-" + number)
                        .messageGroupId("g" + number % 20)
                        .messageDeduplicationId("m" + number)
                        .build());
            }
            assertThat(sns.publishBatch(request -> request.topicArn(topic).publishBatchRequestEntries(entries))
                            .successful())
                    .hasSize(10);
        }
        Map<String, List<String>> expected = new HashMap<>();
        for (int number = 0; number < 1000; number++) {
            expected.computeIfAbsent("" + number % 20, group -> new ArrayList<>())
                    .add(number % 20 + "-" + number);
        }
        for (String url : queues) {
            Map<String, List<String>> found = new HashMap<>();
            for (int count = 0; count < 1000; ) {
                for (Message message : HAAR.sqs()
                        .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                        .messages()) {
                    String group = message.body().split("-")[0];
                    found.computeIfAbsent(group, none -> new ArrayList<>()).add(message.body());
                    HAAR.sqs().deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
                    count++;
                }
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void topicThatIsGone_isNotFound() {
        String topic = sns.createTopic(request -> request.name("gone")).topicArn();
        sns.deleteTopic(request -> request.topicArn(topic));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> sns.publish(request -> request.topicArn(topic).message("x")));
    }
}
