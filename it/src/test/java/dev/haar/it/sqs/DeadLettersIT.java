package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Dead-letter queues and the policies about them. */
class DeadLettersIT extends SqsTest {
    DeadLettersIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void aMessageReceivedTooOften_movesOnTheNextReceive() {
        String dead = queue("dead");
        String source = queue("source", "VisibilityTimeout", "10", "RedrivePolicy", policy(dead, 1));
        sqs.sendMessage(r -> r.queueUrl(source)
                .messageBody("poison")
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("k")
                                .build())));
        Message first = receiveOne(source);
        haar.advance(Duration.ofMinutes(1));
        // It does not move by itself when its visibility timeout ends.
        assertThat(counts(source)).isEqualTo(List.of("1", "0", "0"));
        assertThat(receive(dead)).isEmpty();

        assertThat(receive(source)).isEmpty();
        Message moved = receiveOne(dead);
        assertThat(moved.messageId()).isEqualTo(first.messageId());
        assertThat(moved.body()).isEqualTo("poison");
        assertThat(moved.messageAttributes()).containsOnlyKeys("kind");
        assertThat(moved.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2")
                .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, arn(source))
                .containsEntry(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        first.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP));
        assertThat(counts(source)).isEqualTo(List.of("0", "0", "0"));
    }

    @Test
    void theMoveInAFifoQueue_freesTheGroup() {
        String dead = fifo("dead.fifo");
        String source = fifo("source.fifo", "VisibilityTimeout", "10", "RedrivePolicy", policy(dead, 1));
        send(source, "g", "a");
        assertThat(bodies(source)).containsExactly("a");
        send(source, "g", "b");
        haar.advance(Duration.ofSeconds(10));
        assertThat(bodies(source)).containsExactly("b");
        Message moved = receiveOne(dead);
        assertThat(moved.body()).isEqualTo("a");
        assertThat(moved.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
                .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, arn(source));
    }

    @Test
    void listDeadLetterSourceQueues_namesThoseThatRedriveToIt() {
        String dead = queue("dead");
        queue("unrelated");
        String b = queue("b", "RedrivePolicy", policy(dead, 5));
        String a = queue("a", "RedrivePolicy", policy(dead, 5));
        assertThat(sqs.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
                .containsExactly(a, b);
        sqs.setQueueAttributes(r -> r.queueUrl(a).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, "")));
        assertThat(sqs.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
                .containsExactly(b);
        Refusals.NO_QUEUE.expect(
                () -> sqs.listDeadLetterSourceQueues(r -> r.queueUrl(haar.endpoint() + "/000000000000/nowhere")),
                "The specified queue does not exist.");
    }

    @Test
    void policiesThatAreNotValid_areRefused() {
        String dead = queue("dead");
        Refusals.INVALID_PARAMETER.expect(() -> queue("a", "RedrivePolicy", "no JSON"), "not a valid JSON map");
        Refusals.INVALID_PARAMETER.expect(
                () -> queue("a", "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + arn(dead) + "\"}"),
                "does not contain mandatory attribute: maxReceiveCount.");
        Refusals.INVALID_PARAMETER.expect(
                () -> queue("a", "RedrivePolicy", policy(dead, 1001)), "Invalid value for maxReceiveCount: 1001");
        Refusals.INVALID_PARAMETER.expect(
                () -> queue(
                        "a",
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:nowhere\",\"maxReceiveCount\":1}"),
                "Dead letter target does not exist");
        Refusals.INVALID_PARAMETER.expect(() -> fifo("a.fifo", "RedrivePolicy", policy(dead, 1)), "RedrivePolicy");
        assertThat(sqs.listQueues().queueUrls()).containsExactly(dead);
    }

    @Test
    void redriveAllowPolicy_isEnforced() {
        String closed = queue("closed", "RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}");
        Refusals.INVALID_PARAMETER.expect(() -> queue("a", "RedrivePolicy", policy(closed, 1)), "RedrivePolicy");
        String choosy = queue(
                "choosy",
                "RedriveAllowPolicy",
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":"
                        + "[\"arn:aws:sqs:us-east-1:000000000000:friend\"]}");
        queue("friend", "RedrivePolicy", policy(choosy, 1));
        Refusals.INVALID_PARAMETER.expect(() -> queue("stranger", "RedrivePolicy", policy(choosy, 1)), "RedrivePolicy");
    }

    private String policy(String dead, int maxReceiveCount) {
        return "{\"deadLetterTargetArn\":\"" + arn(dead) + "\",\"maxReceiveCount\":" + maxReceiveCount + "}";
    }
}
