package dev.haar.it.auction;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The auction on SDK v2's asynchronous client. */
final class Sdk2AsyncAuctionClient implements AuctionClient {
    private final SqsAsyncClient sqs;

    Sdk2AsyncAuctionClient(SqsAsyncClient sqs) {
        this.sqs = sqs;
    }

    @Override
    public String createQueue(String name) {
        return sqs.createQueue(r -> r.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE, "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
                .join()
                .queueUrl();
    }

    @Override
    public void send(String queueUrl, String group, String body) {
        sqs.sendMessage(r -> r.queueUrl(queueUrl).messageGroupId(group).messageBody(body))
                .join();
    }

    @Override
    public List<Bid> receive(String queueUrl) {
        return sqs
                .receiveMessage(r -> r.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .join()
                .messages()
                .stream()
                .map(message -> new Bid(
                        message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID),
                        message.body(),
                        message.receiptHandle()))
                .toList();
    }

    @Override
    public void delete(String queueUrl, Bid bid) {
        sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(bid.receiptHandle()))
                .join();
    }
}
