package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class StandardQueueTest {
    private final TestQueues engine;
    private final Queue queue;

    StandardQueueTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
        queue = engine.standard("orders");
    }

    @Test
    void receive_givesMessagesInTheOrderOfSending() {
        engine.send(queue, "a");
        engine.send(queue, "b");
        engine.send(queue, "c");

        assertThat(bodies(engine.receive(queue, 2))).containsExactly("a", "b");
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("c");
    }

    @Test
    void receive_hidesMessageUntilVisibilityTimeoutEnds() {
        engine.send(queue, "a");
        engine.receive(queue, 1);

        engine.pass(29);
        assertThat(engine.receive(queue, 1)).isEmpty();
        engine.pass(1);
        assertThat(bodies(engine.receive(queue, 1))).containsExactly("a");
    }

    @Test
    void receive_returnsMessagesToTheirPlace() {
        engine.send(queue, "a");
        engine.send(queue, "b");
        engine.receive(queue, 1);
        engine.send(queue, "c");
        engine.pass(30);

        assertThat(bodies(engine.receive(queue, 10))).containsExactly("a", "b", "c");
    }

    @Test
    void receive_withoutVisibilityTimeout_countsAndKeepsMessageVisible() {
        engine.send(queue, "a");

        assertThat(engine.receive(queue, 1, 0).get(0).receiveCount()).isEqualTo(1);
        ReceivedMessage again = engine.receive(queue, 1, 0).get(0);
        assertThat(again.receiveCount()).isEqualTo(2);
        assertThat(again.firstReceivedAt()).isEqualTo(TestQueues.START.toEpochMilli());
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));
    }

    @Test
    void receive_givesEachTimeAnotherHandle() {
        engine.send(queue, "a");

        String first = engine.receive(queue, 1, 0).get(0).receiptHandle();
        String second = engine.receive(queue, 1, 0).get(0).receiptHandle();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void delay_ofMessageAndQueue() {
        engine.sendDelayed(queue, "late", 10);
        engine.send(queue, "now");
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 1));
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("now");

        engine.pass(10);
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("late");

        engine.await(engine.queues.configure(queue.address(), TestQueues.attributes("DelaySeconds", "5")));
        engine.send(queue, "by default");
        engine.sendDelayed(queue, "at once", 0);
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("at once");
        engine.pass(5);
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("by default");
    }

    @Test
    void delete_takesMessageOut_andAgainIsNoError() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);

        engine.delete(queue, message);
        engine.delete(queue, message);
        engine.pass(60);
        assertThat(engine.receive(queue, 1)).isEmpty();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void delete_byAnOlderHandle_works() {
        engine.send(queue, "a");
        ReceivedMessage first = engine.receive(queue, 1).get(0);
        engine.pass(30);
        engine.receive(queue, 1);

        engine.delete(queue, first);
        engine.pass(30);
        assertThat(engine.receive(queue, 1)).isEmpty();
    }

    @Test
    void delete_whileVisibleAgain_works() {
        engine.send(queue, "a");
        engine.send(queue, "b");
        ReceivedMessage first = engine.receive(queue, 1).get(0);
        engine.pass(30);

        engine.delete(queue, first);
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("b");
    }

    @Test
    void delete_refusesWhatIsNoHandleOfThisQueue() {
        Queue other = engine.standard("other");
        engine.send(other, "a");
        String foreign = engine.receive(other, 1).get(0).receiptHandle();

        assertThatThrownBy(() -> engine.await(queue.delete(List.of("garbage")).get(0)))
                .hasMessage("The input receipt handle \"garbage\" is not a valid receipt handle.")
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.RECEIPT_HANDLE_IS_INVALID);
        assertThatThrownBy(() -> engine.await(queue.delete(List.of(foreign)).get(0)))
                .hasMessage("The receipt handle \"" + foreign + "\" is not valid for this queue.");
        String mangled = (foreign.startsWith("A") ? "B" : "A") + foreign.substring(1);
        assertThatThrownBy(() -> engine.await(other.delete(List.of(mangled)).get(0)))
                .hasMessageContaining("is not a valid receipt handle");
    }

    @Test
    void changeVisibility_countsFromNow() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);
        engine.pass(15);
        engine.changeVisibility(queue, message, 60);

        engine.pass(59);
        assertThat(engine.receive(queue, 1)).isEmpty();
        engine.pass(1);
        assertThat(engine.receive(queue, 1)).hasSize(1);
    }

    @Test
    void changeVisibility_toZero_showsMessageAtOnce() {
        engine.send(queue, "a");
        engine.changeVisibility(queue, engine.receive(queue, 1).get(0), 0);

        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));
        assertThat(engine.receive(queue, 1)).hasSize(1);
    }

    @Test
    void changeVisibility_afterItEnded_isTakenWithoutEffect() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);
        engine.pass(31);

        engine.changeVisibility(queue, message, 100);
        assertThat(engine.receive(queue, 1)).hasSize(1);
    }

    @Test
    void changeVisibility_ofDeletedMessage_isRefused() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1).get(0);
        engine.delete(queue, message);

        assertThatThrownBy(() -> engine.changeVisibility(queue, message, 10))
                .hasMessageEndingWith("Message does not exist or is not available for visibility timeout change.");
    }

    @Test
    void changeVisibility_beyondTwelveHoursFromReceive_isRefused() {
        engine.send(queue, "a");
        ReceivedMessage message = engine.receive(queue, 1, 43_200).get(0);
        engine.pass(10);

        engine.changeVisibility(queue, message, 43_190);
        assertThatThrownBy(() -> engine.changeVisibility(queue, message, 43_191))
                .hasMessage(
                        "Value 43191 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for"
                                + " the message is beyond the limit [43200 seconds].");
    }

    @Test
    void retention_endsForWaitingDelayedAndReceivedMessages() {
        engine.await(engine.queues.configure(queue.address(), TestQueues.attributes("MessageRetentionPeriod", "60")));
        engine.send(queue, "received");
        ReceivedMessage received = engine.receive(queue, 1, 600).get(0);
        engine.send(queue, "waiting");
        engine.sendDelayed(queue, "delayed", 900);
        engine.pass(30);
        engine.send(queue, "younger");

        engine.pass(30);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 0, 0));
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("younger");
        engine.delete(queue, received);
    }

    @Test
    void purge_takesWaitingDelayedAndReceivedMessages() {
        engine.send(queue, "received");
        ReceivedMessage received = engine.receive(queue, 1).get(0);
        engine.send(queue, "waiting");
        engine.sendDelayed(queue, "delayed", 10);

        engine.await(queue.purge());
        engine.send(queue, "after");
        engine.pass(60);
        assertThat(bodies(engine.receive(queue, 10))).containsExactly("after");
        engine.delete(queue, received);
    }

    @Test
    void counts_areRightAtEveryMoment() {
        engine.send(queue, "a");
        engine.send(queue, "b");
        engine.sendDelayed(queue, "c", 10);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(2, 0, 1));
        engine.receive(queue, 1);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 1, 1));
        engine.pass(10);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(2, 1, 0));
        engine.pass(20);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(3, 0, 0));
    }

    @Test
    void inFlightLimit_refusesShortPolls_andLetsLongPollsWait() {
        TestQueues limited = new TestQueues(
                TestStore.Manner.AT_ONCE,
                new QueueRules(2, java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO));
        Queue small = limited.standard("small");
        for (String body : List.of("a", "b", "c")) {
            limited.send(small, body);
        }
        List<ReceivedMessage> first = limited.receive(small, 10);
        assertThat(bodies(first)).containsExactly("a", "b");

        assertThatThrownBy(() -> limited.receive(small, 1))
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.OVER_LIMIT);
        Receive poll = limited.poll(small, 20);
        assertThat(poll.messages()).isNotDone();
        limited.delete(small, first.get(0));
        assertThat(bodies(poll.messages().join())).containsExactly("c");
    }

    @Test
    void peek_changesNothing() {
        engine.send(queue, "received");
        engine.receive(queue, 1);
        engine.send(queue, "waiting");
        engine.sendDelayed(queue, "delayed", 10);

        assertThat(queue.peek(10).join())
                .extracting(each -> each.message().body(), PeekedMessage::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("received", PeekedMessage.State.IN_FLIGHT),
                        org.assertj.core.groups.Tuple.tuple("waiting", PeekedMessage.State.VISIBLE),
                        org.assertj.core.groups.Tuple.tuple("delayed", PeekedMessage.State.DELAYED));
        assertThat(queue.peek(1).join()).hasSize(1);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(1, 1, 1));
        assertThat(engine.receive(queue, 1).get(0).receiveCount()).isEqualTo(1);
    }
}
