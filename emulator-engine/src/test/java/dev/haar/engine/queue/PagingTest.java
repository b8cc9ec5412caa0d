package dev.haar.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.message.MessageAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues whose ends are in the store, for want of memory, behave like those that are in memory. */
class PagingTest extends QueuesOnDisk {
    private static final int ENOUGH = 20;
    private static final int MANY = 200;

    PagingTest() {
        super(QueueRules.fast(), new MessageMemory(0, ENOUGH, Integer.MAX_VALUE));
    }

    private static OutgoingMessage message(String body, Integer delay) {
        return new OutgoingMessage(body, MessageAttributes.NONE, delay, null, null, null, "sender");
    }

    private static OutgoingMessage inGroup(int number, String group) {
        String text = Integer.toString(number);
        return new OutgoingMessage(text, MessageAttributes.NONE, null, group, text, null, "sender");
    }

    private static void send(Queue queue, int from, int to) {
        List<OutgoingMessage> messages = IntStream.range(from, to)
                .mapToObj(number -> message(Integer.toString(number), null))
                .toList();
        queue.send(messages).forEach(CompletableFuture::join);
    }

    private static List<ReceivedMessage> receive(Queue queue, int visibilityTimeout) {
        return queue.receive(new ReceiveOptions(10, visibilityTimeout, 0, null))
                .messages()
                .join();
    }

    private static void delete(Queue queue, List<ReceivedMessage> messages) {
        queue.delete(messages.stream().map(ReceivedMessage::receiptHandle).toList())
                .forEach(CompletableFuture::join);
    }

    /** Receives and deletes until there is nothing; gives the bodies in the order in which they came. */
    private static List<Integer> drain(Queue queue) {
        List<Integer> bodies = new ArrayList<>();
        for (List<ReceivedMessage> got = receive(queue, 30); !got.isEmpty(); got = receive(queue, 30)) {
            got.forEach(message -> bodies.add(Integer.parseInt(message.body())));
            delete(queue, got);
        }
        return bodies;
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void everyMessageComesOnceAndInOrder() {
        Queue queue = create("q");
        send(queue, 0, MANY);
        assertThat(queue.context().inventory.size()).isLessThan(2 * ENOUGH);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(MANY, 0, 0));
        assertThat(drain(queue)).isEqualTo(numbers(0, MANY));
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
        assertThat(queue.context().paging.tail.isActive()).isFalse();
    }

    @Test
    void shortPollWaitsForWhatIsBeingReadAndNoLonger() {
        Queue queue = create("q");
        send(queue, 0, MANY);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < MANY / 10; i++) {
            List<ReceivedMessage> got = receive(queue, 30);
            assertThat(got).isNotEmpty();
            got.forEach(message -> assertThat(seen.add(message.body())).isTrue());
        }
        while (seen.size() < MANY) {
            receive(queue, 30).forEach(message -> seen.add(message.body()));
        }
        assertThat(receive(queue, 30)).isEmpty();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, MANY, 0));
    }

    @Test
    void afterARestart_consumersGoOnAndTheRestIsRead() throws Exception {
        Queue queue = create("q");
        send(queue, 0, MANY);
        List<ReceivedMessage> first = receive(queue, 60);
        List<ReceivedMessage> second = receive(queue, 0);
        restart();
        queue = get("q");
        assertThat(queue.context().inventory.size()).isLessThan(2 * ENOUGH);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(MANY - 10, 10, 0));
        delete(queue, first);
        send(queue, MANY, MANY + 5);
        assertThat(receive(queue, 0)).extracting(ReceivedMessage::id).containsExactlyElementsOf(ids(second));
        assertThat(drain(queue)).isEqualTo(numbers(10, MANY + 5));
    }

    private static List<UUID> ids(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::id).toList();
    }

    @Test
    void messageInFlightBehindWhatIsInMemory_isNotDeliveredTwiceAfterARestart() throws Exception {
        Queue queue = create("q");
        send(queue, 0, MANY);
        List<ReceivedMessage> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<ReceivedMessage> got = receive(queue, 600);
            held.addAll(got.subList(got.size() / 2, got.size()));
            queue.changeVisibility(got.subList(0, got.size() / 2).stream()
                            .map(message -> new VisibilityRequest(message.receiptHandle(), 0))
                            .toList())
                    .forEach(CompletableFuture::join);
        }
        restart();
        queue = get("q");
        int count = held.size();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(MANY - count, count, 0));
        assertThat(new HashSet<>(drain(queue))).hasSize(MANY - count);
        delete(queue, held);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void delayedMessages_areCountedAndComeWhenTheyAreDue() throws Exception {
        Queue queue = create("q");
        List<OutgoingMessage> messages = IntStream.range(0, MANY)
                .mapToObj(number -> message(Integer.toString(number), number % 2 == 0 ? 0 : 60))
                .toList();
        queue.send(messages).forEach(CompletableFuture::join);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(MANY / 2, 0, MANY / 2));
        restart();
        queue = get("q");
        assertThat(queue.counts()).isEqualTo(new QueueCounts(MANY / 2, 0, MANY / 2));
        assertThat(drain(queue)).allMatch(number -> number % 2 == 0).hasSize(MANY / 2);
        CompletableFuture<List<ReceivedMessage>> waiting =
                queue.receive(new ReceiveOptions(1, 0, 20, null)).messages();
        time.advance(Duration.ofSeconds(59));
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, MANY / 2));
        assertThat(waiting.join()).isEmpty();
        waiting = queue.receive(new ReceiveOptions(1, 0, 20, null)).messages();
        time.advance(Duration.ofSeconds(1));
        assertThat(waiting.join()).hasSize(1);
        assertThat(new HashSet<>(drain(queue))).hasSize(MANY / 2);
    }

    @Test
    void fifoGroups_keepTheirOrder() throws Exception {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        queue.send(IntStream.range(0, MANY)
                        .mapToObj(number -> inGroup(number, "g" + number % 7))
                        .toList())
                .forEach(CompletableFuture::join);
        Map<String, Integer> last = new HashMap<>();
        int received = 0;
        while (received < MANY) {
            if (received > MANY / 2 && received <= MANY / 2 + 10) {
                restart();
                queue = get("q.fifo");
            }
            List<ReceivedMessage> got = receive(queue, 30);
            assertThat(got).isNotEmpty();
            for (ReceivedMessage message : got) {
                int number = Integer.parseInt(message.body());
                Integer former = last.put(message.groupId(), number);
                assertThat(number).isEqualTo(former == null ? number % 7 : former + 7);
            }
            received += got.size();
            delete(queue, got);
        }
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void fifoGroupBehindABlockedOne_isFoundInTheStore() {
        Queue queue = create("q.fifo", "FifoQueue", "true");
        List<OutgoingMessage> messages = new ArrayList<>();
        IntStream.range(0, MANY).forEach(number -> messages.add(inGroup(number, "blocked")));
        messages.add(inGroup(MANY, "other"));
        queue.send(messages).forEach(CompletableFuture::join);
        assertThat(receive(queue, 600)).hasSize(10);
        assertThat(receive(queue, 600)).extracting(ReceivedMessage::groupId).containsExactly("other");
        assertThat(receive(queue, 600)).isEmpty();
    }

    @Test
    void fifoQueuesDelay_holdsForWhatIsInTheStore() {
        Queue queue = create("q.fifo", "FifoQueue", "true", "DelaySeconds", "30");
        queue.send(IntStream.range(0, MANY)
                        .mapToObj(number -> inGroup(number, "g"))
                        .toList())
                .forEach(CompletableFuture::join);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, MANY));
        queues.configure(queue.address(), Map.of("DelaySeconds", "10")).join();
        time.advance(Duration.ofSeconds(9));
        assertThat(receive(queue, 30)).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(queue.counts()).isEqualTo(new QueueCounts(MANY, 0, 0));
        assertThat(drain(queue)).isEqualTo(numbers(0, MANY));
    }

    @Test
    void whatConsumersHave_isInTheStoreAloneAndFetchedForTheNext() {
        Queue queue = create("q");
        send(queue, 0, MANY);
        List<ReceivedMessage> first = receive(queue, 30);
        assertThat(queue.context().inventory.received(1).isStowed()).isTrue();
        time.advance(Duration.ofSeconds(30));
        List<ReceivedMessage> again = receive(queue, 30);
        assertThat(again).extracting(ReceivedMessage::body).isEqualTo(bodies(first));
        assertThat(again).extracting(ReceivedMessage::receiveCount).containsOnly(2);
        delete(queue, again);
        assertThat(drain(queue)).isEqualTo(numbers(10, MANY));
    }

    @Test
    void peek_showsWhatIsInTheStoreAlone() throws Exception {
        Queue queue = create("q");
        send(queue, 0, MANY);
        receive(queue, 30);
        queue.send(message("late", 60)).join();
        for (int i = 0; i < 2; i++) {
            List<PeekedMessage> peeked = queue.peek(1000).join();
            assertThat(peeked).hasSize(MANY + 1);
            assertThat(peeked.subList(0, MANY))
                    .extracting(each -> Integer.parseInt(each.message().body()))
                    .isEqualTo(numbers(0, MANY));
            assertThat(peeked.subList(0, 10))
                    .extracting(PeekedMessage::state)
                    .containsOnly(PeekedMessage.State.IN_FLIGHT);
            assertThat(peeked.get(MANY).state()).isEqualTo(PeekedMessage.State.DELAYED);
            restart();
            queue = get("q");
        }
    }

    private static List<String> bodies(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::body).toList();
    }

    @Test
    void purge_takesTheStoredOnesToo() throws Exception {
        Queue queue = create("q");
        send(queue, 0, MANY);
        CompletableFuture<Void> purged = queue.purge();
        send(queue, MANY, MANY + 3);
        purged.join();
        assertThat(queue.counts()).isEqualTo(new QueueCounts(3, 0, 0));
        restart();
        assertThat(drain(get("q"))).isEqualTo(numbers(MANY, MANY + 3));
    }

    @Test
    void retentionPeriod_endsInTheStoreToo() {
        Queue queue = create("q", "MessageRetentionPeriod", "60");
        send(queue, 0, MANY);
        time.advance(Duration.ofSeconds(30));
        send(queue, MANY, MANY + 3);
        time.advance(Duration.ofSeconds(30));
        assertThat(drain(queue)).isEqualTo(numbers(MANY, MANY + 3));
    }

    @Test
    @Timeout(60)
    void moveTask_takesAllThatIsInTheStore() {
        Queue dead = create("dead");
        create(
                "q",
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\"" + dead.address().arn() + "\",\"maxReceiveCount\":1}");
        Queue queue = get("q");
        send(queue, 0, MANY);
        while (queue.counts().visible() > 0) {
            receive(queue, 0);
        }
        assertThat(dead.counts()).isEqualTo(new QueueCounts(MANY, 0, 0));
        Queue other = create("other");
        moveTasks.start(dead.address().arn(), other.address().arn(), null).join();
        while (moveTasks.list(dead.address().arn()).get(0).isActive()) {
            time.advance(Duration.ofSeconds(1));
            Thread.onSpinWait();
        }
        assertThat(dead.counts()).isEqualTo(new QueueCounts(0, 0, 0));
        assertThat(drain(other)).isEqualTo(numbers(0, MANY));
    }
}
