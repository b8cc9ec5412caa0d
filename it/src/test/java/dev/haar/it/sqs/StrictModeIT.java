package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.HaarExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The waits of AWS's that strict mode keeps. */
class StrictModeIT {
    @RegisterExtension
    static final HaarExtension haar = HaarExtension.strict();

    private final SqsClient sqs = haar.sqs();

    @Test
    void aSecondPurge_isRefusedForAMinute() {
        String queue = create();
        haar.operator().freeze();
        purge(queue);
        haar.advance(Duration.ofSeconds(59));
        Refusals.PURGE_IN_PROGRESS.expect(
                () -> purge(queue), "Only one PurgeQueue operation on orders is allowed every 60 seconds.");
        haar.advance(Duration.ofSeconds(1));
        purge(queue);
    }

    @Test
    void theNameOfADeletedQueue_isTakenForAMinute() {
        String queue = create();
        haar.operator().freeze();
        sqs.deleteQueue(r -> r.queueUrl(queue));
        haar.advance(Duration.ofSeconds(59));
        Refusals.DELETED_RECENTLY.expect(
                this::create, "You must wait 60 seconds after deleting a queue before you can create another");
        haar.advance(Duration.ofSeconds(1));
        assertThat(create()).isEqualTo(queue);
    }

    @Test
    void aReset_endsTheWaits() {
        String queue = create();
        purge(queue);
        sqs.deleteQueue(r -> r.queueUrl(queue));
        haar.operator().reset();
        purge(create());
    }

    private String create() {
        return sqs.createQueue(r -> r.queueName("orders")).queueUrl();
    }

    private void purge(String queue) {
        sqs.purgeQueue(r -> r.queueUrl(queue));
    }
}
