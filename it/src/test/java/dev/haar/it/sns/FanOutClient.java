package dev.haar.it.sns;

import java.util.List;
import java.util.Map;

/** What the examples of fan-out do, whatever SDK does it. */
interface FanOutClient extends AutoCloseable {
    /** A message of a FIFO topic. */
    record Entry(String id, String groupId, String body) {}

    /** Makes a topic, a FIFO one if its name says so, and answers its ARN. */
    String topic(String name);

    /** Makes a queue, a FIFO one if its name says so, and answers its URL. */
    String queue(String name);

    /** Lets a queue get a topic's messages, as the SDK's users do, and answers the subscription's ARN. */
    String subscribe(String topicArn, String queueUrl, Map<String, String> attributes);

    /** Publishes a message and answers its id. */
    String publish(String topicArn, String body);

    /** Publishes messages in this order. */
    void publish(String topicArn, List<Entry> entries);

    /** Receives up to ten messages and deletes them; answers their bodies. */
    List<String> take(String queueUrl);

    @Override
    void close();
}
