package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RedriveTest {
    private final TestQueues engine;

    RedriveTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
    }

    @Test
    void message_movesOnTheNextReceive_notWhenItsVisibilityEnds() {
        Queue dead = engine.standard("dead");
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        SentMessage sent = engine.send(source, "poison");
        engine.receive(source, 1);
        engine.pass(60);
        assertThat(dead.counts().visible()).isZero();
        assertThat(source.counts().visible()).isEqualTo(1);

        engine.pass(1);
        assertThat(engine.receive(source, 1)).isEmpty();
        ReceivedMessage letter = engine.receive(dead, 1).get(0);
        assertThat(letter.id()).isEqualTo(sent.id());
        assertThat(letter.receiveCount()).isEqualTo(2);
        assertThat(letter.sentAt()).isEqualTo(TestQueues.START.toEpochMilli());
        assertThat(letter.firstReceivedAt()).isEqualTo(TestQueues.START.toEpochMilli());
        assertThat(letter.deadLetterSource()).isEqualTo(source.address().arn());
        assertThat(source.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void receive_goesOnToTheNextMessage_whenOneIsMoved() {
        Queue dead = engine.standard("dead");
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        engine.send(source, "poison");
        engine.receive(source, 1, 0);
        engine.send(source, "good");

        assertThat(bodies(engine.receive(source, 1))).containsExactly("good");
        assertThat(bodies(engine.receive(dead, 10))).containsExactly("poison");
    }

    @Test
    void receive_isAnsweredOnceWhatItMovedIsInTheDeadLetterQueue() {
        Queue dead = engine.standard("dead");
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        engine.send(source, "poison");
        engine.receive(source, 1, 0);
        engine.send(source, "good");

        engine.await(source.receive(new ReceiveOptions(1, null, 0, null)).messages());
        assertThat(dead.counts().visible()).isEqualTo(1);
    }

    @Test
    void deadLetterQueueOfADeadLetterQueue_countsItsOwnReceives() {
        Queue last = engine.standard("last");
        Queue dead = engine.standard("dead", "RedrivePolicy", TestQueues.redriveTo(last, 1));
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        engine.send(source, "poison");
        engine.receive(source, 1, 0);
        engine.receive(source, 1, 0);

        assertThat(engine.receive(dead, 1, 0).get(0).receiveCount()).isEqualTo(2);
        assertThat(engine.receive(dead, 1, 0)).isEmpty();
        assertThat(engine.receive(last, 1).get(0).receiveCount()).isEqualTo(3);
    }

    @Test
    void missingDeadLetterQueue_leavesTheMessageWhereItIs() {
        Queue dead = engine.standard("dead");
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        engine.await(engine.queues.delete(dead.address()));
        engine.send(source, "poison");
        engine.receive(source, 1, 0);

        assertThat(engine.receive(source, 1, 0).get(0).receiveCount()).isEqualTo(2);
    }

    @Test
    void waitingConsumerOfTheDeadLetterQueue_isWoken() {
        Queue dead = engine.standard("dead");
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        engine.send(source, "poison");
        engine.receive(source, 1, 0);
        Receive poll = engine.poll(dead, 20);
        engine.receive(source, 1);

        assertThat(bodies(engine.await(poll.messages()))).containsExactly("poison");
    }

    @Test
    void fifo_movesInOrder_andReleasesTheGroup() {
        Queue dead = engine.fifo("dead");
        Queue source = engine.fifo("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        SentMessage first = engine.sendToGroup(source, "g", "one");
        engine.sendToGroup(source, "g", "two");
        engine.receive(source, 2, 0);
        engine.sendToGroup(source, "g", "three");

        assertThat(bodies(engine.receive(source, 1))).containsExactly("three");
        List<ReceivedMessage> letters = engine.receive(dead, 10);
        assertThat(bodies(letters)).containsExactly("one", "two");
        assertThat(letters.get(0).groupId()).isEqualTo("g");
        assertThat(letters.get(0).deduplicationId()).isEqualTo(first.id().toString());
    }

    @Test
    void retention_goesOnInStandardDeadLetterQueues_andBeginsAnewInFifoOnes() {
        Queue dead = engine.standard("dead", "MessageRetentionPeriod", "100");
        Queue source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        Queue fifoDead = engine.fifo("dead", "MessageRetentionPeriod", "100");
        Queue fifoSource = engine.fifo("source", "RedrivePolicy", TestQueues.redriveTo(fifoDead, 1));
        engine.send(source, "standard");
        engine.sendToGroup(fifoSource, "g", "fifo");
        engine.pass(60);
        engine.send(dead, "younger, but before it");
        for (Queue each : List.of(source, fifoSource)) {
            engine.receive(each, 1, 0);
            engine.receive(each, 1, 0);
        }
        engine.pass(40);

        assertThat(bodies(engine.receive(dead, 10))).containsExactly("younger, but before it");
        assertThat(bodies(engine.receive(fifoDead, 10))).containsExactly("fifo");
    }

    @Test
    void policy_isValidated() {
        Queue dead = engine.standard("dead", "RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}");
        String arn = dead.address().arn();
        assertRefused("{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
        assertRefused(
                "{\"maxReceiveCount\":3}", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        assertRefused(
                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":1001}",
                "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.");
        assertRefused(
                "{\"deadLetterTargetArn\":\"" + arn + "x\",\"maxReceiveCount\":3}",
                "Dead letter target does not exist.");
        assertRefused(
                TestQueues.redriveTo(dead, 3),
                "Redrive permission to the dead-letter queue denied by its redrive allow policy.");
        assertRefused(
                TestQueues.redriveTo(engine.fifo("fifo"), 3),
                "Dead-letter queue must be same type of queue as the source.");
    }

    @Test
    void allowPolicy_byQueue_letsThoseInThatItNames() {
        String named = TestQueues.address("named").arn();
        Queue dead = engine.standard(
                "dead",
                "RedriveAllowPolicy",
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + named + "\"]}");
        engine.standard("named", "RedrivePolicy", TestQueues.redriveTo(dead, 3));

        assertRefused(
                TestQueues.redriveTo(dead, 3),
                "Redrive permission to the dead-letter queue denied by its redrive allow policy.");
        assertThat(engine.queues.deadLetterSources(dead.address()))
                .extracting(queue -> queue.address().name())
                .containsExactly("named");
    }

    private void assertRefused(String policy, String reason) {
        assertThatThrownBy(() -> engine.standard("refused", "RedrivePolicy", policy))
                .hasMessage("Value " + policy + " for parameter RedrivePolicy is invalid. Reason: " + reason);
    }
}
