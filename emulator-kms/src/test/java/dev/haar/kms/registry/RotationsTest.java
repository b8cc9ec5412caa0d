package dev.haar.kms.registry;

import static dev.haar.kms.registry.TestKeys.assertRefused;
import static dev.haar.kms.registry.TestKeys.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.kms.KmsError;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.Origin;
import dev.haar.kms.key.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys are rotated when they are due, and what was encrypted before stays readable. */
class RotationsTest {
    private final TestKeys test = new TestKeys();

    private List<Turn> turns(Key key) {
        return test.again(key).ring().materials().stream()
                .map(Material::turn)
                .filter(turn -> turn != null)
                .toList();
    }

    @Test
    void automaticRotation_happensAtTheEndOfEachPeriod() {
        Key key = test.key();
        long enabled = test.time.millis();
        join(test.rotations.enable(key.address(), 90));
        byte[] before = test.encrypt(key);
        test.advance(Duration.ofDays(90).minusMillis(1));
        assertThat(turns(key)).isEmpty();
        test.advance(Duration.ofMillis(1));
        byte[] after = test.encrypt(key);
        test.advance(Duration.ofDays(200));
        long period = Duration.ofDays(90).toMillis();
        assertThat(turns(key))
                .containsExactly(
                        new Turn(enabled + period, Turn.Type.AUTOMATIC),
                        new Turn(enabled + 2 * period, Turn.Type.AUTOMATIC),
                        new Turn(enabled + 3 * period, Turn.Type.AUTOMATIC));
        assertThat(test.decrypt(before).plaintext()).isEqualTo(TestKeys.SECRET);
        assertThat(test.decrypt(after).plaintext()).isEqualTo(TestKeys.SECRET);
        assertThat(test.decrypt(after).materialId())
                .isNotEqualTo(test.decrypt(before).materialId());
        assertThat(test.again(key).ring().rotation().nextMillis()).isEqualTo(enabled + 4 * period);
    }

    /** What time did is written down with the next command and must not change by that. */
    @Test
    void rotatedMaterial_isTheSameBeforeAndAfterItIsWrittenDown() {
        Key key = test.key();
        join(test.rotations.enable(key.address(), 90));
        test.advance(Duration.ofDays(91));
        String before = test.again(key).current().id();
        byte[] ciphertext = test.encrypt(key);
        join(test.keys.describe(key.address(), "another"));
        assertThat(test.again(key).current().id()).isEqualTo(before);
        assertThat(test.decrypt(ciphertext).plaintext()).isEqualTo(TestKeys.SECRET);
    }

    @Test
    void disabledKey_makesUpForOneRotationWhenItIsEnabled() {
        Key key = test.key();
        join(test.rotations.enable(key.address(), 90));
        join(test.keys.enable(key.address(), false));
        test.advance(Duration.ofDays(300));
        assertThat(turns(key)).isEmpty();
        join(test.keys.enable(key.address(), true));
        assertThat(turns(key)).containsExactly(new Turn(test.time.millis(), Turn.Type.AUTOMATIC));
        test.advance(Duration.ofDays(90));
        assertThat(turns(key)).hasSize(2);
    }

    @Test
    void onDemandRotation_leavesTheScheduleAlone_andIsLimited() {
        Key key = test.key();
        join(test.rotations.enable(key.address(), 365));
        long next = test.again(key).ring().rotation().nextMillis();
        for (int i = 0; i < 25; i++) {
            join(test.rotations.now(key.address()));
        }
        assertThat(turns(key)).hasSize(25);
        assertThat(test.again(key).ring().rotation().nextMillis()).isEqualTo(next);
        assertRefused(KmsError.LIMIT_EXCEEDED, test.rotations.now(key.address()));
    }

    @Test
    void rotation_isForSymmetricKeysWithOwnMaterial() {
        Key hmac = test.key(KeySpec.HMAC_256, Origin.AWS_KMS, false);
        assertRefused(KmsError.UNSUPPORTED_OPERATION, test.rotations.enable(hmac.address(), 365));
        assertRefused(KmsError.UNSUPPORTED_OPERATION, test.rotations.now(hmac.address()));
        Key external = test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.EXTERNAL, false);
        assertRefused(KmsError.UNSUPPORTED_OPERATION, test.rotations.enable(external.address(), 365));
        assertRefused(KmsError.INVALID_STATE, test.rotations.now(external.address()));
    }

    @Test
    void onDemand_isRefusedShortlyBeforeTheAutomaticOne() {
        Key key = test.key();
        join(test.rotations.enable(key.address(), 90));
        test.advance(Duration.ofDays(90).minusMinutes(20).minusMillis(1));
        join(test.rotations.now(key.address()));
        test.advance(Duration.ofMillis(1));
        assertRefused(KmsError.CONFLICT, test.rotations.now(key.address()));
        test.advance(Duration.ofMinutes(20));
        join(test.rotations.now(key.address()));
        assertThat(test.again(key).ring().materials()).hasSize(4);
    }
}
