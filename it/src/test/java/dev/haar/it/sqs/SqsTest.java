package dev.haar.it.sqs;

import dev.haar.it.HaarExtension;
import dev.haar.it.Sdk2;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tests of SQS, each of which runs on both clients of SDK v2. */
@ParameterizedClass
@EnumSource
abstract class SqsTest {
    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    final SqsClient sqs;

    SqsTest(Sdk2 sdk) {
        this.sqs = sdk.client(haar);
    }

    /** A standard queue; attributes by name and value in turn. */
    String queue(String name, String... attributes) {
        return sqs.createQueue(r -> r.queueName(name).attributesWithStrings(map(attributes)))
                .queueUrl();
    }

    /** A FIFO queue whose deduplication ids are made of the bodies; attributes by name and value in turn. */
    String fifo(String name, String... attributes) {
        Map<String, String> all = map(attributes);
        all.put("FifoQueue", "true");
        all.putIfAbsent("ContentBasedDeduplication", "true");
        return sqs.createQueue(r -> r.queueName(name).attributesWithStrings(all))
                .queueUrl();
    }

    String arn(String queue) {
        return attribute(queue, QueueAttributeName.QUEUE_ARN);
    }

    /** One attribute of a queue; null if it has none. */
    String attribute(String queue, QueueAttributeName name) {
        return sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(name))
                .attributes()
                .get(name);
    }

    String send(String queue, String body) {
        return sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body)).messageId();
    }

    String send(String queue, String group, String body) {
        return sqs.sendMessage(r -> r.queueUrl(queue).messageGroupId(group).messageBody(body))
                .sequenceNumber();
    }

    /** Up to ten messages with all there is to know about them, without waiting. */
    List<Message> receive(String queue) {
        return sqs.receiveMessage(r -> r.queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNamesWithStrings("All")
                        .messageAttributeNames("All"))
                .messages();
    }

    /** The one message that is there to receive. */
    Message receiveOne(String queue) {
        List<Message> messages = receive(queue);
        if (messages.size() != 1) {
            throw new AssertionError("There should be one message, but there are: " + messages);
        }
        return messages.get(0);
    }

    List<String> bodies(String queue) {
        return receive(queue).stream().map(Message::body).toList();
    }

    void delete(String queue, Message message) {
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
    }

    /** The numbers of messages that are visible, in flight and delayed. */
    List<String> counts(String queue) {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return List.of(
                attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
