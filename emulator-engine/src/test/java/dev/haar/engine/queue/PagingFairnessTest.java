package dev.haar.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.message.MessageAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The backlog of a noisy tenant is in the file alone, and messages of quiet ones behind it: they do not wait for its end. */
@Timeout(60)
class PagingFairnessTest extends QueuesOnDisk {
    private static final int ENOUGH = 20;
    private static final int BACKLOG = 1000;

    /** So many receives of ten fit in before what was looked for behind the backlog must have come. */
    private static final int SOON = 20;

    PagingFairnessTest() {
        super(QueueRules.fast(), new MessageMemory(0, ENOUGH, Integer.MAX_VALUE));
    }

    private static OutgoingMessage of(String tenant, String body, Integer delay) {
        return new OutgoingMessage(body, MessageAttributes.NONE, delay, tenant, null, null, "sender");
    }

    private static void send(Queue queue, String tenant, int count) {
        queue.send(IntStream.range(0, count)
                        .mapToObj(number -> of(tenant, tenant + number, null))
                        .toList())
                .forEach(CompletableFuture::join);
    }

    private static List<ReceivedMessage> receive(Queue queue) {
        return queue.receive(new ReceiveOptions(10, 600, 0, null)).messages().join();
    }

    private static void delete(Queue queue, List<ReceivedMessage> messages) {
        queue.delete(messages.stream().map(ReceivedMessage::receiptHandle).toList())
                .forEach(CompletableFuture::join);
    }

    /** Has consumers hold so many messages that their tenant is noisy. */
    private static void hold(Queue queue, String tenant, int count) {
        for (int held = 0; held < count; held += 10) {
            assertThat(receive(queue))
                    .hasSize(10)
                    .extracting(ReceivedMessage::groupId)
                    .containsOnly(tenant);
        }
    }

    /** Waits for the read that is under way, then for the one that it leads to, and so on. */
    private static void letRead(Queue queue) {
        QueueContext context = queue.context();
        for (int reads = 0; reads < SOON; reads++) {
            CompletableFuture<Void> read = new CompletableFuture<>();
            context.step(now -> {
                if (context.paging.isReading()) {
                    context.paging.whenRead(() -> read.complete(null));
                } else {
                    read.complete(null);
                }
            });
            read.join();
        }
    }

    private static Set<UUID> drain(Queue queue) {
        Set<UUID> ids = new HashSet<>();
        for (List<ReceivedMessage> got = receive(queue); !got.isEmpty(); got = receive(queue)) {
            got.forEach(message -> assertThat(ids.add(message.id())).isTrue());
            delete(queue, got);
        }
        return ids;
    }

    @Test
    void quietTenantsMessages_comeBeforeTheBacklog() {
        Queue queue = create("q");
        send(queue, "noisy", BACKLOG);
        send(queue, "quiet", 3);
        send(queue, "other", 2);
        send(queue, "noisy", BACKLOG);
        send(queue, null, 1);
        hold(queue, "noisy", 30);
        letRead(queue);
        assertThat(receive(queue).subList(0, 6))
                .extracting(ReceivedMessage::groupId)
                .containsExactly("quiet", "quiet", "quiet", "other", "other", null);
        assertThat(queue.context().inventory.size()).isLessThan(100);
    }

    @Test
    void whatIsSentLater_comesBeforeTheBacklogToo() {
        Queue queue = create("q");
        send(queue, "noisy", BACKLOG);
        hold(queue, "noisy", 30);
        letRead(queue);
        send(queue, "noisy", 50);
        send(queue, "late", 1);
        letRead(queue);
        assertThat(receive(queue).get(0).groupId()).isEqualTo("late");
    }

    @Test
    void delayedMessageOfAQuietTenant_comesWhenItIsDue() {
        Queue queue = create("q");
        send(queue, "noisy", BACKLOG);
        queue.send(of("quiet", "delayed", 60)).join();
        send(queue, "noisy", 50);
        hold(queue, "noisy", 30);
        letRead(queue);
        assertThat(receive(queue)).extracting(ReceivedMessage::groupId).containsOnly("noisy");
        time.advance(Duration.ofSeconds(60));
        letRead(queue);
        assertThat(receive(queue).get(0).groupId()).isEqualTo("quiet");
    }

    @Test
    void tenantThatWasNoisy_isLookedForAgain() {
        Queue queue = create("q");
        send(queue, "first", 30);
        send(queue, "second", BACKLOG);
        send(queue, "first", 5);
        send(queue, "second", BACKLOG);
        List<ReceivedMessage> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.addAll(receive(queue));
        }
        hold(queue, "second", 40);
        letRead(queue);
        // Both are noisy. Then the first has its messages done, and is not.
        assertThat(receive(queue)).extracting(ReceivedMessage::groupId).containsOnly("second");
        delete(queue, held);
        letRead(queue);
        assertThat(receive(queue).subList(0, 5))
                .extracting(ReceivedMessage::groupId)
                .containsOnly("first");
    }

    @Test
    void everyMessageComesOnce_andCountsAreRight() throws Exception {
        Queue queue = create("q");
        int all = 0;
        for (int round = 0; round < 5; round++) {
            send(queue, "noisy", BACKLOG / 2);
            send(queue, "quiet" + round, 3);
            all += BACKLOG / 2 + 3;
        }
        hold(queue, "noisy", 40);
        letRead(queue);
        List<ReceivedMessage> quiet = receive(queue);
        assertThat(quiet).extracting(ReceivedMessage::groupId).doesNotContain("noisy");
        assertThat(queue.counts()).isEqualTo(new QueueCounts(all - 50, 50, 0));
        assertThat(queue.peek(10_000).join())
                .extracting(peeked -> peeked.message().id())
                .doesNotHaveDuplicates()
                .hasSize(all);
        delete(queue, quiet.subList(0, 5));
        restart();
        queue = get("q");
        assertThat(queue.counts()).isEqualTo(new QueueCounts(all - 50, 45, 0));
        assertThat(drain(queue)).hasSize(all - 50);
        time.advance(Duration.ofMinutes(10));
        assertThat(drain(queue)).hasSize(45);
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
    }

    @Test
    void purgeWhileMessagesAreBeingRead_takesThemAll() {
        for (int round = 0; round < 30; round++) {
            Queue queue = create("q" + round);
            send(queue, "noisy", 200);
            send(queue, "quiet", 1);
            hold(queue, "noisy", 30);
            receive(queue);
            queue.purge().join();
            letRead(queue);
            assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
            assertThat(receive(queue)).isEmpty();
            send(queue, "after", 25);
            assertThat(drain(queue)).hasSize(25);
            assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 0));
        }
    }
}
