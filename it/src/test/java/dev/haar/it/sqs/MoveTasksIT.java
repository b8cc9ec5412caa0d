package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;

/** StartMessageMoveTask, ListMessageMoveTasks and CancelMessageMoveTask. */
class MoveTasksIT extends SqsTest {
    MoveTasksIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void withoutADestination_eachMessageGoesBackToItsOrigin() {
        String dead = queue("dead");
        String first = source("first", dead);
        String second = source("second", dead);
        poison(first, "a");
        poison(second, "b");
        assertThat(counts(dead)).isEqualTo(List.of("2", "0", "0"));

        String deadArn = arn(dead);
        assertThat(sqs.startMessageMoveTask(r -> r.sourceArn(deadArn)).taskHandle())
                .isNotEmpty();
        haar.advance(Duration.ofSeconds(10));

        assertThat(bodies(first)).containsExactly("a");
        assertThat(bodies(second)).containsExactly("b");
        ListMessageMoveTasksResultEntry task = latest(deadArn);
        assertThat(task.status()).isEqualTo("COMPLETED");
        assertThat(task.approximateNumberOfMessagesMoved()).isEqualTo(2);
        assertThat(task.approximateNumberOfMessagesToMove()).isEqualTo(2);
        assertThat(task.sourceArn()).isEqualTo(deadArn);
        assertThat(task.destinationArn()).isNull();
        assertThat(task.taskHandle()).isNull();
        assertThat(task.startedTimestamp()).isPositive();
    }

    @Test
    void aDestination_getsThemAll() {
        String dead = queue("dead");
        source("source", dead);
        String elsewhere = queue("elsewhere");
        send(dead, "a");
        send(dead, "b");
        sqs.startMessageMoveTask(r -> r.sourceArn(arn(dead)).destinationArn(arn(elsewhere)));
        haar.advance(Duration.ofSeconds(10));
        assertThat(bodies(elsewhere)).containsExactlyInAnyOrder("a", "b");
        assertThat(latest(arn(dead)).destinationArn()).isEqualTo(arn(elsewhere));
    }

    @Test
    void aSlowTask_runsInTime_andCanBeCancelled() {
        String dead = queue("dead");
        source("source", dead);
        String elsewhere = queue("elsewhere");
        IntStream.range(0, 20).forEach(i -> send(dead, "m-" + i));
        haar.operator().freeze();
        String handle = sqs.startMessageMoveTask(r ->
                        r.sourceArn(arn(dead)).destinationArn(arn(elsewhere)).maxNumberOfMessagesPerSecond(1))
                .taskHandle();
        haar.advance(Duration.ofSeconds(5));
        ListMessageMoveTasksResultEntry running = latest(arn(dead));
        assertThat(running.status()).isEqualTo("RUNNING");
        assertThat(running.taskHandle()).isEqualTo(handle);
        assertThat(running.maxNumberOfMessagesPerSecond()).isEqualTo(1);
        assertThat(running.approximateNumberOfMessagesMoved()).isBetween(4L, 6L);
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.startMessageMoveTask(r -> r.sourceArn(arn(dead))), "There is already a task running.");

        assertThat(sqs.cancelMessageMoveTask(r -> r.taskHandle(handle)).approximateNumberOfMessagesMoved())
                .isEqualTo(running.approximateNumberOfMessagesMoved());
        haar.advance(Duration.ofSeconds(30));
        assertThat(latest(arn(dead)).status()).isEqualTo("CANCELLED");
        int moved = Integer.parseInt(counts(elsewhere).get(0));
        assertThat(moved).isBetween(4, 6);
        assertThat(counts(dead).get(0)).isEqualTo(Integer.toString(20 - moved));
    }

    @Test
    void aTaskWhoseDestinationGoesAway_fails() {
        String dead = queue("dead");
        source("source", dead);
        String elsewhere = queue("elsewhere");
        IntStream.range(0, 5).forEach(i -> send(dead, "m-" + i));
        haar.operator().freeze();
        sqs.startMessageMoveTask(
                r -> r.sourceArn(arn(dead)).destinationArn(arn(elsewhere)).maxNumberOfMessagesPerSecond(1));
        sqs.deleteQueue(r -> r.queueUrl(elsewhere));
        haar.advance(Duration.ofSeconds(30));
        ListMessageMoveTasksResultEntry task = latest(arn(dead));
        assertThat(task.status()).isEqualTo("FAILED");
        assertThat(task.failureReason()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    }

    @Test
    void tasksThatCannotBe_areRefused() {
        String plain = queue("plain");
        String nowhere = "arn:aws:sqs:us-east-1:000000000000:nowhere";
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.startMessageMoveTask(r -> r.sourceArn(arn(plain))),
                "Source queue must be configured as a Dead Letter Queue.");
        Refusals.NOT_FOUND.expect(
                () -> sqs.startMessageMoveTask(r -> r.sourceArn(nowhere)),
                "The resource that you specified for the SourceArn parameter doesn't exist.");
        String dead = queue("dead");
        source("source", dead);
        Refusals.NOT_FOUND.expect(
                () -> sqs.startMessageMoveTask(r -> r.sourceArn(arn(dead)).destinationArn(nowhere)),
                "The resource that you specified for the DestinationArn parameter doesn't exist.");
        Refusals.NOT_FOUND.expect(() -> sqs.listMessageMoveTasks(r -> r.sourceArn(nowhere)), "SourceArn");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.cancelMessageMoveTask(r -> r.taskHandle("no handle")), "TaskHandle is invalid.");
        Refusals.MISSING_PARAMETER.expect(() -> sqs.listMessageMoveTasks(r -> r.maxResults(1)), "SourceArn");
    }

    @Test
    void aTaskThatIsOver_cannotBeCancelled() {
        String dead = queue("dead");
        source("source", dead);
        String handle = sqs.startMessageMoveTask(r -> r.sourceArn(arn(dead))).taskHandle();
        haar.advance(Duration.ofSeconds(10));
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.cancelMessageMoveTask(r -> r.taskHandle(handle)), "Only active tasks can be cancelled.");
        assertThat(sqs.listMessageMoveTasks(r -> r.sourceArn(arn(dead)).maxResults(10))
                        .results())
                .hasSize(1);
    }

    private ListMessageMoveTasksResultEntry latest(String sourceArn) {
        return sqs.listMessageMoveTasks(r -> r.sourceArn(sourceArn)).results().get(0);
    }

    private String source(String name, String dead) {
        String policy = "{\"deadLetterTargetArn\":\"" + arn(dead) + "\",\"maxReceiveCount\":1}";
        return queue(name, "RedrivePolicy", policy, "VisibilityTimeout", "0");
    }

    /** Sends a message and receives it once too often. */
    private void poison(String source, String body) {
        send(source, body);
        receiveOne(source);
        if (!receive(source).isEmpty()) {
            throw new AssertionError("The message should have moved.");
        }
    }
}
