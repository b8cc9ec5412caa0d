package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** GetQueueAttributes and SetQueueAttributes. */
class QueueAttributesIT extends SqsTest {
    QueueAttributesIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void getAll_ofAStandardQueue_showsTheDefaults() {
        Map<String, String> all = all(queue("orders"));
        assertThat(all)
                .containsEntry("QueueArn", "arn:aws:sqs:us-east-1:000000000000:orders")
                .containsEntry("ApproximateNumberOfMessages", "0")
                .containsEntry("ApproximateNumberOfMessagesNotVisible", "0")
                .containsEntry("ApproximateNumberOfMessagesDelayed", "0")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("MaximumMessageSize", "1048576")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("ReceiveMessageWaitTimeSeconds", "0")
                .containsEntry("VisibilityTimeout", "30")
                .containsEntry("SqsManagedSseEnabled", "true")
                .containsKeys("CreatedTimestamp", "LastModifiedTimestamp")
                .doesNotContainKeys("FifoQueue", "Policy", "RedrivePolicy", "KmsMasterKeyId")
                .hasSize(12);
    }

    @Test
    void getAll_ofAFifoQueue_showsItsOwnToo() {
        assertThat(all(fifo("orders.fifo")))
                .containsEntry("FifoQueue", "true")
                .containsEntry("ContentBasedDeduplication", "true")
                .containsEntry("DeduplicationScope", "queue")
                .containsEntry("FifoThroughputLimit", "perQueue");
    }

    @Test
    void get_showsOnlyWhatItIsAskedFor() {
        String queue = queue("orders");
        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(queue)
                                .attributeNames(
                                        QueueAttributeName.VISIBILITY_TIMEOUT, QueueAttributeName.REDRIVE_POLICY))
                        .attributesAsStrings())
                .isEqualTo(Map.of("VisibilityTimeout", "30"));
        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(queue)).attributes()).isEmpty();
    }

    @Test
    void get_ofAnUnknownAttribute_isRefused() {
        String queue = queue("orders");
        Refusals.INVALID_ATTRIBUTE_NAME.expect(
                () -> sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNamesWithStrings("Colour")),
                "Unknown Attribute Colour.");
    }

    @Test
    void set_changesOnlyWhatItNames() {
        String queue = queue("orders", "DelaySeconds", "5");
        set(queue, "VisibilityTimeout", "12");
        set(queue, "MessageRetentionPeriod", "60");
        assertThat(all(queue))
                .containsEntry("DelaySeconds", "5")
                .containsEntry("VisibilityTimeout", "12")
                .containsEntry("MessageRetentionPeriod", "60");
    }

    @ParameterizedTest
    @CsvSource({
        "DelaySeconds, -1, 901",
        "MaximumMessageSize, 1023, 1048577",
        "MessageRetentionPeriod, 59, 1209601",
        "ReceiveMessageWaitTimeSeconds, -1, 21",
        "VisibilityTimeout, -1, 43201"
    })
    void set_outOfRange_isRefused(String name, String tooSmall, String tooLarge) {
        String queue = queue("orders");
        String before = all(queue).get(name);
        String message = "Invalid value for the parameter " + name + ".";
        Refusals.INVALID_ATTRIBUTE_VALUE.expect(() -> set(queue, name, tooSmall), message);
        Refusals.INVALID_ATTRIBUTE_VALUE.expect(() -> set(queue, name, tooLarge), message);
        Refusals.INVALID_ATTRIBUTE_VALUE.expect(() -> set(queue, name, "many"), message);
        assertThat(all(queue)).containsEntry(name, before);
    }

    @Test
    void set_whatIsReadOnlyOrUnknown_isRefused() {
        String queue = queue("orders");
        Refusals.INVALID_ATTRIBUTE_NAME.expect(() -> set(queue, "Colour", "red"), "Unknown Attribute Colour.");
        Refusals.INVALID_ATTRIBUTE_NAME.expect(
                () -> set(queue, "QueueArn", "arn:aws:sqs:us-east-1:000000000000:other"),
                "Unknown Attribute QueueArn.");
        Refusals.INVALID_ATTRIBUTE_NAME.expect(
                () -> set(queue, "ContentBasedDeduplication", "true"), "Unknown Attribute ContentBasedDeduplication.");
    }

    @Test
    void set_aPolicy_isEchoed_andAnEmptyOneTakesItAway() {
        String queue = queue("orders");
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}";
        set(queue, "Policy", policy);
        assertThat(attribute(queue, QueueAttributeName.POLICY)).isEqualTo(policy);
        set(queue, "Policy", "");
        assertThat(attribute(queue, QueueAttributeName.POLICY)).isNull();
        for (String bad : List.of("no JSON", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")) {
            Refusals.INVALID_ATTRIBUTE_VALUE.expect(
                    () -> set(queue, "Policy", bad), "Invalid value for the parameter Policy.");
        }
    }

    @Test
    void set_ofNoQueue_isRefused() {
        Refusals.NO_QUEUE.expect(
                () -> set(haar.endpoint() + "/000000000000/nowhere", "DelaySeconds", "1"),
                "The specified queue does not exist.");
    }

    @Test
    void counts_areRightAtEveryMoment() {
        String queue = queue("orders");
        assertThat(counts(queue)).isEqualTo(List.of("0", "0", "0"));
        send(queue, "a");
        send(queue, "b");
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("c").delaySeconds(900));
        assertThat(counts(queue)).isEqualTo(List.of("2", "0", "1"));

        String handle =
                sqs.receiveMessage(r -> r.queueUrl(queue)).messages().get(0).receiptHandle();
        assertThat(counts(queue)).isEqualTo(List.of("1", "1", "1"));
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(handle));
        assertThat(counts(queue)).isEqualTo(List.of("1", "0", "1"));

        receiveOne(queue);
        assertThat(counts(queue)).isEqualTo(List.of("0", "1", "1"));
        haar.advance(Duration.ofSeconds(30));
        assertThat(counts(queue)).isEqualTo(List.of("1", "0", "1"));
        haar.advance(Duration.ofSeconds(870));
        assertThat(counts(queue)).isEqualTo(List.of("2", "0", "0"));
    }

    private Map<String, String> all(String queue) {
        return sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings();
    }

    private void set(String queue, String name, String value) {
        sqs.setQueueAttributes(r -> r.queueUrl(queue).attributesWithStrings(Map.of(name, value)));
    }
}
