package dev.haar.kms.registry;

import static dev.haar.kms.registry.TestKeys.assertRefused;
import static dev.haar.kms.registry.TestKeys.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.kms.KmsError;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.Origin;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Related keys in several Regions open each other's ciphertexts. */
class ReplicaKeysTest {
    private static final String OTHER = "eu-central-1";

    private final TestKeys test = new TestKeys();
    private final Key primary = test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.AWS_KMS, true);

    private Key replicate(String region) {
        return join(test.replicas.replicate(primary.address(), region, TestKeys.labels()));
    }

    @Test
    void ciphertextOfOneRegion_opensInAnother() {
        replicate(OTHER);
        assertThat(test.use
                        .open("Decrypt", null, OTHER, Map.of("a", "1"), test.encrypt(primary))
                        .plaintext())
                .isEqualTo(TestKeys.SECRET);
    }

    @Test
    void replicaFollowsTheRotationOfItsPrimary() {
        Key replica = replicate(OTHER);
        join(test.rotations.now(primary.address()));
        assertThat(test.again(replica).current().id())
                .isEqualTo(test.again(primary).current().id());
        join(test.rotations.enable(primary.address(), 90));
        test.advance(Duration.ofDays(91));
        assertThat(test.again(replica).current().id())
                .isEqualTo(test.again(primary).current().id());
        assertThat(test.again(replica).ring().materials()).hasSize(3);
        assertRefused(KmsError.UNSUPPORTED_OPERATION, test.rotations.now(replica.address()));
    }

    @Test
    void primaryMovesToAReplica() {
        Key replica = replicate(OTHER);
        Key third = replicate("us-east-1");
        join(test.replicas.movePrimary(primary.address(), OTHER));
        assertThat(test.again(replica).isPrimary()).isTrue();
        assertThat(test.again(primary).isReplica()).isTrue();
        assertThat(test.again(third).primaryRegion()).isEqualTo(OTHER);
        join(test.rotations.now(replica.address()));
        assertThat(test.again(third).current().id())
                .isEqualTo(test.again(replica).current().id());
        assertRefused(KmsError.UNSUPPORTED_OPERATION, test.replicas.movePrimary(primary.address(), "us-east-1"));
    }

    @Test
    void onlyAPrimaryKeyIsReplicated_andOnceInARegion() {
        Key replica = replicate(OTHER);
        assertRefused(KmsError.ALREADY_EXISTS, test.replicas.replicate(primary.address(), OTHER, TestKeys.labels()));
        assertRefused(
                KmsError.UNSUPPORTED_OPERATION,
                test.replicas.replicate(replica.address(), "us-east-1", TestKeys.labels()));
        assertRefused(
                KmsError.UNSUPPORTED_OPERATION,
                test.replicas.replicate(test.key().address(), OTHER, TestKeys.labels()));
        assertRefused(
                KmsError.UNSUPPORTED_OPERATION,
                test.replicas.replicate(primary.address(), "cn-north-1", TestKeys.labels()));
    }
}
