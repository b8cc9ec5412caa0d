package dev.haar.engine.queue;

import dev.haar.core.time.HaarTime;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.sse.BodyEncryption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Queues under a clock that stands still and a store that reports as the test wants. */
final class TestQueues {
    static final String ACCOUNT = "000000000000";
    static final String REGION = "us-east-1";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final HaarTime time = HaarTime.standingAt(START);
    final TestStore store;
    final Queues queues;
    private final Random random = new Random(7);

    TestQueues(TestStore.Manner manner) {
        this(manner, QueueRules.fast());
    }

    TestQueues(TestStore.Manner manner, QueueRules rules) {
        this(manner, rules, BodyEncryption.NONE);
    }

    TestQueues(TestStore.Manner manner, QueueRules rules, BodyEncryption encryption) {
        this.store = new TestStore(manner);
        this.queues = new Queues(time, store, rules, MessageMemory.unlimited(), encryption, random::nextLong);
    }

    static QueueAddress address(String name) {
        return new QueueAddress(ACCOUNT, REGION, name);
    }

    /** Attributes from names and values in turn. */
    static Map<String, String> attributes(String... namesAndValues) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }

    Queue standard(String name, String... attributes) {
        return await(queues.create(address(name), attributes(attributes), Map.of()));
    }

    Queue fifo(String name, String... attributes) {
        Map<String, String> all = attributes(attributes);
        all.put("FifoQueue", "true");
        return await(queues.create(address(name + ".fifo"), all, Map.of()));
    }

    static String redriveTo(Queue target, int maxReceiveCount) {
        return "{\"deadLetterTargetArn\":\"" + target.address().arn() + "\",\"maxReceiveCount\":" + maxReceiveCount
                + "}";
    }

    /** The result of a command, once the store has reported what that takes. */
    <T> T await(CompletableFuture<T> future) {
        while (!future.isDone() && store.reportOne()) {
            // On to the next.
        }
        if (!future.isDone()) {
            throw new AssertionError("The command was not answered.");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    static OutgoingMessage message(String body, Integer delay, String group, String deduplicationId) {
        return new OutgoingMessage(body, MessageAttributes.NONE, delay, group, deduplicationId, null, "sender");
    }

    SentMessage send(Queue queue, String body) {
        return await(queue.send(message(body, null, null, null)));
    }

    SentMessage sendDelayed(Queue queue, String body, int delaySeconds) {
        return await(queue.send(message(body, delaySeconds, null, null)));
    }

    SentMessage sendOfTenant(Queue queue, String tenant, String body) {
        return await(queue.send(message(body, null, tenant, null)));
    }

    /** Sends to a group of a FIFO queue; the body is the deduplication id as well. */
    SentMessage sendToGroup(Queue queue, String group, String body) {
        return await(queue.send(message(body, null, group, body)));
    }

    List<ReceivedMessage> receive(Queue queue, int most) {
        return receive(queue, most, null);
    }

    List<ReceivedMessage> receive(Queue queue, int most, Integer visibilityTimeout) {
        List<ReceivedMessage> messages = await(queue.receive(new ReceiveOptions(most, visibilityTimeout, 0, null))
                .messages());
        store.reportAll();
        return messages;
    }

    /** Begins to wait for a message. */
    Receive poll(Queue queue, int waitSeconds) {
        return queue.receive(new ReceiveOptions(1, null, waitSeconds, null));
    }

    void delete(Queue queue, ReceivedMessage message) {
        await(queue.delete(List.of(message.receiptHandle())).get(0));
    }

    void changeVisibility(Queue queue, ReceivedMessage message, int seconds) {
        await(queue.changeVisibility(List.of(new VisibilityRequest(message.receiptHandle(), seconds)))
                .get(0));
    }

    /** Lets time pass, second by second, and the store report in each. */
    void pass(long seconds) {
        for (long passed = 0; passed < seconds || passed == 0; passed++) {
            time.advance(Duration.ofSeconds(Math.min(1, seconds)));
            do {
                store.reportAll();
                time.advance(Duration.ZERO);
            } while (store.waiting() > 0);
        }
    }

    static List<String> bodies(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::body).toList();
    }
}
