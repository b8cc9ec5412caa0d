package dev.haar.it.auction;

import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.model.CreateQueueRequest;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;
import com.amazonaws.services.sqs.model.SendMessageRequest;
import java.util.List;
import java.util.Map;

/** The auction on SDK v1. */
final class Sdk1AuctionClient implements AuctionClient {
    private final AmazonSQS sqs;

    Sdk1AuctionClient(AmazonSQS sqs) {
        this.sqs = sqs;
    }

    @Override
    public String createQueue(String name) {
        return sqs.createQueue(new CreateQueueRequest(name)
                        .withAttributes(Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true")))
                .getQueueUrl();
    }

    @Override
    public void send(String queueUrl, String group, String body) {
        sqs.sendMessage(new SendMessageRequest(queueUrl, body).withMessageGroupId(group));
    }

    @Override
    @SuppressWarnings("deprecation") // AttributeNames is what programs on SDK v1 ask by.
    public List<Bid> receive(String queueUrl) {
        ReceiveMessageRequest request =
                new ReceiveMessageRequest(queueUrl).withMaxNumberOfMessages(10).withAttributeNames("MessageGroupId");
        return sqs.receiveMessage(request).getMessages().stream()
                .map(message -> new Bid(
                        message.getAttributes().get("MessageGroupId"), message.getBody(), message.getReceiptHandle()))
                .toList();
    }

    @Override
    public void delete(String queueUrl, Bid bid) {
        sqs.deleteMessage(queueUrl, bid.receiptHandle());
    }
}
