package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.address;
import static dev.haar.engine.queue.TestQueues.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuesTest {
    private final TestQueues engine = new TestQueues(TestStore.Manner.AT_ONCE, QueueRules.strict());

    @Test
    void create_again_findsTheQueue_ifNoGivenAttributeDiffers() {
        Queue queue = engine.standard("q", "DelaySeconds", "1", "VisibilityTimeout", "5");
        assertThat(engine.standard("q")).isSameAs(queue);
        assertThat(engine.standard("q", "DelaySeconds", "1")).isSameAs(queue);
        assertThatThrownBy(() -> engine.standard("q", "DelaySeconds", "2"))
                .hasMessage(
                        "A queue already exists with the same name and a different value for attribute DelaySeconds")
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.QUEUE_NAME_EXISTS);

        engine.await(engine.queues.configure(queue.address(), attributes("DelaySeconds", "2")));
        assertThat(engine.standard("q", "DelaySeconds", "2")).isSameAs(queue);
    }

    @Test
    void create_again_takesDocumentsByWhatTheySay() {
        Queue queue = engine.standard("q", "RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}");
        assertThat(engine.standard("q", "RedriveAllowPolicy", "{ \"redrivePermission\": \"denyAll\" }"))
                .isSameAs(queue);
        assertThatThrownBy(() -> engine.standard("q", "RedriveAllowPolicy", "{\"redrivePermission\":\"allowAll\"}"))
                .hasMessageEndingWith("a different value for attribute RedriveAllowPolicy");
        assertThatThrownBy(() -> engine.standard(
                        "q",
                        "Policy",
                        "{\"Statement\":{\"Effect\":\"Allow\"," + "\"Principal\":\"*\",\"Action\":\"sqs:*\"}}"))
                .hasMessageEndingWith("a different value for attribute Policy");
    }

    @Test
    void queuesOfOneName_liveSideBySide() {
        Queue mine = engine.standard("q");
        Queue theirs = engine.await(
                engine.queues.create(new QueueAddress("111111111111", "us-east-1", "q"), Map.of(), Map.of()));
        Queue there = engine.await(
                engine.queues.create(new QueueAddress(TestQueues.ACCOUNT, "eu-west-1", "q"), Map.of(), Map.of()));
        engine.send(mine, "mine");

        assertThat(engine.receive(theirs, 1)).isEmpty();
        assertThat(engine.receive(there, 1)).isEmpty();
        assertThat(engine.queues.list(each -> each.name().equals("q"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "dot.ted", "sl/ash", "fifo.fifo", "ümlaut"})
    void create_refusesBadNames(String name) {
        assertThatThrownBy(() -> engine.standard(name))
                .hasMessage("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }

    @Test
    void create_bindsNameAndKind() {
        assertThat(engine.standard("n".repeat(80))).isNotNull();
        assertThatThrownBy(() -> engine.standard("n".repeat(81))).isInstanceOf(EngineException.class);
        assertThat(engine.fifo("f".repeat(75))).isNotNull();
        assertThatThrownBy(() -> engine.fifo("f".repeat(76))).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> engine.standard("plain", "FifoQueue", "true"))
                .hasMessageContaining("must end with .fifo suffix");
    }

    @Test
    void deletedName_isTakenForAMinute_inStrictMode() {
        Queue queue = engine.standard("q");
        engine.await(engine.queues.delete(queue.address()));
        assertThatThrownBy(() -> engine.queues.get(address("q")))
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.QUEUE_DOES_NOT_EXIST);
        assertThatThrownBy(() -> engine.standard("q"))
                .extracting(e -> ((EngineException) e).error())
                .isEqualTo(EngineError.QUEUE_DELETED_RECENTLY);
        engine.pass(60);
        assertThat(engine.standard("q")).isNotSameAs(queue);

        TestQueues fast = new TestQueues(TestStore.Manner.AT_ONCE);
        fast.await(fast.queues.delete(fast.standard("q").address()));
        assertThat(fast.standard("q")).isNotNull();
    }

    @Test
    void purge_isRefusedWithinAMinute_inStrictMode() {
        Queue queue = engine.standard("q");
        engine.await(queue.purge());
        assertThatThrownBy(() -> engine.await(queue.purge()))
                .hasMessage("Only one PurgeQueue operation on q is allowed every 60 seconds.");
        engine.pass(60);
        engine.await(queue.purge());
    }

    @Test
    void handleOfADeletedQueue_isNoneOfItsSuccessor() {
        TestQueues fast = new TestQueues(TestStore.Manner.AT_ONCE);
        Queue queue = fast.standard("q");
        fast.send(queue, "a");
        ReceivedMessage message = fast.receive(queue, 1).get(0);
        fast.await(fast.queues.delete(queue.address()));

        assertThatThrownBy(() -> fast.delete(fast.standard("q"), message))
                .hasMessageEndingWith("is not valid for this queue.");
    }

    @Test
    void tags_areAddedAndTakenAway() {
        Queue queue = engine.await(engine.queues.create(address("q"), Map.of(), Map.of("a", "1")));
        engine.await(queue.tag(tags -> dev.haar.engine.settings.QueueTags.with(tags, Map.of("b", "2", "A", "3"))));
        engine.await(
                queue.tag(tags -> dev.haar.engine.settings.QueueTags.without(tags, java.util.List.of("a", "unknown"))));
        assertThat(queue.tags()).containsOnly(Map.entry("b", "2"), Map.entry("A", "3"));
    }

    @Test
    void reset_takesWhatMatches() {
        engine.standard("q");
        Queue there = engine.await(
                engine.queues.create(new QueueAddress(TestQueues.ACCOUNT, "eu-west-1", "q"), Map.of(), Map.of()));
        engine.queues.reset(each -> each.region().equals("us-east-1"));
        assertThat(engine.queues.list(each -> true)).containsExactly(there);
    }
}
