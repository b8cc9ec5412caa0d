package dev.haar.engine.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.engine.topic.TopicException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications, endpoints and settings, also after a restart. */
class MobileTest {
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";
    private static final PlatformApplication.Address APP =
            new PlatformApplication.Address(ACCOUNT, REGION, "ADM", "shop");
    private static final Map<String, String> CREDENTIALS =
            Map.of("PlatformPrincipal", "id", "PlatformCredential", "hidden-secret");

    @TempDir
    private Path directory;

    private final Random random = new Random(3);
    private H2Store store;
    private Mobile mobile;

    @BeforeEach
    void open() throws Exception {
        store = H2Store.open(directory, new StoreOptions(false, 4096), List.of(new MobileTables()));
        mobile = new Mobile(store, () -> new UUID(random.nextLong(), random.nextLong()));
        store.attach(mobile);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    @Test
    void everything_isThereAfterARestart() throws Exception {
        mobile.create(APP, CREDENTIALS).join();
        mobile.configure(APP, Map.of("SuccessFeedbackSampleRate", "50")).join();
        PlatformEndpoint endpoint =
                mobile.createEndpoint(APP, "token", "mine", Map.of()).join();
        mobile.configureEndpoint(endpoint.arn(), Map.of("Enabled", "false")).join();
        mobile.configureSms(ACCOUNT, REGION, Map.of("DefaultSMSType", "Promotional"))
                .join();
        restart();
        assertThat(mobile.application(APP).attributes())
                .isEqualTo(Map.of("Enabled", "true", "SuccessFeedbackSampleRate", "50"));
        assertThat(mobile.endpoint(endpoint.arn()).attributes())
                .isEqualTo(Map.of("Enabled", "false", "Token", "token", "CustomUserData", "mine"));
        assertThat(mobile.smsAttributes(ACCOUNT, REGION))
                .isEqualTo(Map.of("MonthlySpendLimit", "1", "DefaultSMSType", "Promotional"));
    }

    @Test
    void delete_takesTheEndpointsAlong_alsoFromTheFile() throws Exception {
        mobile.create(APP, CREDENTIALS).join();
        String arn = mobile.createEndpoint(APP, "token", null, Map.of()).join().arn();
        mobile.delete(APP).join();
        assertThatThrownBy(() -> mobile.endpoint(arn)).hasMessage("Endpoint does not exist");
        mobile.create(APP, CREDENTIALS).join();
        restart();
        assertThat(mobile.endpoints(APP)).isEmpty();
    }

    @Test
    void reset_forgetsOneAccountOnly() throws Exception {
        PlatformApplication.Address other = new PlatformApplication.Address("111111111111", REGION, "GCM", "shop");
        mobile.create(APP, CREDENTIALS).join();
        mobile.create(other, Map.of("PlatformCredential", "key")).join();
        mobile.configureSms(ACCOUNT, REGION, Map.of("DefaultSenderID", "Haar")).join();
        mobile.reset((account, region) -> account.equals(ACCOUNT));
        restart();
        assertThat(mobile.applications(ACCOUNT, REGION)).isEmpty();
        assertThat(mobile.smsAttributes(ACCOUNT, REGION)).isEqualTo(Map.of("MonthlySpendLimit", "1"));
        assertThat(mobile.applications("111111111111", REGION)).hasSize(1);
    }

    @Test
    void changedToken_freesTheOldOne() {
        mobile.create(APP, CREDENTIALS).join();
        String first = mobile.createEndpoint(APP, "one", null, Map.of()).join().arn();
        mobile.configureEndpoint(first, Map.of("Token", "two")).join();
        String second = mobile.createEndpoint(APP, "one", null, Map.of()).join().arn();
        assertThat(second).isNotEqualTo(first);
        assertThat(mobile.createEndpoint(APP, "two", null, Map.of()).join().arn())
                .isEqualTo(first);
        assertThat(mobile.configureEndpoint(second, Map.of("Token", "two")))
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(TopicException.class)
                .withMessageContaining("already exists with the same Token");
    }
}
