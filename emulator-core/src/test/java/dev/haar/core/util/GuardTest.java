package dev.haar.core.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final Guard guard = new Guard();
    private final List<String> events = new ArrayList<>();

    @Test
    void afterwards_runsInOrder_onceTheOutermostStepHasEndedAndTheLockIsFree() {
        guard.run(() -> {
            guard.afterwards(() -> events.add("first"));
            guard.run(() -> guard.afterwards(() -> {
                events.add("second");
                // Another thread gets the lock: this one does not hold it any more.
                CompletableFuture.runAsync(() -> guard.run(() -> events.add("other")))
                        .join();
            }));
            events.add("step");
        });
        assertThat(events).containsExactly("step", "first", "second", "other");
    }

    @Test
    void afterwards_runsAlsoIfTheStepFails() {
        assertThatThrownBy(() -> guard.call(() -> {
                    guard.afterwards(() -> events.add("afterwards"));
                    throw new IllegalStateException("as planned");
                }))
                .hasMessage("as planned");
        assertThat(events).containsExactly("afterwards");
    }

    @Test
    void taskThatFails_doesNotKeepTheOthersBack() {
        assertThatThrownBy(() -> guard.run(() -> {
                    guard.afterwards(() -> {
                        throw new IllegalStateException("first");
                    });
                    guard.afterwards(() -> events.add("second"));
                }))
                .hasMessage("first");
        assertThat(events).containsExactly("second");
    }

    @Test
    void afterwards_isForStepsOnly() {
        assertThatThrownBy(() -> guard.afterwards(() -> {})).isInstanceOf(IllegalStateException.class);
    }
}
