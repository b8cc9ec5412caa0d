package dev.haar.kms.key;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A custom key store: what is said of it, and whether it is connected. Haar stands in for the HSM cluster or the external
 * key manager behind it.
 *
 * @param id {@code cks-} and 17 hexadecimal digits
 * @param settings what else was said, by AWS's names; never a password
 */
public record KeyStore(
        String id,
        String account,
        String region,
        String name,
        Type type,
        boolean connected,
        long createdMillis,
        Map<String, String> settings) {
    public KeyStore {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** What is behind it. */
    public enum Type {
        AWS_CLOUDHSM,
        EXTERNAL_KEY_STORE
    }

    /** Connects or disconnects it. */
    public KeyStore withConnected(boolean newConnected) {
        return new KeyStore(id, account, region, name, type, newConnected, createdMillis, settings);
    }

    /** Says something else of it. */
    public KeyStore with(String newName, Map<String, String> changed) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(changed);
        return new KeyStore(id, account, region, newName, type, connected, createdMillis, all);
    }
}
