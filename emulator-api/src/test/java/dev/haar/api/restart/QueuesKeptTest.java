package dev.haar.api.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Amazon SQS over a restart. */
class QueuesKeptTest extends OverARestart {
    private static final String SQS = "AmazonSQS.";
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    private JsonPath sqs(String action, String body) {
        return haar.json(SQS + action, body);
    }

    private void queue(String name, String attributes) {
        sqs(
                "CreateQueue",
                "{'QueueName':'%s','Attributes':{%s},'tags':{'team':'%s'}}".formatted(name, attributes, name));
        haar.keeps(SQS + "GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['All']}".formatted(name));
        haar.keeps(SQS + "ListQueueTags", "{'QueueUrl':'%s'}".formatted(name));
    }

    private JsonPath receive(String queue) {
        return sqs(
                "ReceiveMessage",
                "{'QueueUrl':'%s','MaxNumberOfMessages':10,'VisibilityTimeout':60,'AttributeNames':['All'],"
                                .formatted(queue)
                        + "'MessageAttributeNames':['All']}");
    }

    private String visible(String queue) {
        return sqs("GetQueueAttributes", "{'QueueUrl':'%s','AttributeNames':['All']}".formatted(queue))
                .getString("Attributes.ApproximateNumberOfMessages");
    }

    @Test
    void queuesAndWhatBecameOfTheirMessages() {
        queue("dead", "");
        queue("kept", "'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + ARN + "dead\\',\\'maxReceiveCount\\':3}'");
        sqs("AddPermission", "{'QueueUrl':'kept','Label':'l','AWSAccountIds':['111122223333'],'Actions':['*']}");
        sqs("TagQueue", "{'QueueUrl':'kept','Tags':{'a':'b'}}");
        sqs("SendMessage", "{'QueueUrl':'kept','MessageBody':'delayed','DelaySeconds':300}");
        sqs(
                "SendMessage",
                "{'QueueUrl':'kept','MessageBody':'attributed','MessageAttributes':"
                        + "{'n':{'DataType':'Number.int','StringValue':'7'},'b':{'DataType':'Binary','BinaryValue':'AAEC'}},"
                        + "'MessageSystemAttributes':{'AWSTraceHeader':{'DataType':'String','StringValue':'Root=1'}}}");
        JsonPath first = receive("kept");
        haar.keeps(SQS + "ListDeadLetterSourceQueues", "{'QueueUrl':'dead'}");
        haar.keeps(SQS + "ListQueues", "{}");
        haar.restart();
        assertThat(receive("kept").getList("Messages")).isNull();
        haar.haar().clock().advance(Duration.ofMinutes(1));
        JsonPath again = receive("kept");
        assertThat(again.getString("Messages[0].Attributes.ApproximateReceiveCount"))
                .isEqualTo("2");
        for (String same : new String[] {
            "MessageId",
            "Body",
            "MD5OfMessageAttributes",
            "MessageAttributes",
            "Attributes.ApproximateFirstReceiveTimestamp",
            "Attributes.AWSTraceHeader",
            "Attributes.SentTimestamp"
        }) {
            assertThat(again.getString("Messages[0]." + same)).isEqualTo(first.getString("Messages[0]." + same));
        }
        haar.haar().clock().advance(Duration.ofMinutes(1));
        receive("kept");
        haar.haar().clock().advance(Duration.ofMinutes(1));
        haar.restart();
        assertThat(receive("kept").getList("Messages")).isNull();
        assertThat(receive("dead").getString("Messages[0].Attributes.DeadLetterQueueSourceArn"))
                .isEqualTo(ARN + "kept");
        haar.haar().clock().advance(Duration.ofMinutes(2));
        assertThat(receive("kept").getString("Messages[0].Body")).isEqualTo("delayed");
    }

    @Test
    void fifoQueuesGoOnWhereTheyWere() {
        queue("kept.fifo", "'FifoQueue':'true'");
        String send = "{'QueueUrl':'kept.fifo','MessageBody':'%s','MessageGroupId':'%s','MessageDeduplicationId':'%s'}";
        String sequence = sqs("SendMessage", send.formatted("a", "g", "1")).getString("SequenceNumber");
        sqs("SendMessage", send.formatted("b", "g", "2"));
        String handle = sqs("ReceiveMessage", "{'QueueUrl':'kept.fifo','VisibilityTimeout':60}")
                .getString("Messages[0].ReceiptHandle");
        haar.restart();
        assertThat(receive("kept.fifo").getList("Messages")).isNull();
        assertThat(sqs("SendMessage", send.formatted("a", "g", "1")).getString("SequenceNumber"))
                .isEqualTo(sequence);
        assertThat(sqs("SendMessage", send.formatted("c", "g", "3")).getString("SequenceNumber"))
                .isGreaterThan(sequence);
        sqs("DeleteMessage", "{'QueueUrl':'kept.fifo','ReceiptHandle':'%s'}".formatted(handle));
        List<String> bodies = receive("kept.fifo").getList("Messages.Body");
        assertThat(bodies).containsExactly("b", "c");
    }

    @Test
    void moveTaskGoesOn() {
        queue("dead", "");
        queue("kept", "'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'" + ARN + "dead\\',\\'maxReceiveCount\\':1}'");
        for (int i = 0; i < 5; i++) {
            sqs("SendMessage", "{'QueueUrl':'dead','MessageBody':'m'}");
        }
        sqs(
                "StartMessageMoveTask",
                "{'SourceArn':'%sdead','DestinationArn':'%skept','MaxNumberOfMessagesPerSecond':1}"
                        .formatted(ARN, ARN));
        // What is on its way between the two queues has not come to rest: it is asked for again after a restart.
        await().until(() -> "1".equals(visible("kept")));
        String list = "{'SourceArn':'%sdead'}".formatted(ARN);
        haar.keeps(SQS + "ListMessageMoveTasks", list);
        haar.restart();
        for (int i = 0; i < 10; i++) {
            haar.haar().clock().advance(Duration.ofSeconds(1));
        }
        // With a file each portion of a task comes a commit later than its time.
        while (!"COMPLETED".equals(sqs("ListMessageMoveTasks", list).getString("Results[0].Status"))) {
            haar.haar().clock().advance(Duration.ofSeconds(1));
        }
        assertThat(sqs("ListMessageMoveTasks", list).getInt("Results[0].ApproximateNumberOfMessagesMoved"))
                .isEqualTo(5);
    }
}
