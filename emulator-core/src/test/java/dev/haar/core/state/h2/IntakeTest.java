package dev.haar.core.state.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Intake intake = new Intake();

    private static Pending pending() {
        return new Pending(List.of(), new Commit() {
            @Override
            public void kept() {
                // Nobody waits.
            }

            @Override
            public void refused(StateStoreException reason) {
                // Nobody waits.
            }
        });
    }

    @Test
    void whatComesAfterAPoll_isForTheNext() {
        List<Pending> none = intake.poll();
        Pending first = pending();
        intake.offer(first);
        assertThat(none).isEmpty();
        List<Pending> one = intake.poll();
        intake.offer(pending());
        assertThat(one).containsExactly(first);
        assertThat(intake.poll()).hasSize(1);
        assertThat(intake.poll()).isEmpty();
    }

    @Test
    void shutIntake_takesNothing() {
        intake.offer(pending());
        assertThat(intake.shut()).hasSize(1);
        assertThat(intake.offer(pending())).isFalse();
        intake.open();
        assertThat(intake.offer(pending())).isTrue();
    }
}
