package dev.haar.engine.topic;

import dev.haar.engine.queue.Queue;

/** Which queues take messages of which topics; safe for use by several threads. */
@FunctionalInterface
public interface QueueAdmission {
    /** Whether the queue lets SNS send to it on behalf of the topic. */
    boolean admits(Queue queue, String topicArn);
}
