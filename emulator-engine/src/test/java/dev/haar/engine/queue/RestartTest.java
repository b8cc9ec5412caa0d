package dev.haar.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.Md5;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.message.MessageAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** After a restart queues and consumers go on where they were. */
class RestartTest extends QueuesOnDisk {
    RestartTest() {
        super(QueueRules.strict(), MessageMemory.unlimited());
    }

    private static OutgoingMessage message(String body) {
        return new OutgoingMessage(body, MessageAttributes.NONE, null, null, null, null, "sender");
    }

    private static OutgoingMessage inGroup(String body, String group, String id) {
        return new OutgoingMessage(body, MessageAttributes.NONE, null, group, id, null, "sender");
    }

    private void send(String queue, OutgoingMessage message) {
        get(queue).send(message).join();
    }

    private static List<ReceivedMessage> receive(Queue queue) {
        return queue.receive(new ReceiveOptions(10, 30, 0, null)).messages().join();
    }

    private static void assertRefused(EngineError error, ThrowingCallable command) {
        assertThatExceptionOfType(EngineException.class).isThrownBy(command).returns(error, EngineException::error);
    }

    @Test
    void queue_isTheSame() throws Exception {
        Queue before = create("q", "VisibilityTimeout", "7");
        restart();
        Queue after = get("q");
        assertThat(after.settings().asMap()).isEqualTo(before.settings().asMap());
        assertThat(after.tags()).isEqualTo(Map.of("team", "a"));
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
    }

    @Test
    void changedDeduplicationScope_comesIntoForceWhenItWouldHave() throws Exception {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        queues.configure(queue.address(), Map.of("DeduplicationScope", "messageGroup"))
                .join();
        time.advance(Duration.ofSeconds(30));
        restart();
        send("q.fifo", inGroup("a", "g", "1"));
        send("q.fifo", inGroup("a", "h", "1"));
        assertThat(get("q.fifo").counts().visible()).isEqualTo(1);
        time.advance(Duration.ofSeconds(30));
        send("q.fifo", inGroup("b", "g", "2"));
        send("q.fifo", inGroup("b", "h", "2"));
        assertThat(get("q.fifo").counts().visible()).isEqualTo(3);
    }

    @Test
    void deduplicationScopeThatIsChangedBack_staysInForce() {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        queues.configure(queue.address(), Map.of("DeduplicationScope", "messageGroup"))
                .join();
        queues.configure(queue.address(), Map.of("DeduplicationScope", "queue")).join();
        send("q.fifo", inGroup("a", "g", "1"));
        send("q.fifo", inGroup("a", "h", "1"));
        assertThat(queue.counts().visible()).isEqualTo(1);
    }

    @Test
    void receiveWithAName_isRepeated() throws Exception {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        queue.send(List.of(inGroup("a", "g", "1"), inGroup("b", "g", "2"), inGroup("c", "h", "3")))
                .forEach(sent -> sent.join());
        List<ReceivedMessage> first = queue.receive(new ReceiveOptions(10, 30, 0, "attempt"))
                .messages()
                .join();
        restart();
        assertThat(get("q.fifo")
                        .receive(new ReceiveOptions(10, 30, 0, "other"))
                        .messages()
                        .join())
                .isEmpty();
        assertThat(get("q.fifo")
                        .receive(new ReceiveOptions(10, 30, 0, "attempt"))
                        .messages()
                        .join())
                .extracting(ReceivedMessage::receiptHandle)
                .containsExactlyElementsOf(
                        first.stream().map(ReceivedMessage::receiptHandle).toList());
    }

    @Test
    void bodyLongerThanAColumnOfBytes_isKept() throws Exception {
        // As an encrypted one may be.
        String longest = "\u00e4".repeat(700_000);
        create("q", "MaximumMessageSize", "1048576");
        Queue queue = get("q");
        MessageContent content = new MessageContent(
                new UUID(1, 2),
                longest,
                Md5.NONE,
                MessageAttributes.NONE,
                "me",
                null,
                time.millis(),
                0,
                0,
                Message.Extras.NONE);
        CompletableFuture<Void> kept = new CompletableFuture<>();
        store.commit(
                List.of(new QueueChange.MessageSent(queue.address(), 1, content, time.millis(), null, 0)),
                new Commit() {
                    @Override
                    public void kept() {
                        kept.complete(null);
                    }

                    @Override
                    public void refused(StateStoreException reason) {
                        kept.completeExceptionally(reason);
                    }
                });
        kept.join();
        restart();
        assertThat(receive(get("q")).get(0).body()).isEqualTo(longest);
    }

    @Test
    void message_isTheSame() throws Exception {
        MessageAttributes attributes = MessageAttributes.of(List.of(
                new MessageAttribute("text", "String.custom", "a \"quoted\" \u00fcber", null),
                new MessageAttribute("bytes", "Binary", null, "x\u0000y".getBytes(StandardCharsets.UTF_8))));
        Queue queue = create("q");
        SentMessage sent = queue.send(
                        new OutgoingMessage("body \ud83d\ude00", attributes, null, null, null, "trace", "me"))
                .join();
        restart();
        ReceivedMessage received = receive(get("q")).get(0);
        assertThat(received.id()).isEqualTo(sent.id());
        assertThat(received.body()).isEqualTo("body \ud83d\ude00");
        assertThat(received.bodyMd5()).isEqualTo(sent.bodyMd5());
        assertThat(received.attributes().asList()).isEqualTo(attributes.asList());
        assertThat(received.traceHeader()).isEqualTo("trace");
        assertThat(received.senderId()).isEqualTo("me");
        assertThat(received.sentAt()).isEqualTo(TestQueues.START.toEpochMilli());
    }

    @Test
    void messagesInFlight_returnWhenDue_andOldHandlesDelete() throws Exception {
        Queue queue = create("q");
        queue.send(message("a")).join();
        queue.send(message("b")).join();
        List<ReceivedMessage> received = receive(queue);
        restart();
        Queue after = get("q");
        assertThat(after.counts()).isEqualTo(new QueueCounts(0, 2, 0));
        after.delete(List.of(received.get(0).receiptHandle())).get(0).join();
        time.advance(Duration.ofSeconds(30));
        List<ReceivedMessage> again = receive(after);
        assertThat(again).extracting(ReceivedMessage::body).containsExactly("b");
        assertThat(again.get(0).receiveCount()).isEqualTo(2);
        assertThat(again.get(0).firstReceivedAt()).isEqualTo(TestQueues.START.toEpochMilli());
    }

    @Test
    void delayedMessages_comeWhenDue() throws Exception {
        Queue queue = create("q", "DelaySeconds", "60");
        queue.send(message("later")).join();
        restart();
        assertThat(get("q").counts()).isEqualTo(new QueueCounts(0, 0, 1));
        time.advance(Duration.ofSeconds(60));
        assertThat(receive(get("q"))).extracting(ReceivedMessage::body).containsExactly("later");
    }

    @Test
    void fifoGroup_staysBlocked_andInOrder() throws Exception {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        for (int i = 0; i < 12; i++) {
            queue.send(inGroup("m" + i, "g", "d" + i)).join();
        }
        List<ReceivedMessage> first = receive(queue);
        restart();
        Queue after = get("q.fifo");
        assertThat(receive(after)).isEmpty();
        after.delete(first.stream().map(ReceivedMessage::receiptHandle).toList())
                .forEach(done -> done.join());
        assertThat(receive(after)).extracting(ReceivedMessage::body).containsExactly("m10", "m11");
    }

    @Test
    void deduplicationWindow_andSequenceNumbers_goOn() throws Exception {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        SentMessage first = queue.send(inGroup("a", "g", "d")).join();
        SentMessage second = queue.send(inGroup("b", "g", "e")).join();
        restart();
        SentMessage repeated = get("q.fifo").send(inGroup("a", "g", "d")).join();
        assertThat(repeated.id()).isEqualTo(first.id());
        assertThat(repeated.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(get("q.fifo").counts().visible()).isEqualTo(2);
        time.advance(Duration.ofMinutes(5));
        SentMessage third = get("q.fifo").send(inGroup("c", "g", "d")).join();
        assertThat(third.sequenceNumber()).isGreaterThan(second.sequenceNumber());
    }

    @Test
    void handleOfADeletedMessage_doesNotReachANewOne() throws Exception {
        Queue queue = create("q");
        queue.send(message("old")).join();
        String handle = receive(queue).get(0).receiptHandle();
        queue.delete(List.of(handle)).get(0).join();
        restart();
        get("q").send(message("new")).join();
        receive(get("q"));
        get("q").delete(List.of(handle)).get(0).join();
        assertThat(get("q").counts()).isEqualTo(new QueueCounts(0, 1, 0));
    }

    @Test
    void purged_deletedAndReset_stayGone() throws Exception {
        Queue purged = create("purged");
        Queue deleted = create("deleted");
        Queue reset = create("reset");
        for (Queue queue : List.of(purged, deleted, reset)) {
            queue.send(message("gone")).join();
        }
        purged.purge().join();
        purged.send(message("later")).join();
        queues.delete(deleted.address()).join();
        queues.reset(reset.address()::equals);
        restart();
        assertThat(queues.list(address -> true))
                .extracting(queue -> queue.address().name())
                .containsExactly("purged");
        assertThat(receive(get("purged"))).extracting(ReceivedMessage::body).containsExactly("later");
        assertThat(queues.find(TestQueues.address("deleted"))).isEmpty();
    }

    @Test
    void waitsAfterDeleteAndPurge_goOn() throws Exception {
        create("purged").purge().join();
        queues.delete(create("deleted").address()).join();
        restart();
        assertRefused(EngineError.PURGE_QUEUE_IN_PROGRESS, () -> get("purged").purge());
        assertRefused(EngineError.QUEUE_DELETED_RECENTLY, () -> create("deleted"));
    }

    @Test
    void deadLetter_keepsItsOrigin_andMoveTaskGoesOn() throws Exception {
        Queue dead = create("dead");
        Queue source = create("q", "RedrivePolicy", TestQueues.redriveTo(dead, 1));
        for (int i = 0; i < 3; i++) {
            source.send(message("m" + i)).join();
        }
        receive(source);
        time.advance(Duration.ofSeconds(30));
        receive(source);
        restart();
        assertThat(get("dead").counts().visible()).isEqualTo(3);
        moveTasks.start(get("dead").address().arn(), null, 1).join();
        restart();
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofSeconds(1));
            // The portion's own commits come from the store's thread.
            get("q").send(message("in turn")).join();
        }
        restart();
        assertThat(moveTasks.list(get("dead").address().arn()).get(0).status()).isEqualTo(MoveTask.Status.COMPLETED);
        assertThat(get("dead").counts().visible()).isZero();
        assertThat(get("q").counts().visible()).isEqualTo(8);
    }
}
