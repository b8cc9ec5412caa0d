package dev.haar.api.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.time.HaarTime;
import dev.haar.engine.queue.MessageMemory;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueRules;
import dev.haar.engine.queue.Queues;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a queue's policy has to say so that SNS may send to it. */
class QueuePoliciesTest {
    private static final String NEWS = "arn:aws:sns:us-east-1:000000000000:news";

    private final Queues queues = new Queues(
            HaarTime.standingAt(Instant.EPOCH),
            new EphemeralStore(),
            QueueRules.fast(),
            MessageMemory.unlimited(),
            () -> 0);

    private Queue queue(Map<String, String> attributes) {
        return queues.create(new QueueAddress("000000000000", "us-east-1", "q"), attributes, Map.of())
                .join();
    }

    @Test
    void queueWithoutPolicy_admitsNobody() {
        assertThat(new QueuePolicies().admits(queue(Map.of()), NEWS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Service':'sns.amazonaws.com'}|sqs:SendMessage|{'ArnEquals':{'aws:SourceArn':'arn:aws:sns:us-east-1:000000000000:news'}}|true",
                "{'Service':'sns.amazonaws.com'}|SQS:SendMessage|{}|true",
                "{'Service':'sns.amazonaws.com'}|sqs:*|{'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:000000000000:n*'}}|true",
                "*|sqs:SendMessage|{'StringEquals':{'aws:SourceAccount':'000000000000'}}|true",
                "{'Service':'sns.amazonaws.com'}|sqs:SendMessage|{'ArnEquals':{'aws:SourceArn':'arn:aws:sns:us-east-1:000000000000:other'}}|false",
                "{'Service':'sns.amazonaws.com'}|sqs:ReceiveMessage|{}|false",
                "{'Service':'events.amazonaws.com'}|sqs:SendMessage|{}|false",
                "{'AWS':'111111111111'}|sqs:SendMessage|{}|false"
            })
    void statement_admitsOrNot(String principal, String action, String condition, boolean admits) {
        String who = principal.equals("*") ? "'*'" : principal;
        String policy = ("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':" + who + ",'Action':'"
                        + action + "','Resource':'arn:aws:sqs:us-east-1:000000000000:q','Condition':" + condition
                        + "}]}")
                .replace('\'', '"');
        assertThat(new QueuePolicies().admits(queue(Map.of("Policy", policy)), NEWS))
                .isEqualTo(admits);
    }
}
