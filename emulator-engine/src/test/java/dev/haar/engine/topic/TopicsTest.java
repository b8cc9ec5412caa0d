package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to topics while a change of them is being kept. */
class TopicsTest {
    private static final TopicAddress ADDRESS = new TopicAddress("000000000000", "us-east-1", "news");

    private final ArrayDeque<Commit> pending = new ArrayDeque<>();
    private final StateStore store = new StateStore() {
        @Override
        public void commit(List<? extends Change> changes, Commit commit) {
            pending.add(commit);
        }

        @Override
        public void attach(Restorable restorable) {}

        @Override
        public void close() {}
    };
    private final Random random = new Random(8);
    private final HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final Queues queues =
            new Queues(time, store, QueueRules.fast(), MessageMemory.unlimited(), random::nextLong);
    private final Topics topics = TestTopics.of(time, store, queues, random, delivery -> {
        throw new AssertionError("Nothing is delivered here.");
    });

    private void keepAll() {
        while (!pending.isEmpty()) {
            pending.remove().kept();
        }
    }

    @Test
    void subscribe_whileTheTopicIsBeingDeleted_findsNone() {
        topics.create(ADDRESS, Map.of(), Map.of());
        keepAll();
        CompletableFuture<Void> deleted = topics.delete(ADDRESS);
        CompletableFuture<Subscription> subscribed =
                TestTopics.subscribeQueue(topics, ADDRESS, "arn:aws:sqs:us-east-1:000000000000:inbox", Map.of());
        keepAll();
        assertThat(deleted).isCompleted();
        assertThat(subscribed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("Topic does not exist");
        assertThat(topics.subscriptions().list(any -> true)).isEmpty();
    }

    @Test
    void deduplicationId_isForgottenAfterFiveMinutes_notBefore() {
        TopicAddress fifo = new TopicAddress("000000000000", "us-east-1", "news.fifo");
        TopicEntry entry = new TopicEntry(new Topic(fifo, Map.of(), Map.of(), 0));
        TopicEntry.Key early = new TopicEntry.Key(null, "early");
        TopicEntry.Key late = new TopicEntry.Key(null, "late");
        Published first = new Published("1", "1");
        Published second = new Published("2", "2");
        entry.remember(early, first, 300_000);
        entry.remember(late, second, 400_000);
        assertThat(entry.find(early, 299_999)).isEqualTo(first);
        assertThat(entry.find(early, 300_000)).isNull();
        assertThat(entry.find(late, 399_999)).isEqualTo(second);
        assertThat(entry.find(late, 400_000)).isNull();
    }

    @Test
    void batch_isKeptInOneCommit_andForgottenIfThatFails() {
        TopicAddress fifo = new TopicAddress("000000000000", "us-east-1", "news.fifo");
        topics.create(fifo, Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true"), Map.of());
        keepAll();
        List<Publication> batch = List.of(inOrder("one"), inOrder("two"), inOrder("one"));
        CompletableFuture<List<Published>> refused = topics.publishAll(fifo, batch, Optional.empty());
        assertThat(pending).hasSize(1);
        pending.remove().refused(new StateStoreException("The disk is full.", null));
        assertThat(refused).isCompletedExceptionally();
        CompletableFuture<List<Published>> kept = topics.publishAll(fifo, batch, Optional.empty());
        keepAll();
        assertThat(kept.join()).hasSize(3).doesNotContainNull();
        assertThat(kept.join().get(2))
                .as("the same message again")
                .isEqualTo(kept.join().get(0));
    }

    private static Publication inOrder(String text) {
        return new Publication(text, Map.of(), null, MessageAttributes.NONE, "group", null, null, TestTopics.HAAR);
    }
}
