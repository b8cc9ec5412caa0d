package dev.haar.engine.queue;

import static dev.haar.engine.queue.TestQueues.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class FairQueueTest {
    private final TestQueues engine;
    private final Queue queue;

    FairQueueTest(TestStore.Manner manner) {
        engine = new TestQueues(manner);
        queue = engine.standard("shared");
    }

    @Test
    void fewMessagesInFlight_leaveTheOrderOfSending() {
        send("noisy", 20);
        engine.sendOfTenant(queue, "quiet", "q");

        assertThat(bodies(engine.receive(queue, 10))).allMatch(body -> body.startsWith("noisy"));
        assertThat(bodies(engine.receive(queue, 10))).allMatch(body -> body.startsWith("noisy"));
    }

    @Test
    void quietTenantsMessages_comeBeforeANoisyOnes() {
        send("noisy", 100);
        engine.sendOfTenant(queue, "quiet", "q1");
        engine.sendOfTenant(queue, "quiet", "q2");
        engine.send(queue, "of nobody");
        for (int i = 0; i < 3; i++) {
            engine.receive(queue, 10);
        }

        assertThat(bodies(engine.receive(queue, 10)))
                .startsWith("q1", "q2", "of nobody")
                .hasSize(10);
    }

    @Test
    void tenantIsQuietAgain_onceConsumersHaveFewOfItsMessages() {
        send("noisy", 60);
        List<ReceivedMessage> held = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.addAll(engine.receive(queue, 10));
        }
        held.forEach(message -> engine.delete(queue, message));
        engine.sendOfTenant(queue, "quiet", "q");

        assertThat(bodies(engine.receive(queue, 1))).containsExactly("noisy30");
    }

    @Test
    void amongNoisyTenants_theOneWithTheFewestInFlightIsNext() {
        send("a", 100);
        send("b", 100);
        for (int i = 0; i < 6; i++) {
            engine.receive(queue, 10);
        }

        assertThat(bodies(engine.receive(queue, 4))).containsExactly("a30", "b30", "a31", "b31");
    }

    @Test
    void returnedMessages_comeBackInTheirTenantsOrder() {
        engine.sendOfTenant(queue, "t", "one");
        engine.sendOfTenant(queue, "u", "two");
        engine.sendOfTenant(queue, "t", "three");
        engine.receive(queue, 2);
        engine.pass(30);

        List<ReceivedMessage> messages = engine.receive(queue, 10);
        assertThat(bodies(messages)).containsExactly("one", "two", "three");
        assertThat(messages.get(0).groupId()).isEqualTo("t");
    }

    private void send(String tenant, int count) {
        for (int i = 0; i < count; i++) {
            engine.sendOfTenant(queue, tenant, tenant + i);
        }
    }
}
