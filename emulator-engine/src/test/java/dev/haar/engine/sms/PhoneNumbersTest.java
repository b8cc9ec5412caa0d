package dev.haar.engine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.core.state.StateStore;
import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.HaarTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telephone numbers on a moved clock; what is said of them is said after a restart, too. */
class PhoneNumbersTest {
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";
    private static final String ADA = "+15550100";

    @TempDir
    private Path directory;

    private HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private StateStore store;
    private PhoneNumbers numbers;

    @BeforeEach
    void open() throws Exception {
        store = H2Store.open(directory, new StoreOptions(false, 4096), List.of(new SmsTables()));
        numbers = new PhoneNumbers(time, store, () -> "123456");
        store.attach(numbers);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws Exception {
        close();
        time = HaarTime.standingAt(time.now());
        open();
    }

    @Test
    void optedOutNumber_isOptedInOnceInThirtyDays() throws Exception {
        numbers.optOut(ACCOUNT, REGION, ADA).join();
        restart();
        assertThat(numbers.optedOut(ACCOUNT, REGION)).containsExactly(ADA);
        assertThat(numbers.isOptedOut(ACCOUNT, "eu-west-1", ADA)).isFalse();
        numbers.optIn(ACCOUNT, REGION, ADA).join();
        assertThat(numbers.isOptedOut(ACCOUNT, REGION, ADA)).isFalse();
        numbers.optOut(ACCOUNT, REGION, ADA).join();
        restart();
        time.advance(Duration.ofDays(30).minusMillis(1));
        assertThatThrownBy(() -> numbers.optIn(ACCOUNT, REGION, ADA).join()).hasMessageContaining("once every 30 days");
        time.advance(Duration.ofMillis(1));
        numbers.optIn(ACCOUNT, REGION, ADA).join();
        assertThat(numbers.optedOut(ACCOUNT, REGION)).isEmpty();
    }

    @Test
    void sandboxNumber_isVerifiedByItsPassword_andStaysForADay() throws Exception {
        numbers.add(ACCOUNT, REGION, ADA).join();
        assertThatThrownBy(() -> numbers.verify(ACCOUNT, REGION, ADA, "654321").join())
                .hasMessageContaining("one-time password");
        restart();
        numbers.verify(ACCOUNT, REGION, ADA, "123456").join();
        assertThatThrownBy(() -> numbers.add(ACCOUNT, REGION, ADA).join()).hasMessageContaining("verified already");
        restart();
        assertThat(numbers.inSandbox(ACCOUNT, REGION))
                .extracting(SandboxNumber::verified)
                .containsExactly(true);
        assertThatThrownBy(() -> numbers.remove(ACCOUNT, REGION, ADA).join()).hasMessageContaining("24 hours");
        time.advance(Duration.ofHours(24));
        numbers.remove(ACCOUNT, REGION, ADA).join();
        assertThatThrownBy(() -> numbers.remove(ACCOUNT, REGION, ADA).join())
                .hasMessageContaining("not in the sandbox");
    }

    @Test
    void sandbox_holdsTenNumbers_andNoneThatOptedOut() {
        for (int i = 0; i < 10; i++) {
            numbers.add(ACCOUNT, REGION, "+1555010" + i).join();
        }
        assertThatThrownBy(() -> numbers.add(ACCOUNT, REGION, "+15550200").join())
                .hasMessageContaining("at most 10");
        numbers.optOut(ACCOUNT, "eu-west-1", ADA).join();
        assertThatThrownBy(() -> numbers.add(ACCOUNT, "eu-west-1", ADA).join()).hasMessageContaining("opted out");
    }

    @Test
    void reset_forgets_alsoForTheNextStart() throws Exception {
        numbers.optOut(ACCOUNT, REGION, ADA).join();
        numbers.add(ACCOUNT, REGION, "+15550101").join();
        numbers.reset((account, region) -> true);
        restart();
        assertThat(numbers.optedOut(ACCOUNT, REGION)).isEmpty();
        assertThat(numbers.inSandbox(ACCOUNT, REGION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15550100", "+abc", "+1", "+1234567890123456"})
    void badNumber_isRefused(String number) {
        assertThatThrownBy(() -> numbers.optIn(ACCOUNT, REGION, number)).isInstanceOf(SmsException.class);
    }
}
