package dev.haar.kms.registry;

import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.SecretBytes;

/**
 * Keys that services have for themselves. They are no keys of KMS's: no action names them, and a reset leaves them. They are
 * wrapped and kept as keys of KMS's are.
 */
public final class ServiceKeys {
    private static final int BYTES = 32;

    private final Registry registry;

    public ServiceKeys(Registry registry) {
        this.registry = registry;
    }

    /**
     * The key of a service; it is made if there is none yet. It does not wait until that is kept: what is given to the store
     * after this is kept after it.
     */
    public SecretBytes get(String service) {
        return registry.serviceKey(service).orElseGet(() -> made(service));
    }

    private synchronized SecretBytes made(String service) {
        return registry.serviceKey(service).orElseGet(() -> {
            SecretBytes made = new SecretBytes(Randomness.bytes(BYTES));
            registry.give(service, made);
            return made;
        });
    }
}
