package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.StateStoreException;
import dev.haar.engine.queue.QueueChange.MessageDeleted;
import dev.haar.engine.queue.QueueChange.MessageMoved;
import dev.haar.engine.queue.QueueChange.MessageReceived;
import dev.haar.engine.queue.QueueChange.MessageSent;
import dev.haar.engine.queue.QueueChange.QueueConfigured;
import dev.haar.engine.queue.QueueChange.QueueDeleted;
import dev.haar.engine.queue.QueueChange.QueuePurged;
import dev.haar.engine.queue.QueueChange.VisibilityChanged;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Memory never shows what the store did not keep. */
class RefusedCommitTest {
    private final TestQueues engine = new TestQueues(TestStore.Manner.LATE);
    private final Queue queue = engine.standard("q");

    @Test
    void message_isNotSeenBeforeItIsKept() {
        CompletableFuture<SentMessage> sending = queue.send(TestQueues.message("a", null, null, null));
        assertThat(sending).isNotDone();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
        assertThat(queue.peek(10).join()).isEmpty();
        Receive poll = engine.poll(queue, 20);
        engine.store.reportOne();
        assertThat(sending).isCompleted();

        assertThat(poll.messages()).isNotDone();
        engine.store.reportOne();
        assertThat(bodies(poll.messages().join())).containsExactly("a");
    }

    @Test
    void send_refused_leavesNoTrace() {
        engine.store.refuse(change -> change instanceof MessageSent);
        assertRefused(queue.send(TestQueues.message("a", null, null, null)));
        engine.store.refuse(change -> false);

        engine.send(queue, "b");
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("b");
    }

    @Test
    void receive_refused_putsMessagesBack() {
        engine.send(queue, "a");
        engine.store.refuse(change -> change instanceof MessageReceived);
        assertRefused(queue.receive(new ReceiveOptions(1, null, 0, null)).messages());
        engine.store.refuse(change -> false);

        assertThat(engine.receive(queue, 1).get(0).receiveCount()).isEqualTo(1);
    }

    @Test
    void delete_hidesAtOnce_andRefused_bringsTheMessageBack() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);
        CompletableFuture<Void> deletion =
                queue.delete(List.of(message.receiptHandle())).get(0);
        engine.time.advance(java.time.Duration.ofSeconds(60));
        assertThat(queue.receive(new ReceiveOptions(1, null, 0, null))
                        .messages()
                        .join())
                .isEmpty();
        engine.store.refuse(change -> change instanceof MessageDeleted);
        assertRefused(deletion);
        engine.store.refuse(change -> false);

        assertThat(engine.receive(queue, 1).get(0).receiveCount()).isEqualTo(2);
    }

    @Test
    void deleteOfABusyMessage_waitsForTheOutcome() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);
        CompletableFuture<Void> change = queue.changeVisibility(
                        List.of(new VisibilityRequest(message.receiptHandle(), 0)))
                .get(0);
        CompletableFuture<Void> deletion =
                queue.delete(List.of(message.receiptHandle())).get(0);
        assertThat(engine.store.waiting()).isEqualTo(1);
        engine.store.reportAll();

        assertThat(change).isCompleted();
        assertThat(deletion).isCompleted();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void changeVisibility_refused_leavesTheFormerTimeout() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);
        engine.store.refuse(change -> change instanceof VisibilityChanged);
        assertRefused(queue.changeVisibility(List.of(new VisibilityRequest(message.receiptHandle(), 0)))
                .get(0));

        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 1, 0));
        engine.store.refuse(change -> false);
        engine.pass(30);
        assertThat(engine.receive(queue, 1)).hasSize(1);
    }

    @Test
    void purge_refused_keepsEverything_andKept_takesWhatWasUnderWay() {
        engine.send(queue, "waiting");
        engine.store.refuse(change -> change instanceof QueuePurged);
        assertRefused(queue.purge());
        engine.store.refuse(change -> false);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));

        CompletableFuture<SentMessage> sending = queue.send(TestQueues.message("under way", null, null, null));
        CompletableFuture<Void> purge = queue.purge();
        engine.store.reportLast();
        assertThat(purge).isCompleted();
        engine.await(sending);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void purge_refused_afterWhatWasUnderWay_givesThatBackToo() {
        CompletableFuture<SentMessage> sending = queue.send(TestQueues.message("under way", null, null, null));
        engine.store.refuse(change -> change instanceof QueuePurged);
        CompletableFuture<Void> purge = queue.purge();
        engine.await(sending);
        assertThat(queue.counts().visible()).isZero();
        assertRefused(purge);
        assertThat(queue.counts().visible()).isEqualTo(1);
    }

    @Test
    void deadLetter_refused_staysAtHome() {
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(queue, 1));
        engine.send(source, "poison");
        engine.receive(source, 1, 0);
        engine.store.refuse(change -> change instanceof MessageMoved);
        assertRefused(source.receive(new ReceiveOptions(1, null, 0, null)).messages());

        assertThat(source.counts()).isEqualTo(new QueueCounts(1, 0, 0));
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void creation_refused_leavesNoQueue_andWhoWaitedForItTriesAgain() {
        engine.store.refuse(change -> change instanceof QueueChange.QueueCreated);
        CompletableFuture<Queue> first = engine.queues.create(TestQueues.address("new"), Map.of(), Map.of());
        CompletableFuture<Queue> second = engine.queues.create(TestQueues.address("new"), Map.of(), Map.of());
        engine.store.reportOne();
        engine.store.refuse(change -> false);
        assertThat(first).isCompletedExceptionally();
        assertThat(engine.queues.find(TestQueues.address("new"))).isEmpty();

        assertThat(engine.await(second).address().name()).isEqualTo("new");
    }

    @Test
    void deletion_refused_opensTheQueueAgain() {
        engine.send(queue, "a");
        engine.store.refuse(change -> change instanceof QueueDeleted);
        CompletableFuture<Void> deletion = engine.queues.delete(queue.address());
        assertThat(engine.queues.find(queue.address())).isEmpty();
        assertRefused(deletion);
        assertThat(engine.queues.get(queue.address()).counts().visible()).isEqualTo(1);
    }

    @Test
    void configuration_showsOnceItIsKept_andChangesAddUp() {
        CompletableFuture<Void> first =
                engine.queues.configure(queue.address(), TestQueues.attributes("DelaySeconds", "5"));
        CompletableFuture<Void> second =
                engine.queues.configure(queue.address(), TestQueues.attributes("VisibilityTimeout", "7"));
        assertThat(queue.settings().delaySeconds()).isZero();
        engine.await(first);
        engine.await(second);
        assertThat(queue.settings().delaySeconds()).isEqualTo(5);
        assertThat(queue.settings().visibilityTimeout()).isEqualTo(7);

        engine.store.refuse(change -> change instanceof QueueConfigured);
        assertRefused(engine.queues.configure(queue.address(), TestQueues.attributes("DelaySeconds", "9")));
        assertThat(queue.settings().delaySeconds()).isEqualTo(5);
    }

    @Test
    void fifo_messageThatIsNotKeptYet_holdsBackThoseAfterIt() {
        Queue fifo = engine.fifo("f");
        CompletableFuture<SentMessage> first = fifo.send(TestQueues.message("one", null, "g", "1"));
        CompletableFuture<SentMessage> second = fifo.send(TestQueues.message("two", null, "g", "2"));
        engine.store.reportLast();
        assertThat(second).isCompleted();
        assertThat(fifo.receive(new ReceiveOptions(10, null, 0, null))
                        .messages()
                        .join())
                .isEmpty();

        engine.await(first);
        assertThat(bodies(engine.receive(fifo, 10))).containsExactly("one", "two");
    }

    private void assertRefused(CompletableFuture<?> future) {
        engine.store.reportAll();
        assertThat(future).isCompletedExceptionally();
        assertThat(future.handle((value, failure) -> root(failure)).join()).isInstanceOf(StateStoreException.class);
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
