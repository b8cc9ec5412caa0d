package dev.haar.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSettingsTest {
    private final QueueSettings standard = QueueSettings.initial(false);
    private final QueueSettings fifo = QueueSettings.initial(true);

    @Test
    void initial_settings() {
        assertThat(standard.asMap())
                .isEqualTo(Map.of(
                        "DelaySeconds", "0",
                        "MaximumMessageSize", "1048576",
                        "MessageRetentionPeriod", "345600",
                        "ReceiveMessageWaitTimeSeconds", "0",
                        "VisibilityTimeout", "30",
                        "SqsManagedSseEnabled", "true"));
        assertThat(fifo.asMap())
                .containsEntry("FifoQueue", "true")
                .containsEntry("ContentBasedDeduplication", "false")
                .containsEntry("DeduplicationScope", "queue")
                .containsEntry("FifoThroughputLimit", "perQueue");
    }

    @ParameterizedTest
    @CsvSource({
        "DelaySeconds,0,900",
        "MaximumMessageSize,1024,1048576",
        "MessageRetentionPeriod,60,1209600",
        "ReceiveMessageWaitTimeSeconds,0,20",
        "VisibilityTimeout,0,43200"
    })
    void ranges(String name, int least, int most) {
        assertThat(standard.with(Map.of(name, "" + least)).asMap()).containsEntry(name, "" + least);
        assertThat(standard.with(Map.of(name, "" + most)).asMap()).containsEntry(name, "" + most);
        for (String bad : List.of("" + (least - 1), "" + (most + 1), "x", "", "1.5")) {
            assertThatThrownBy(() -> standard.with(Map.of(name, bad)))
                    .hasMessage("Invalid value for the parameter " + name + ".")
                    .extracting(e -> ((EngineException) e).error())
                    .isEqualTo(EngineError.INVALID_ATTRIBUTE_VALUE);
        }
    }

    @Test
    void names_thatQueuesDoNotHave() {
        for (String name : List.of("Nonsense", "QueueArn", "ApproximateNumberOfMessages", "CreatedTimestamp", "All")) {
            assertThatThrownBy(() -> standard.with(Map.of(name, "1"))).hasMessage("Unknown Attribute " + name + ".");
        }
        assertThatThrownBy(() -> standard.with(Map.of("FifoQueue", "true"))).hasMessage("Unknown Attribute FifoQueue.");
        assertThatThrownBy(() -> standard.with(Map.of("ContentBasedDeduplication", "true")))
                .hasMessage("Unknown Attribute ContentBasedDeduplication.");
        assertThatThrownBy(() -> standard.with(Map.of("DeduplicationScope", "queue")))
                .hasMessage("You can specify the DeduplicationScope only when FifoQueue is set to true.");
        assertThatThrownBy(() -> standard.with(Map.of("FifoThroughputLimit", "perQueue")))
                .hasMessage("You can specify the FifoThroughputLimit only when FifoQueue is set to true.");
        assertThatThrownBy(() -> fifo.with(Map.of("FifoQueue", "false")))
                .hasMessage(
                        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
    }

    @Test
    void truth_isTakenInAnyCase() {
        assertThat(fifo.with(Map.of("ContentBasedDeduplication", "True")).contentBasedDeduplication())
                .isTrue();
        assertThatThrownBy(() -> fifo.with(Map.of("ContentBasedDeduplication", "yes")))
                .isNotNull();
    }

    @Test
    void throughputPerGroup_needsDeduplicationPerGroup() {
        assertThatThrownBy(() -> fifo.with(Map.of("FifoThroughputLimit", "perMessageGroupId")))
                .isNotNull();
        assertThatCode(() -> fifo.with(
                        Map.of("FifoThroughputLimit", "perMessageGroupId", "DeduplicationScope", "messageGroup")))
                .doesNotThrowAnyException();
        assertThat(fifo.with(Map.of("DeduplicationScope", "messageGroup")).deduplicatesByGroup())
                .isTrue();
    }

    @Test
    void encryption_isOfOneKind() {
        QueueSettings kms = standard.with(Map.of("KmsMasterKeyId", "alias/key"));
        assertThat(kms.asMap())
                .containsEntry("SqsManagedSseEnabled", "false")
                .containsEntry("KmsDataKeyReusePeriodSeconds", "300");
        assertThatThrownBy(() -> standard.with(Map.of("KmsMasterKeyId", "k", "SqsManagedSseEnabled", "true")))
                .hasMessage("You can use one type of server-side encryption (SSE) at one time."
                        + " You can either enable KMS SSE or SQS SSE.");
        assertThat(kms.with(Map.of("KmsMasterKeyId", "", "SqsManagedSseEnabled", "true"))
                        .asMap())
                .doesNotContainKeys("KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds");
    }

    @Test
    void policies_areCheckedAndTakenAway() {
        String policy = "\n{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\"}}\n";
        QueueSettings with = standard.with(Map.of("Policy", policy));
        assertThat(with.asMap()).containsEntry("Policy", policy);
        assertThat(with.with(Map.of("Policy", "")).asMap()).doesNotContainKey("Policy");
        for (String bad : List.of(
                "{",
                "{}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                "{\"Statement\":[\"Allow\"]}",
                policy.replace("Deny", "deny"),
                policy.replace("Principal", "Who"),
                policy.replace("Action", "What"))) {
            assertThatThrownBy(() -> standard.with(Map.of("Policy", bad)))
                    .as(bad)
                    .hasMessage("Invalid value for the parameter Policy.");
        }
        for (String bad : List.of(
                "x",
                "{}",
                "{\"redrivePermission\":\"some\"}",
                "{\"redrivePermission\":\"byQueue\"}",
                "{\"redrivePermission\":\"allowAll\",\"sourceQueueArns\":[\"arn:aws:sqs:r:1:q\"]}",
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"q\"]}")) {
            assertThatThrownBy(() -> standard.with(Map.of("RedriveAllowPolicy", bad)))
                    .hasMessageStartingWith("Value " + bad + " for parameter RedriveAllowPolicy is invalid. Reason: ");
        }
    }

    @Test
    void redrivePolicy_isShownWithItsCountAsANumber() {
        String text = "{\"maxReceiveCount\":\"4\",\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dlq\"}";
        assertThat(standard.with(Map.of("RedrivePolicy", text)).asMap())
                .containsEntry(
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dlq\",\"maxReceiveCount\":4}");
    }

    @Test
    void permissions_comeAndGo() {
        String arn = "arn:aws:sqs:us-east-1:000000000000:q";
        String one =
                PolicyStatements.add(Optional.empty(), arn, "label", List.of("111111111111"), List.of("SendMessage"));
        assertThat(one)
                .isEqualTo(
                        "{\"Version\":\"2008-10-17\",\"Id\":\"" + arn + "/SQSDefaultPolicy\",\"Statement\":[{\"Sid\":"
                                + "\"label\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"},"
                                + "\"Action\":\"SQS:SendMessage\",\"Resource\":\"" + arn + "\"}]}");
        String two = PolicyStatements.add(
                Optional.of(one),
                arn,
                "more",
                List.of("111111111111", "222222222222"),
                List.of("SendMessage", "ReceiveMessage"));
        assertThat(two)
                .contains("[\"SQS:SendMessage\",\"SQS:ReceiveMessage\"]")
                .contains("[\"arn:aws:iam::111111111111:root\",\"arn:aws:iam::222222222222:root\"]");
        assertThatThrownBy(() -> PolicyStatements.add(
                        Optional.of(two), arn, "more", List.of("111111111111"), List.of("SendMessage")))
                .hasMessage("Value more for parameter Label is invalid. Reason: Already exists.");
        assertThatThrownBy(() -> PolicyStatements.remove(Optional.of(one), "more"))
                .hasMessage("Value more for parameter Label is invalid. Reason: can't find label.");
        assertThat(PolicyStatements.remove(Optional.of(two), "label"))
                .doesNotContain("\"label\"")
                .contains("more");
        assertThat(PolicyStatements.remove(Optional.of(one), "label")).isEmpty();
        assertThatThrownBy(() -> PolicyStatements.add(
                        Optional.empty(), arn, "l", List.of("111111111111"), List.of("DeleteQueue")))
                .hasMessageStartingWith("Value SQS:DeleteQueue for parameter ActionName is invalid.");
        assertThatThrownBy(() -> PolicyStatements.add(Optional.empty(), arn, "l", List.of("*"), List.of("SendMessage")))
                .hasMessage("Value [*] for parameter PrincipalId is invalid. Reason: Unable to verify.");
    }
}
