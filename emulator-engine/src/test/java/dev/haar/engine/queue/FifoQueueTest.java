package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class FifoQueueTest {
    private final TestQueues engine;
    private final Queue queue;

    FifoQueueTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
        queue = engine.fifo("auctions");
    }

    @Test
    void auction_twoConsumersAndTwoGroupsOfEleven() {
        List<String> bidsOfA = new ArrayList<>();
        List<String> bidsOfB = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            bidsOfA.add("A" + i);
            bidsOfB.add("B" + i);
        }
        for (int i = 0; i < 11; i++) {
            engine.sendToGroup(queue, "A", bidsOfA.get(i));
            engine.sendToGroup(queue, "B", bidsOfB.get(i));
        }

        List<ReceivedMessage> first = engine.receive(queue, 10);
        List<ReceivedMessage> second = engine.receive(queue, 10);
        assertThat(bodies(first)).isEqualTo(bidsOfA.subList(0, 10));
        assertThat(bodies(second)).isEqualTo(bidsOfB.subList(0, 10));
        assertThat(engine.receive(queue, 10)).isEmpty();

        first.forEach(message -> engine.delete(queue, message));
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("A11");
        second.forEach(message -> engine.delete(queue, message));
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("B11");
    }

    @Test
    void receive_takesAsManyOfOneGroupAsPossible_thenTheNext() {
        engine.sendToGroup(queue, "1", "g1-m1");
        engine.sendToGroup(queue, "2", "g2-m1");
        engine.sendToGroup(queue, "1", "g1-m2");
        engine.sendToGroup(queue, "1", "g1-m3");

        assertThat(bodies(engine.receive(queue, 10))).containsExactly("g1-m1", "g1-m2", "g1-m3", "g2-m1");
    }

    @Test
    void messageInFlight_blocksThoseAfterIt_notThoseBefore() {
        engine.sendToGroup(queue, "g", "foo");
        engine.sendToGroup(queue, "g", "bar");
        engine.sendToGroup(queue, "g", "baz");
        List<ReceivedMessage> all = engine.receive(queue, 5, 1);
        engine.changeVisibility(queue, all.get(1), 4);
        engine.pass(2);

        assertThat(bodies(engine.receive(queue, 5))).containsExactly("foo");
    }

    @Test
    void messageInFlight_atTheHead_blocksTheGroup_alsoForNewMessages() {
        engine.sendToGroup(queue, "g", "foo");
        engine.receive(queue, 1);
        engine.sendToGroup(queue, "g", "bar");

        assertThat(engine.receive(queue, 5)).isEmpty();
        engine.pass(30);
        assertThat(bodies(engine.receive(queue, 5))).containsExactly("foo", "bar");
    }

    @Test
    void delete_freesTheGroup() {
        engine.sendToGroup(queue, "g", "foo");
        engine.sendToGroup(queue, "g", "bar");
        engine.delete(queue, engine.receive(queue, 1).get(0));

        assertThat(bodies(engine.receive(queue, 5))).containsExactly("bar");
    }

    @Test
    void delay_doesNotBlockTheGroup_andHoldsForMessagesThatWait() {
        engine.sendToGroup(queue, "g", "before");
        engine.await(engine.queues.configure(queue.address(), TestQueues.attributes("DelaySeconds", "10")));
        assertThat(engine.receive(queue, 5)).isEmpty();
        engine.await(engine.queues.configure(queue.address(), TestQueues.attributes("DelaySeconds", "0")));
        assertThat(bodies(engine.receive(queue, 5))).containsExactly("before");
    }

    @Test
    void handle_expiresWithTheVisibilityTimeout() {
        engine.sendToGroup(queue, "g", "foo");
        ReceivedMessage message = engine.receive(queue, 1, 1).get(0);
        engine.changeVisibility(queue, message, 5);
        engine.pass(5);

        assertThatThrownBy(() -> engine.delete(queue, message))
                .hasMessage("Value " + message.receiptHandle()
                        + " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.INVALID_PARAMETER);
        assertThatThrownBy(() -> engine.changeVisibility(queue, message, 5))
                .hasMessageEndingWith("The receipt handle has expired.");
    }

    @Test
    void handle_livesAsLongAsTheVisibilityIsExtended() {
        engine.sendToGroup(queue, "g", "foo");
        ReceivedMessage message = engine.receive(queue, 1, 1).get(0);
        engine.changeVisibility(queue, message, 5);
        engine.pass(4);

        engine.delete(queue, message);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void sequenceNumbers_haveTwentyDigits_andGrow() {
        String first = engine.sendToGroup(queue, "g", "foo").sequenceNumber();
        String second = engine.sendToGroup(queue, "h", "bar").sequenceNumber();

        assertThat(first).hasSize(20).containsOnlyDigits();
        assertThat(second).hasSize(20).isGreaterThan(first);
        assertThat(engine.receive(queue, 1).get(0).sequenceNumber()).isEqualTo(first);
    }

    @Test
    void ids_areRequired() {
        assertThatThrownBy(() -> engine.send(queue, "no group"))
                .hasMessage("The request must contain the parameter MessageGroupId.");
        assertThatThrownBy(() -> engine.sendOfTenant(queue, "g", "no deduplication id"))
                .hasMessage("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                        + " provided explicitly");
    }

    @Test
    void searchWindow_findsNoGroupBehindIt() {
        TestQueues limited = new TestQueues(
                TestStore.Manner.AT_ONCE,
                new QueueRules(3, java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO));
        Queue small = limited.fifo("small");
        for (String body : List.of("a1", "a2", "a3", "a4")) {
            limited.sendToGroup(small, "A", body);
        }
        limited.sendToGroup(small, "B", "b1");
        List<ReceivedMessage> first = limited.receive(small, 1);
        assertThat(bodies(first)).containsExactly("a1");

        // A is blocked, and all that is searched is A's.
        assertThat(limited.receive(small, 10)).isEmpty();
        limited.delete(small, first.get(0));
        List<ReceivedMessage> next = limited.receive(small, 2);
        assertThat(bodies(next)).containsExactly("a2", "a3");
        next.forEach(message -> limited.delete(small, message));
        assertThat(bodies(limited.receive(small, 10))).containsExactly("a4", "b1");
    }

    @Test
    void receiveAttempt_isRepeatedWithTheSameMessagesAndHandles() {
        engine.sendToGroup(queue, "g", "foo");
        engine.sendToGroup(queue, "h", "bar");
        List<ReceivedMessage> first = attempt("one");
        engine.pass(20);

        List<ReceivedMessage> again = attempt("one");
        assertThat(again).isEqualTo(first);
        engine.pass(20);
        assertThat(engine.receive(queue, 10)).isEmpty();
        engine.pass(10);
        assertThat(engine.receive(queue, 10)).hasSize(2);
    }

    @Test
    void receiveAttempt_isNotRepeated_onceAMessageWasTouched() {
        engine.sendToGroup(queue, "g", "foo");
        engine.sendToGroup(queue, "h", "bar");
        List<ReceivedMessage> first = attempt("one");
        engine.delete(queue, first.get(0));

        assertThat(attempt("one")).isEmpty();
    }

    private List<ReceivedMessage> attempt(String id) {
        return engine.await(queue.receive(new ReceiveOptions(10, null, 0, id)).messages());
    }
}
