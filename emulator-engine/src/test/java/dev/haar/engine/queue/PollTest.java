package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class PollTest {
    private final TestQueues engine;
    private final Queue queue;

    PollTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
        queue = engine.standard("jobs");
    }

    @Test
    void poll_wakesOnSend_inTheOrderOfPolling() {
        Receive first = engine.poll(queue, 20);
        Receive second = engine.poll(queue, 20);
        engine.send(queue, "a");
        assertThat(bodies(engine.await(first.messages()))).containsExactly("a");
        assertThat(second.messages()).isNotDone();

        engine.send(queue, "b");
        assertThat(bodies(engine.await(second.messages()))).containsExactly("b");
    }

    @Test
    void poll_endsEmptyAtItsDeadline() {
        Receive poll = engine.poll(queue, 20);
        engine.pass(19);
        assertThat(poll.messages()).isNotDone();
        engine.pass(1);
        assertThat(engine.await(poll.messages())).isEmpty();

        engine.send(queue, "later");
        assertThat(engine.receive(queue, 1)).hasSize(1);
    }

    @Test
    void poll_waitsAsLongAsTheQueueSays_unlessItSaysItself() {
        engine.await(
                engine.queues.configure(queue.address(), TestQueues.attributes("ReceiveMessageWaitTimeSeconds", "5")));
        Receive byQueue = queue.receive(new ReceiveOptions(1, null, null, null));
        assertThat(engine.await(
                        queue.receive(new ReceiveOptions(1, null, 0, null)).messages()))
                .isEmpty();
        assertThat(byQueue.messages()).isNotDone();
        engine.pass(5);
        assertThat(engine.await(byQueue.messages())).isEmpty();
    }

    @Test
    void poll_wakesAtTheEndOfADelay() {
        engine.sendDelayed(queue, "late", 10);
        Receive poll = engine.poll(queue, 20);
        engine.pass(10);
        assertThat(bodies(engine.await(poll.messages()))).containsExactly("late");
    }

    @Test
    void poll_wakesAtTheEndOfAVisibilityTimeout_alsoOfAShortenedOne() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1, 300).get(0);
        Receive poll = engine.poll(queue, 20);
        engine.changeVisibility(queue, message, 7);
        engine.pass(7);
        assertThat(bodies(engine.await(poll.messages()))).containsExactly("a");
    }

    @Test
    void poll_ofADeletedQueue_ends_andTheNewQueueOwesItNothing() {
        Receive poll = engine.poll(queue, 20);
        engine.await(engine.queues.delete(queue.address()));
        assertThatThrownBy(() -> engine.await(poll.messages()))
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.QUEUE_DOES_NOT_EXIST);

        Queue again = engine.standard("jobs");
        engine.send(again, "new");
        assertThat(engine.receive(again, 1).get(0).receiveCount()).isEqualTo(1);
    }

    @Test
    void reset_endsPolls() {
        Receive poll = engine.poll(queue, 20);
        engine.queues.reset(address -> true);
        assertThatThrownBy(() -> poll.messages().join()).isInstanceOf(CompletionException.class);
        assertThat(engine.queues.list(address -> true)).isEmpty();
    }

    @Test
    void lostConsumer_takesNothing() {
        Receive lost = engine.poll(queue, 20);
        Receive alive = engine.poll(queue, 20);
        lost.abandon();
        engine.send(queue, "a");

        assertThat(bodies(engine.await(alive.messages()))).containsExactly("a");
    }

    @Test
    void lostConsumer_givesBackWhatItDidNotGet_asIfItHadNeverBeenReceived() {
        engine.send(queue, "a");
        engine.send(queue, "b");
        Receive receive = queue.receive(new ReceiveOptions(1, null, 0, null));
        engine.await(receive.messages());
        receive.abandon();
        engine.store.reportAll();

        assertThat(queue.counts()).isEqualTo(new QueueCounts(2, 0, 0));
        List<ReceivedMessage> messages = engine.receive(queue, 10);
        assertThat(bodies(messages)).containsExactly("a", "b");
        assertThat(messages.get(0).receiveCount()).isEqualTo(1);
    }

    @Test
    void lostConsumer_whileItsReceiveIsNotKeptYet_givesBack() {
        TestQueues late = new TestQueues(TestStore.Manner.LATE);
        Queue jobs = late.standard("jobs");
        late.send(jobs, "a");
        Receive receive = jobs.receive(new ReceiveOptions(1, null, 0, null));
        receive.abandon();
        late.store.reportAll();

        assertThat(jobs.counts()).isEqualTo(new QueueCounts(1, 0, 0));
    }

    @Test
    void givenBackMessage_goesToWhoWaits() {
        engine.send(queue, "a");
        Receive lost = queue.receive(new ReceiveOptions(1, null, 0, null));
        engine.await(lost.messages());
        Receive waiting = engine.poll(queue, 20);
        lost.abandon();

        assertThat(bodies(engine.await(waiting.messages()))).containsExactly("a");
    }

    @Test
    void thousandPolls_areServedByThousandSends() {
        List<Receive> polls = new java.util.ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            polls.add(engine.poll(queue, 20));
        }
        for (int i = 0; i < 1000; i++) {
            engine.send(queue, "m" + i);
        }
        engine.store.reportAll();
        assertThat(polls).allSatisfy(poll -> assertThat(poll.messages().join()).hasSize(1));
    }
}
