package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MoveTaskTest {
    private final TestQueues engine;
    private final MoveTasks tasks;
    private Queue dead;
    private Queue source;
    private Queue elsewhere;

    MoveTaskTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
        tasks = new MoveTasks(engine.queues);
    }

    @BeforeEach
    void buryFourMessages() {
        dead = engine.standard("dead");
        elsewhere = engine.standard("elsewhere");
        source = engine.standard("source", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        for (int i = 0; i < 4; i++) {
            engine.send(source, "m" + i);
        }
        engine.receive(source, 10, 0);
        engine.receive(source, 10, 0);
        assertThat(dead.counts().visible()).isEqualTo(4);
    }

    @Test
    void task_movesMessagesAtItsRate() {
        start(elsewhere, 1);
        engine.pass(0);
        assertThat(elsewhere.counts().visible()).isEqualTo(1);
        engine.pass(2);
        assertThat(elsewhere.counts().visible()).isEqualTo(3);
        assertThat(list().status()).isEqualTo(MoveTask.Status.RUNNING);
        assertThat(list().moved()).isEqualTo(3);
        assertThat(list().toMove()).isEqualTo(4);

        engine.pass(2);
        assertThat(list().status()).isEqualTo(MoveTask.Status.COMPLETED);
        assertThat(bodies(engine.receive(elsewhere, 10))).containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void task_withoutDestination_takesMessagesHomeAsNewOnes() {
        var letter = dead.peek(1).join().get(0).message();
        start(null, null);
        engine.pass(1);

        var home = engine.receive(source, 10);
        assertThat(bodies(home)).containsExactly("m0", "m1", "m2", "m3");
        assertThat(home.get(0).id()).isNotEqualTo(letter.id());
        assertThat(home.get(0).receiveCount()).isEqualTo(1);
        assertThat(home.get(0).deadLetterSource()).isNull();
        assertThat(list().status()).isEqualTo(MoveTask.Status.COMPLETED);
    }

    @Test
    void task_withoutDestination_failsOnAMessageThatCameFromNowhere() {
        engine.send(dead, "sent here");
        start(null, null);
        engine.pass(1);

        assertThat(list().status()).isEqualTo(MoveTask.Status.FAILED);
        assertThat(list().failureReason()).isEqualTo("CouldNotDetermineMessageSource");
        assertThat(list().moved()).isEqualTo(4);
        assertThat(bodies(engine.receive(dead, 10))).containsExactly("sent here");
    }

    @Test
    void task_failsWhenItsDestinationGoes() {
        start(elsewhere, 1);
        engine.pass(1);
        engine.await(engine.queues.delete(elsewhere.address()));
        engine.pass(1);

        assertThat(list().status()).isEqualTo(MoveTask.Status.FAILED);
        assertThat(list().failureReason()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
        assertThat(dead.counts()).isEqualTo(new QueueCounts(2, 0, 0));
    }

    @Test
    void task_isCancelled() {
        MoveTask task = start(elsewhere, 1);
        engine.pass(1);
        String handle = MoveTaskHandle.of(task).text();
        assertThat(engine.await(tasks.cancel(handle)).moved()).isEqualTo(2);
        assertThat(list().status()).isEqualTo(MoveTask.Status.CANCELLED);

        engine.pass(10);
        assertThat(elsewhere.counts().visible()).isEqualTo(2);
        assertThatThrownBy(() -> tasks.cancel(handle)).hasMessage("Only active tasks can be cancelled.");
    }

    @Test
    void start_isRefused() {
        start(elsewhere, 1);
        assertThatThrownBy(() -> start(elsewhere, 1)).hasMessageStartingWith("There is already a task running.");
        assertThatThrownBy(() -> tasks.start(source.address().arn(), null, null))
                .hasMessage("Source queue must be configured as a Dead Letter Queue.");
        assertThatThrownBy(() -> tasks.start(dead.address().arn(), "arn:aws:sqs:us-east-1:000000000000:no", null))
                .hasMessage("The resource that you specified for the DestinationArn parameter doesn't exist.");
        assertThatThrownBy(() -> tasks.cancel("foobared")).hasMessage("Value for parameter TaskHandle is invalid.");
        assertThatThrownBy(() ->
                        tasks.cancel(new MoveTaskHandle("none", dead.address().arn()).text()))
                .hasMessage("Task does not exist.");
    }

    private MoveTask start(Queue destination, Integer rate) {
        return engine.await(tasks.start(
                dead.address().arn(),
                destination == null ? null : destination.address().arn(),
                rate));
    }

    private MoveTask list() {
        return tasks.list(dead.address().arn()).get(0);
    }
}
