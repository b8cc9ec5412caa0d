package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** AddPermission and RemovePermission. */
class PermissionsIT extends SqsTest {
    PermissionsIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void permissions_areStatementsOfThePolicy() {
        String queue = queue("orders");
        add(queue, "readers", "111122223333", "ReceiveMessage");
        add(queue, "writers", "444455556666", "SendMessage");
        assertThat(attribute(queue, QueueAttributeName.POLICY))
                .contains("\"Sid\":\"readers\"")
                .contains("\"Sid\":\"writers\"")
                .contains("\"AWS\":\"arn:aws:iam::111122223333:root\"")
                .contains("\"Action\":\"SQS:ReceiveMessage\"")
                .contains("\"Resource\":\"" + arn(queue) + "\"");

        sqs.removePermission(r -> r.queueUrl(queue).label("readers"));
        assertThat(attribute(queue, QueueAttributeName.POLICY))
                .doesNotContain("readers")
                .contains("writers");
        sqs.removePermission(r -> r.queueUrl(queue).label("writers"));
        assertThat(attribute(queue, QueueAttributeName.POLICY)).isNull();
    }

    @Test
    void aLabelTwice_isRefused() {
        String queue = queue("orders");
        add(queue, "readers", "111122223333", "ReceiveMessage");
        Refusals.INVALID_PARAMETER.expect(
                () -> add(queue, "readers", "111122223333", "SendMessage"),
                "Value readers for parameter Label is invalid. Reason: Already exists.");
    }

    @Test
    void anUnknownLabel_isRefused() {
        String queue = queue("orders");
        Refusals.INVALID_PARAMETER.expect(
                () -> sqs.removePermission(r -> r.queueUrl(queue).label("nobody")), "can't find label.");
    }

    @Test
    void anImpossibleActionOrAccount_isRefused() {
        String queue = queue("orders");
        Refusals.INVALID_PARAMETER.expect(() -> add(queue, "owners", "111122223333", "CreateQueue"), "SQS:CreateQueue");
        Refusals.INVALID_PARAMETER.expect(() -> add(queue, "owners", "somebody", "SendMessage"), "Unable to verify.");
    }

    @Test
    void tooManyActions_areOverTheLimit() {
        String queue = queue("orders");
        Refusals.OVER_LIMIT.expect(
                () -> add(
                        queue,
                        "all",
                        "111122223333",
                        "SendMessage",
                        "ReceiveMessage",
                        "DeleteMessage",
                        "ChangeMessageVisibility",
                        "GetQueueAttributes",
                        "GetQueueUrl",
                        "ListDeadLetterSourceQueues",
                        "PurgeQueue"),
                "8 actions were found");
    }

    @Test
    void permissionsOfNoQueue_areRefused() {
        String nowhere = haar.endpoint() + "/000000000000/nowhere";
        Refusals.NO_QUEUE.expect(
                () -> add(nowhere, "readers", "111122223333", "ReceiveMessage"), "The specified queue does not exist.");
        Refusals.NO_QUEUE.expect(
                () -> sqs.removePermission(r -> r.queueUrl(nowhere).label("readers")),
                "The specified queue does not exist.");
    }

    private void add(String queue, String label, String account, String... actions) {
        sqs.addPermission(
                r -> r.queueUrl(queue).label(label).awsAccountIds(account).actions(actions));
    }
}
