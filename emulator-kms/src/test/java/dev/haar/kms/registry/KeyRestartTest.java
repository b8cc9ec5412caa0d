package dev.haar.kms.registry;

import static dev.haar.kms.registry.TestKeys.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StateDirectoryException;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.HaarTime;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.GrantConstraints;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.LastUse;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a restart keys go on where they were, and no key stands in the files. */
class KeyRestartTest {
    @TempDir
    private Path directory;

    private final HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private H2Store store;
    private TestKeys test;

    @BeforeEach
    void open() throws Exception {
        RootKey root = RootKey.in(rootKey());
        store = H2Store.open(directory, new StoreOptions(false, 4096), List.of(new KeyTables(root)));
        test = new TestKeys(time, store, root);
    }

    private Path rootKey() {
        return directory.resolve("haar.root-key");
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
    void keysOfEveryKind_areTheSame() throws Exception {
        for (KeySpec spec : KeySpec.values()) {
            if (spec.family() == KeySpec.Family.RSA && spec != KeySpec.RSA_2048) {
                continue;
            }
            Key before = test.key(spec, Origin.AWS_KMS, false);
            restart();
            Key after = test.again(before);
            assertThat(after.identity()).isEqualTo(before.identity());
            assertThat(after.labels()).isEqualTo(before.labels());
            assertThat(after.current().secret()).isEqualTo(before.current().secret());
            assertThat(after.current().publicKey()).isEqualTo(before.current().publicKey());
        }
    }

    @Test
    void rotationGoesOn() throws Exception {
        Key key = test.key();
        join(test.rotations.enable(key.address(), 90));
        byte[] first = test.encrypt(key);
        join(test.rotations.now(key.address()));
        byte[] second = test.encrypt(key);
        time.advance(Duration.ofDays(91));
        byte[] third = test.encrypt(key);
        List<String> ids =
                test.again(key).ring().materials().stream().map(Material::id).toList();
        restart();
        assertThat(test.again(key).ring().materials()).extracting(Material::id).isEqualTo(ids);
        for (byte[] ciphertext : List.of(first, second, third)) {
            assertThat(test.decrypt(ciphertext).plaintext()).isEqualTo(TestKeys.SECRET);
        }
    }

    @Test
    void aliasesGrantsStoresDeletionAndReplicas_areThere() throws Exception {
        Key key = test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.AWS_KMS, true);
        Key replica = join(test.replicas.replicate(key.address(), "us-east-1", TestKeys.labels()));
        join(test.aliases.create(TestKeys.address("alias/a"), key.address()));
        Grant grant = new Grant(
                "ab".repeat(32),
                key.address(),
                "g",
                time.millis(),
                "arn:aws:iam::000000000000:root",
                new Grant.Party("sqs.amazonaws.com", true),
                null,
                List.of("Decrypt", "Encrypt"),
                new GrantConstraints(Map.of("a", "1"), null, null));
        join(test.grants.create(grant));
        String token = test.grants.token(grant);
        KeyStore hsm = new KeyStore(
                "cks-1",
                TestKeys.ACCOUNT,
                TestKeys.REGION,
                "hsm",
                KeyStore.Type.AWS_CLOUDHSM,
                false,
                time.millis(),
                Map.of("CloudHsmClusterId", "cluster-abcdefghijk"));
        join(test.stores.create(hsm));
        test.registry.used(key.address(), new LastUse("Encrypt", time.millis(), "event", "request"));
        join(test.keys.scheduleDeletion(replica.address(), 7));
        restart();
        assertThat(test.keys
                        .byAnyName("alias/a", TestKeys.ACCOUNT, TestKeys.REGION)
                        .address())
                .isEqualTo(key.address());
        assertThat(test.grants.byToken(token)).contains(grant);
        assertThat(test.stores.list(TestKeys.ACCOUNT, TestKeys.REGION)).containsExactly(hsm);
        assertThat(test.registry.lastUse(key.address()))
                .contains(new LastUse("Encrypt", time.millis(), "event", "request"));
        assertThat(test.again(replica).deletion().days()).isEqualTo(7);
        time.advance(Duration.ofDays(7));
        restart();
        assertThat(test.registry.find(replica.address())).isEmpty();
        assertThat(test.registry.find(key.address())).isPresent();
    }

    @Test
    void materialIsWrappedInTheFile() throws Exception {
        Key key = test.key(KeySpec.ECC_NIST_P256, Origin.AWS_KMS, false);
        byte[] secret = key.current().secret().reveal();
        close();
        String file = HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("haar.mv.db")));
        // The tail of the PKCS #8 form is the public key: the number itself begins at 36.
        assertThat(file).doesNotContain(HexFormat.of().formatHex(secret, 36, 60));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rootKey())))
                .isEqualTo("rw-------");
        open();
        assertThat(test.again(key).current().secret().reveal()).isEqualTo(secret);
    }

    /** What of a secret nobody else can know: the rest of a private key's encoding holds the public key. */
    private static String secretPart(Key key) {
        byte[] secret = key.current().secret().reveal();
        return switch (key.spec().family()) {
            case SYMMETRIC, HMAC -> HexFormat.of().formatHex(secret, 0, 24);
            case EC, SM2 -> HexFormat.of().formatHex(secret, 36, 60);
            case ED25519 -> HexFormat.of().formatHex(secret, 16, 40);
            case RSA, ML_DSA -> HexFormat.of().formatHex(secret, secret.length - 24, secret.length);
        };
    }

    @Test
    void noKindOfMaterialIsInTheFile() throws Exception {
        List<String> parts = new ArrayList<>();
        for (KeySpec spec : KeySpec.values()) {
            parts.add(secretPart(test.key(spec, Origin.AWS_KMS, false)));
        }
        Key rotated = test.key();
        parts.add(HexFormat.of().formatHex(rotated.ring().seed().reveal()));
        join(test.rotations.now(rotated.address()));
        parts.add(secretPart(test.again(rotated)));
        Key external = test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.EXTERNAL, false);
        Material brought = KeyMaker.given(
                KeySpec.SYMMETRIC_DEFAULT, external.address().id(), new SecretBytes(Randomness.bytes(32)));
        join(test.imports.take(external.address(), brought, new Imports.Terms(Optional.empty(), null, 0, null)));
        parts.add(secretPart(test.again(external)));
        close();
        String file = HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("haar.mv.db")));
        assertThat(parts).hasSize(20).doesNotHaveDuplicates().noneMatch(file::contains);
        assertThat(file)
                .doesNotContain(HexFormat.of()
                        .formatHex(Files.readString(rootKey()).getBytes(StandardCharsets.US_ASCII), 0, 24));
        open();
    }

    @Test
    void anotherRootKey_isOneLine() throws Exception {
        test.key();
        close();
        Files.delete(rootKey());
        assertThatThrownBy(this::open)
                .isInstanceOf(StateDirectoryException.class)
                .hasMessageContaining("haar.root-key is not the one that the keys are wrapped under");
        Files.writeString(rootKey(), "no key");
        assertThatThrownBy(this::open)
                .isInstanceOf(StateDirectoryException.class)
                .hasMessageContaining("holds no root key");
    }
}
