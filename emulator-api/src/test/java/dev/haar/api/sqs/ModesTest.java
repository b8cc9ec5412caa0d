package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.api.HaarConfig.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What AWS makes its users wait for is kept in strict mode and lifted in fast mode. */
class ModesTest {
    @Test
    void nameOfADeletedQueue_isTakenForAMinuteInStrictMode() {
        try (SqsServer server = in(Mode.STRICT)) {
            delete(server, server.queue("q"));
            Refusal refusal = Refusal.own(
                    400,
                    "QueueDeletedRecently",
                    "You must wait 60 seconds after deleting a queue before you can create another with the same"
                            + " name.");
            server.pass(59);
            refusal.checkJson(server.json("CreateQueue", "{'QueueName':'q'}"));
            refusal.checkXml(server.query("CreateQueue", "QueueName=q"));
            server.pass(1);
            server.queue("q");
        }
    }

    @Test
    void nameOfADeletedQueue_isFreeAtOnceInFastMode() {
        try (SqsServer server = in(Mode.FAST)) {
            delete(server, server.queue("q"));
            server.queue("q");
        }
    }

    @Test
    void secondPurgeWithinAMinute_isRefusedInStrictMode() {
        try (SqsServer server = in(Mode.STRICT)) {
            String queue = server.queue("q");
            String body = "{'QueueUrl':'%s'}";
            server.json("PurgeQueue", body, queue).then().statusCode(200);
            server.pass(59);
            Refusal refusal = Refusal.own(
                    403, "PurgeQueueInProgress", "Only one PurgeQueue operation on q is allowed every 60 seconds.");
            refusal.checkJson(server.json("PurgeQueue", body, queue));
            refusal.checkXml(server.query("PurgeQueue", "QueueUrl=" + queue));
            server.pass(1);
            server.json("PurgeQueue", body, queue).then().statusCode(200);
        }
    }

    @Test
    void secondPurge_isDoneAtOnceInFastMode() {
        try (SqsServer server = in(Mode.FAST)) {
            String queue = server.queue("q");
            server.json("PurgeQueue", "{'QueueUrl':'%s'}", queue).then().statusCode(200);
            server.send(queue, "x");
            server.json("PurgeQueue", "{'QueueUrl':'%s'}", queue).then().statusCode(200);
            assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void changedDeduplicationScope_comesIntoForceLaterInStrictMode(Mode mode) {
        try (SqsServer server = in(mode)) {
            String queue = server.fifoQueue("q.fifo");
            server.json(
                            "SetQueueAttributes",
                            "{'QueueUrl':'%s','Attributes':{'DeduplicationScope':'messageGroup'}}",
                            queue)
                    .then()
                    .statusCode(200);
            for (String group : new String[] {"g1", "g2"}) {
                server.json(
                                "SendMessage",
                                "{'QueueUrl':'%s','MessageBody':'x','MessageGroupId':'%s','MessageDeduplicationId':'d'}",
                                queue,
                                group)
                        .then()
                        .statusCode(200);
            }
            assertThat(server.attribute(queue, "ApproximateNumberOfMessages"))
                    .isEqualTo(mode == Mode.STRICT ? "1" : "2");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void validation_isTheSameInBoth(Mode mode) {
        try (SqsServer server = in(mode)) {
            Refusal.attributeValue("Invalid value for the parameter VisibilityTimeout.")
                    .checkJson(
                            server.json("CreateQueue", "{'QueueName':'q','Attributes':{'VisibilityTimeout':'43201'}}"));
        }
    }

    private static SqsServer in(Mode mode) {
        return new SqsServer(config -> config.withMode(mode));
    }

    private static void delete(SqsServer server, String queue) {
        server.json("DeleteQueue", "{'QueueUrl':'%s'}", queue).then().statusCode(200);
    }
}
