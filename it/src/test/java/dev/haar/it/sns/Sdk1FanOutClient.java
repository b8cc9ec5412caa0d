package dev.haar.it.sns;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sns.model.CreateTopicRequest;
import com.amazonaws.services.sns.model.PublishBatchRequest;
import com.amazonaws.services.sns.model.PublishBatchRequestEntry;
import com.amazonaws.services.sns.util.Topics;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.model.CreateQueueRequest;
import com.amazonaws.services.sqs.model.DeleteMessageBatchRequestEntry;
import com.amazonaws.services.sqs.model.Message;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import dev.haar.it.Clients;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** By SDK v1, whose {@code Topics.subscribeQueue} also gives the queue the policy that it needs. */
final class Sdk1FanOutClient implements FanOutClient {
    private final AmazonSNS sns;
    private final AmazonSQS sqs;

    Sdk1FanOutClient(URI endpoint) {
        sns = AmazonSNSClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(endpoint.toString(), Clients.REGION))
                .withCredentials(new AWSStaticCredentialsProvider(
                        new BasicAWSCredentials(Clients.ACCESS_KEY, Clients.ACCESS_KEY)))
                .build();
        sqs = Clients.sdk1(endpoint);
    }

    @Override
    public String topic(String name) {
        CreateTopicRequest request = new CreateTopicRequest(name);
        return sns.createTopic(name.endsWith(".fifo") ? request.withAttributes(Map.of("FifoTopic", "true")) : request)
                .getTopicArn();
    }

    @Override
    public String queue(String name) {
        CreateQueueRequest request = new CreateQueueRequest(name);
        return sqs.createQueue(name.endsWith(".fifo") ? request.withAttributes(Map.of("FifoQueue", "true")) : request)
                .getQueueUrl();
    }

    @Override
    public String subscribe(String topicArn, String queueUrl, Map<String, String> attributes) {
        String arn = Topics.subscribeQueue(sns, sqs, topicArn, queueUrl);
        attributes.forEach((name, value) -> sns.setSubscriptionAttributes(arn, name, value));
        return arn;
    }

    @Override
    public String publish(String topicArn, String body) {
        return sns.publish(topicArn, body).getMessageId();
    }

    @Override
    public void publish(String topicArn, List<Entry> entries) {
        PublishBatchRequest request = new PublishBatchRequest()
                .withTopicArn(topicArn)
                .withPublishBatchRequestEntries(entries.stream()
                        .map(each -> new PublishBatchRequestEntry()
                                .withId(each.id())
                                .withMessage(each.body())
                                .withMessageGroupId(each.groupId())
                                .withMessageDeduplicationId(each.body()))
                        .toList());
        if (!sns.publishBatch(request).getFailed().isEmpty()) {
            throw new IllegalStateException("Not all were published.");
        }
    }

    @Override
    public List<String> take(String queueUrl) {
        List<Message> messages = sqs.receiveMessage(new ReceiveMessageRequest(queueUrl).withMaxNumberOfMessages(10))
                .getMessages();
        if (!messages.isEmpty()) {
            sqs.deleteMessageBatch(
                    queueUrl,
                    messages.stream()
                            .map(each ->
                                    new DeleteMessageBatchRequestEntry(each.getMessageId(), each.getReceiptHandle()))
                            .toList());
        }
        return messages.stream().map(Message::getBody).toList();
    }

    @Override
    public void close() {
        sns.shutdown();
        sqs.shutdown();
    }
}
