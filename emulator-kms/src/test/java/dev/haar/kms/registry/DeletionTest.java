package dev.haar.kms.registry;

import static dev.haar.kms.registry.TestKeys.assertRefused;
import static dev.haar.kms.registry.TestKeys.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.kms.KmsError;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyState;
import dev.haar.kms.key.Origin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Keys go when their time is over, and not before. */
class DeletionTest {
    private final TestKeys test = new TestKeys();

    @Test
    void key_isGoneWithItsAliasesWhenTheWaitingPeriodEnds() {
        Key key = test.key();
        byte[] ciphertext = test.encrypt(key);
        join(test.aliases.create(TestKeys.address("alias/a"), key.address()));
        join(test.keys.scheduleDeletion(key.address(), 7));
        assertThat(test.again(key).state()).isEqualTo(KeyState.PENDING_DELETION);
        assertRefused(KmsError.INVALID_STATE, () -> Demand.USE.check(test.again(key)));
        assertRefused(KmsError.INVALID_STATE, test.keys.enable(key.address(), true));
        test.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(test.registry.find(key.address())).isPresent();
        assertThat(test.aliases.list(TestKeys.ACCOUNT, TestKeys.REGION)).hasSize(1);
        test.advance(Duration.ofMillis(1));
        assertThat(test.registry.find(key.address())).isEmpty();
        assertThat(test.aliases.list(TestKeys.ACCOUNT, TestKeys.REGION)).isEmpty();
        assertRefused(KmsError.ACCESS_DENIED, () -> test.decrypt(ciphertext));
        assertRefused(KmsError.NOT_FOUND, test.keys.cancelDeletion(key.address()));
        Key other = test.key();
        join(test.aliases.create(TestKeys.address("alias/a"), other.address()));
    }

    @Test
    void cancelledDeletion_leavesTheKeyDisabled() {
        Key key = test.key();
        assertRefused(KmsError.INVALID_STATE, test.keys.cancelDeletion(key.address()));
        join(test.keys.scheduleDeletion(key.address(), 30));
        join(test.keys.cancelDeletion(key.address()));
        test.advance(Duration.ofDays(31));
        assertThat(test.again(key).state()).isEqualTo(KeyState.DISABLED);
        assertRefused(KmsError.DISABLED, () -> Demand.USE.check(test.again(key)));
    }

    @Test
    void primaryKey_waitsForItsReplicas() {
        Key primary = test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.AWS_KMS, true);
        Key replica = join(test.replicas.replicate(primary.address(), "eu-central-1", TestKeys.labels()));
        join(test.keys.scheduleDeletion(primary.address(), 10));
        assertThat(test.again(primary).state()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
        test.advance(Duration.ofDays(100));
        assertThat(test.again(primary).state()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
        join(test.keys.scheduleDeletion(replica.address(), 7));
        test.advance(Duration.ofDays(7));
        assertThat(test.registry.find(replica.address())).isEmpty();
        assertThat(test.again(primary).state()).isEqualTo(KeyState.PENDING_DELETION);
        test.key(); // Writes down what time has ended.
        assertThat(test.again(primary).state()).isEqualTo(KeyState.PENDING_DELETION);
        test.advance(Duration.ofDays(10).minusMillis(1));
        assertThat(test.registry.find(primary.address())).isPresent();
        test.advance(Duration.ofMillis(1));
        assertThat(test.registry.find(primary.address())).isEmpty();
    }
}
