package dev.haar.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HaarTimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final HaarTime time = HaarTime.standingAt(START);
    private final List<String> events = new ArrayList<>();

    private long in(long seconds) {
        return START.plusSeconds(seconds).toEpochMilli();
    }

    @Test
    void advance_firesWhatIsDue_inOrder_atItsTime() {
        time.at(in(20), () -> events.add("late " + time.now()));
        time.at(in(10), () -> events.add("early " + time.now()));
        time.at(in(10), () -> events.add("second " + time.now()));
        time.advance(Duration.ofSeconds(20));

        assertThat(events)
                .containsExactly(
                        "early 2026-01-01T00:00:10Z", "second 2026-01-01T00:00:10Z", "late 2026-01-01T00:00:20Z");
        assertThat(time.now()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void task_mayScheduleAnother_whichFiresOnTheSameWay() {
        time.at(in(10), () -> time.at(in(15), () -> events.add("chained at " + time.now())));
        time.advance(Duration.ofSeconds(30));
        assertThat(events).containsExactly("chained at 2026-01-01T00:00:15Z");
    }

    @Test
    void cancelledTask_doesNotRun() {
        Time.Timer timer = time.at(in(10), () -> events.add("never"));
        Time.Timer wait = time.within(10_000, () -> events.add("never"));
        timer.cancel();
        wait.cancel();
        time.advance(Duration.ofSeconds(30));
        assertThat(events).isEmpty();
    }

    @Test
    void failingTask_costsTheOthersNothing() {
        time.at(in(1), () -> {
            throw new IllegalStateException("as planned");
        });
        time.at(in(2), () -> events.add("next"));
        time.advance(Duration.ofSeconds(5));
        assertThat(events).containsExactly("next");
    }

    @Test
    void clock_doesNotGoBack_norOutOfTheCalendar() {
        assertThatThrownBy(() -> time.set(START.minusMillis(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> time.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> time.set(Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> time.set(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
        time.set(START.plusSeconds(5));
        assertThat(time.now()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void clock_followsTheMachine_fromWhereItWasLeft() {
        AtomicReference<Instant> machine = new AtomicReference<>(START);
        try (HaarTime following = HaarTime.following(machine::get)) {
            following.advance(Duration.ofHours(1));
            machine.set(START.plusSeconds(7));
            assertThat(following.now()).isEqualTo(START.plusSeconds(3607));
            following.freeze();
            machine.set(START.plusSeconds(100));
            assertThat(following.now()).isEqualTo(START.plusSeconds(3607));
            assertThat(following.isFrozen()).isTrue();
            following.unfreeze();
            machine.set(START.plusSeconds(101));
            assertThat(following.now()).isEqualTo(START.plusSeconds(3608));
            following.reset();
            assertThat(following.now()).isEqualTo(START.plusSeconds(101));
        }
    }

    @Test
    void wait_endsInRealTime_thoughTheClockIsFrozen() throws InterruptedException {
        try (HaarTime frozen = HaarTime.following(InstantSource.system())) {
            frozen.freeze();
            CountDownLatch ended = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            frozen.at(frozen.millis() + 10, never::countDown);
            frozen.within(10, ended::countDown);
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(never.getCount()).isEqualTo(1);
        }
    }

    @Test
    void wait_endsOnTheClock_beforeItsRealTime() throws InterruptedException {
        try (HaarTime following = HaarTime.following(InstantSource.system())) {
            CountDownLatch ended = new CountDownLatch(1);
            following.within(3_600_000, ended::countDown);
            following.advance(Duration.ofHours(1));
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsDueAlready_runsOnAFrozenClockToo() throws InterruptedException {
        try (HaarTime frozen = HaarTime.following(InstantSource.system())) {
            frozen.freeze();
            CountDownLatch ran = new CountDownLatch(1);
            frozen.at(frozen.millis(), ran::countDown);
            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
