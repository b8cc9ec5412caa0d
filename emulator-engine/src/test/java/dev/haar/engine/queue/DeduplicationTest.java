package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DeduplicationTest {
    private final TestQueues engine;

    DeduplicationTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
    }

    @Test
    void duplicate_isAnsweredWithTheFirstsIdsAndItsOwnDigest() {
        Queue queue = engine.fifo("q");
        SentMessage first = send(queue, "g", "one", "id");
        SentMessage second = send(queue, "h", "two", "id");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(second.bodyMd5()).isNotEqualTo(first.bodyMd5());
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("one");
    }

    @Test
    void window_lastsFiveMinutesFromTheFirstSend_alsoAfterDeletion() {
        Queue queue = engine.fifo("q");
        send(queue, "g", "one", "id");
        engine.delete(queue, engine.receive(queue, 1).get(0));
        engine.pass(200);
        send(queue, "g", "two", "id");
        engine.pass(99);
        send(queue, "g", "three", "id");
        assertThat(engine.receive(queue, 10)).isEmpty();

        engine.pass(1);
        send(queue, "g", "four", "id");
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("four");
    }

    @Test
    void scope_ofMessageGroup_countsIdsByGroup() {
        Queue queue = engine.fifo("q", "DeduplicationScope", "messageGroup");
        send(queue, "g", "one", "id");
        send(queue, "h", "two", "id");
        send(queue, "g", "three", "id");

        assertThat(bodies(engine.receive(queue, 10))).containsExactly("one", "two");
    }

    @Test
    void contentBased_takesTheBodysDigest_unlessAnIdIsGiven() {
        Queue queue = engine.fifo("q", "ContentBasedDeduplication", "true");
        send(queue, "g", "same", null);
        send(queue, "g", "same", null);
        send(queue, "g", "same", "explicit");

        var received = engine.receive(queue, 10);
        assertThat(bodies(received)).containsExactly("same", "same");
        assertThat(received.get(0).deduplicationId())
                .isEqualTo("0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5");
        assertThat(received.get(1).deduplicationId()).isEqualTo("explicit");
    }

    @Test
    void purge_forgetsIds() {
        Queue queue = engine.fifo("q");
        send(queue, "g", "one", "id");
        engine.await(queue.purge());
        send(queue, "g", "two", "id");

        assertThat(bodies(engine.receive(queue, 10))).containsExactly("two");
    }

    @Test
    void duplicateOfWhatIsNotKeptYet_sharesItsFate() {
        TestQueues late = new TestQueues(TestStore.Manner.LATE);
        Queue queue = late.fifo("q");
        CompletableFuture<SentMessage> first = queue.send(TestQueues.message("one", null, "g", "id"));
        CompletableFuture<SentMessage> second = queue.send(TestQueues.message("two", null, "g", "id"));
        assertThat(second).isNotDone();
        late.store.refuse(change -> change instanceof QueueChange.MessageSent);
        late.store.reportAll();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        late.store.refuse(change -> false);
        late.await(queue.send(TestQueues.message("three", null, "g", "id")));
        assertThat(bodies(late.receive(queue, 10))).containsExactly("three");
    }

    @Test
    void changedScope_takesAMinuteInStrictMode() {
        TestQueues strict = new TestQueues(TestStore.Manner.AT_ONCE, QueueRules.strict());
        Queue queue = strict.fifo("q");
        strict.await(queue.send(TestQueues.message("one", null, "g", "id")));
        strict.await(
                strict.queues.configure(queue.address(), TestQueues.attributes("DeduplicationScope", "messageGroup")));
        strict.await(queue.send(TestQueues.message("two", null, "h", "id")));
        assertThat(bodies(strict.receive(queue, 10))).containsExactly("one");

        strict.pass(60);
        strict.await(queue.send(TestQueues.message("three", null, "h", "id")));
        assertThat(bodies(strict.receive(queue, 10))).contains("three");
    }

    private SentMessage send(Queue queue, String group, String body, String id) {
        return engine.await(queue.send(TestQueues.message(body, null, group, id)));
    }
}
