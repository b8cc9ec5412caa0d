package dev.haar.api.sse;

import dev.haar.kms.crypto.Sealer;

/**
 * A data key that was made here, and so encrypts.
 *
 * @param sealer encrypts with it; nobody else does
 */
record SealingKey(DataKey dataKey, Sealer sealer) {
    static SealingKey of(DataKey fresh) {
        return new SealingKey(fresh, new Sealer(fresh.secret()));
    }

    String keyArn() {
        return dataKey.keyArn();
    }
}
