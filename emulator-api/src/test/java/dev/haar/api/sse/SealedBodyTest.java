package dev.haar.api.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.time.HaarTime;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.registry.Registry;
import dev.haar.kms.registry.ServiceKeys;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedBodyTest {
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:q";
    private static final UUID ID = new UUID(1, 2);
    private final SecretBytes secret = new SecretBytes(Randomness.bytes(32));

    private final SealingKey key = SealingKey.of(new DataKey("arn:key", new byte[] {1, 2, 3}, secret));

    private interface Opening {
        Object open(String sealed);
    }

    private static void assertNoByteCanBeChanged(String sealed, Opening opening) {
        for (int i = 0; i < sealed.length(); i++) {
            String changed = sealed.substring(0, i) + (char) (sealed.charAt(i) ^ 1) + sealed.substring(i + 1);
            assertThatThrownBy(() -> opening.open(changed)).as("byte %d", i).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void bodyUnderAKeyOfKms_opensUnlessAByteWasChanged() {
        String sealed = SealedBody.seal("hällo", ARN, ID, key);
        assertThat(SealedBody.parse(sealed).arn()).isEqualTo(ARN);
        assertThat(SealedBody.parse(sealed).open(secret)).isEqualTo("hällo");
        assertNoByteCanBeChanged(sealed, changed -> SealedBody.parse(changed).open(secret));
    }

    @Test
    void sameBody_isNeverTheSameCiphertext() {
        assertThat(SealedBody.seal("x", ARN, ID, key)).isNotEqualTo(SealedBody.seal("x", ARN, ID, key));
    }

    @Test
    void bodyUnderSqssKey_opensAlsoInAnotherRun() {
        HaarTime time = HaarTime.following(() -> Instant.EPOCH);
        ServiceKeys keys = new ServiceKeys(new Registry(time, new EphemeralStore(), RootKey.ephemeral()));
        SqsKey run = new SqsKey(keys);
        String sealed = run.seal("hällo");
        assertThat(SqsKey.hasSealed(sealed)).isTrue();
        assertThat(SqsKey.hasSealed(SealedBody.seal("x", ARN, ID, key))).isFalse();
        SqsKey next = new SqsKey(keys);
        assertThat(next.open(sealed)).isEqualTo("hällo");
        assertNoByteCanBeChanged(sealed, next::open);
        String large = "ä".repeat(520_000);
        assertThat(run.open(run.seal(large))).isEqualTo(large);
        time.close();
    }
}
