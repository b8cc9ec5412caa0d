package dev.haar.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LongPollTest {
    private SqsServer server;
    private String queue;

    @BeforeEach
    void start() {
        server = new SqsServer();
        queue = server.queue("q");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void poll_getsWhatIsSent() throws Exception {
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.send(queue, "hello");
            assertThat(poll.answer()).contains("HTTP/1.1 200").contains("\"Body\":\"hello\"");
        }
    }

    @Test
    void polls_areServedInTheirOrder() throws Exception {
        try (RawPoll first = new RawPoll(server, queue, 20);
                RawPoll second = new RawPoll(server, queue, 20)) {
            server.send(queue, "one");
            assertThat(first.answer()).contains("\"Body\":\"one\"");
            server.send(queue, "two");
            assertThat(second.answer()).contains("\"Body\":\"two\"");
        }
    }

    @Test
    void poll_endsEmptyWhenItsTimeIsUp() throws Exception {
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.pass(20);
            assertThat(poll.answer()).contains("HTTP/1.1 200").endsWith("{}");
            server.send(queue, "late");
            assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("1");
        }
    }

    @Test
    void poll_getsAMessageWhoseDelayEnds() throws Exception {
        server.json("SendMessage", "{'QueueUrl':'%s','MessageBody':'later','DelaySeconds':5}", queue);
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.pass(5);
            assertThat(poll.answer()).contains("\"Body\":\"later\"");
        }
    }

    @Test
    void poll_getsAMessageThatComesBack() throws Exception {
        server.send(queue, "again");
        server.json("ReceiveMessage", "{'QueueUrl':'%s','VisibilityTimeout':5}", queue);
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.pass(5);
            assertThat(poll.answer()).contains("\"Body\":\"again\"");
        }
    }

    @Test
    void queuesWaitTime_holdsUnlessTheRequestHasItsOwn() throws Exception {
        String waiting = server.queue("waiting", "'ReceiveMessageWaitTimeSeconds':'20'");
        assertThat(server.json("ReceiveMessage", "{'QueueUrl':'%s','WaitTimeSeconds':0}", waiting)
                        .asString())
                .isEqualTo("{}");
        try (RawPoll poll = new RawPoll(server, waiting, 3)) {
            server.pass(3);
            assertThat(poll.answer()).endsWith("{}");
        }
    }

    @Test
    void deletedQueue_endsItsPolls() throws Exception {
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.json("DeleteQueue", "{'QueueUrl':'%s'}", queue).then().statusCode(200);
            assertThat(poll.answer())
                    .contains("HTTP/1.1 400")
                    .contains("x-amzn-query-error: AWS.SimpleQueueService.NonExistentQueue;Sender");
        }
    }

    @Test
    void recreatedQueue_owesNothingToThePollsOfTheFormer() throws Exception {
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.json("DeleteQueue", "{'QueueUrl':'%s'}", queue).then().statusCode(200);
            server.queue("q");
            server.send(queue, "new");
            assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("1");
            assertThat(poll.answer()).contains("HTTP/1.1 400");
        }
    }

    @Test
    void reset_endsPolls() throws Exception {
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.request().post("/_haar/reset").then().statusCode(200);
            assertThat(poll.answer()).contains("HTTP/1.1 400").contains("QueueDoesNotExist");
        }
    }

    @Test
    void resetOfAnotherAccount_leavesPollsAlone() throws Exception {
        try (RawPoll poll = new RawPoll(server, queue, 20)) {
            server.request().post("/_haar/reset?account=111111111111").then().statusCode(200);
            server.send(queue, "still there");
            assertThat(poll.answer()).contains("still there");
        }
    }

    @Test
    void clientThatLeavesWhileItPolls_takesNothingAlong() throws Exception {
        new RawPoll(server, queue, 20).close();
        server.settle();
        server.send(queue, "for another");
        assertThat(server.attribute(queue, "ApproximateNumberOfMessages")).isEqualTo("1");
        assertThat(server.receive(queue).jsonPath().getMap("Messages[0]"))
                .containsEntry("Body", "for another")
                .extracting("Attributes.ApproximateReceiveCount")
                .isEqualTo("1");
    }

    @Test
    void clientThatLeaves_leavesItsTurnToTheNext() throws Exception {
        RawPoll gone = new RawPoll(server, queue, 20);
        try (RawPoll next = new RawPoll(server, queue, 20)) {
            gone.close();
            server.settle();
            server.send(queue, "for the next");
            assertThat(next.answer()).contains("for the next");
        }
    }
}
