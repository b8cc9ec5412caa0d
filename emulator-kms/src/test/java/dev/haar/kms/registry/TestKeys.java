package dev.haar.kms.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyIdentity;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeyManager;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.Labels;
import dev.haar.kms.key.Origin;
import dev.haar.kms.use.KeyUse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Keys under a clock that the test moves. */
final class TestKeys {
    static final String ACCOUNT = "000000000000";
    static final String REGION = "eu-west-1";
    static final byte[] SECRET = "the secret".getBytes(StandardCharsets.UTF_8);

    final HaarTime time;
    final Registry registry;
    final Keys keys;
    final Rotations rotations;
    final Imports imports;
    final ReplicaKeys replicas;
    final Aliases aliases;
    final Grants grants;
    final KeyStores stores;
    final KeyUse use;

    TestKeys() {
        this(HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z")), new EphemeralStore(), RootKey.ephemeral());
    }

    TestKeys(HaarTime time, StateStore store, RootKey root) {
        this.time = time;
        this.registry = new Registry(time, store, root);
        store.attach(registry);
        this.keys = new Keys(registry);
        this.rotations = new Rotations(registry);
        this.imports = new Imports(registry);
        this.replicas = new ReplicaKeys(registry);
        this.aliases = new Aliases(registry);
        this.grants = new Grants(registry);
        this.stores = new KeyStores(registry);
        this.use = new KeyUse(registry);
    }

    Key key() {
        return key(KeySpec.SYMMETRIC_DEFAULT, Origin.AWS_KMS, false);
    }

    Key key(KeySpec spec, Origin origin, boolean multiRegion) {
        String id = multiRegion
                ? "mrk-" + UUID.randomUUID().toString().replace("-", "")
                : UUID.randomUUID().toString();
        KeyIdentity identity = new KeyIdentity(
                address(id), spec, spec.usages().get(0), origin, KeyManager.CUSTOMER, time.millis(), null, null);
        KeyRing ring = origin == Origin.EXTERNAL ? new KeyRing(List.of(), null, null) : KeyMaker.ring(spec);
        return join(keys.create(Key.made(identity, labels(), ring, multiRegion)));
    }

    static Labels labels() {
        return new Labels("a key", "{}", Map.of("team", "haar"));
    }

    static KeyAddress address(String id) {
        return new KeyAddress(ACCOUNT, REGION, id);
    }

    Key again(Key key) {
        return registry.find(key.address()).orElseThrow();
    }

    byte[] encrypt(Key key) {
        return use.encrypt(again(key), "SYMMETRIC_DEFAULT", Map.of("a", "1"), SECRET);
    }

    KeyUse.Opened decrypt(byte[] ciphertext) {
        return use.open("Decrypt", null, REGION, Map.of("a", "1"), ciphertext);
    }

    void advance(Duration by) {
        time.advance(by);
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static void assertRefused(KmsError error, CompletionStage<?> stage) {
        assertRefused(error, () -> join(stage));
    }

    static void assertRefused(KmsError error, Runnable action) {
        Throwable thrown = catchThrowable(action::run);
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(cause).isInstanceOf(KmsException.class);
        assertThat(((KmsException) cause).error()).isEqualTo(error);
    }
}
