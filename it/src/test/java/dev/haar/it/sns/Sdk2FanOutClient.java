package dev.haar.it.sns;

import dev.haar.it.Clients;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** By SDK v2, which leaves the queue's policy to its users. */
final class Sdk2FanOutClient implements FanOutClient {
    private final SnsClient sns;
    private final SqsClient sqs;

    Sdk2FanOutClient(URI endpoint) {
        sns = Clients.sns(endpoint);
        sqs = Clients.sync(endpoint);
    }

    @Override
    public String topic(String name) {
        Map<String, String> attributes = name.endsWith(".fifo") ? Map.of("FifoTopic", "true") : Map.of();
        return sns.createTopic(request -> request.name(name).attributes(attributes))
                .topicArn();
    }

    @Override
    public String queue(String name) {
        Map<QueueAttributeName, String> attributes =
                name.endsWith(".fifo") ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of();
        return sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    @Override
    public String subscribe(String topicArn, String queueUrl, Map<String, String> attributes) {
        String queueArn = sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                + "\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"" + queueArn
                + "\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"" + topicArn + "\"}}}]}";
        sqs.setQueueAttributes(
                request -> request.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.POLICY, policy)));
        return sns.subscribe(request -> request.topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    @Override
    public String publish(String topicArn, String body) {
        return sns.publish(request -> request.topicArn(topicArn).message(body)).messageId();
    }

    @Override
    public void publish(String topicArn, List<Entry> entries) {
        List<PublishBatchRequestEntry> batch = entries.stream()
                .map(each -> PublishBatchRequestEntry.builder()
                        .id(each.id())
                        .message(each.body())
                        .messageGroupId(each.groupId())
                        .messageDeduplicationId(each.body())
                        .build())
                .toList();
        if (sns.publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(batch))
                        .successful()
                        .size()
                != entries.size()) {
            throw new IllegalStateException("Not all were published.");
        }
    }

    @Override
    public List<String> take(String queueUrl) {
        List<Message> messages = sqs.receiveMessage(
                        request -> request.queueUrl(queueUrl).maxNumberOfMessages(10))
                .messages();
        if (!messages.isEmpty()) {
            List<DeleteMessageBatchRequestEntry> done = messages.stream()
                    .map(each -> DeleteMessageBatchRequestEntry.builder()
                            .id(each.messageId())
                            .receiptHandle(each.receiptHandle())
                            .build())
                    .toList();
            sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(done));
        }
        return messages.stream().map(Message::body).toList();
    }

    @Override
    public void close() {
        sns.close();
        sqs.close();
    }
}
