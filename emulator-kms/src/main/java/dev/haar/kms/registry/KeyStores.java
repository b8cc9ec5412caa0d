package dev.haar.kms.registry;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.registry.KeyChange.StoreKept;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Custom key stores. Connecting one succeeds at once: Haar stands in for what is behind it.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html">Key stores</a>
 */
public final class KeyStores {
    private static final String CLUSTER = "CloudHsmClusterId";
    private static final String ENDPOINT = "XksProxyUriEndpoint";
    private static final String PATH = "XksProxyUriPath";
    private static final String CONNECTIVITY = "XksProxyConnectivity";
    private static final String VPC_SERVICE = "XksProxyVpcEndpointServiceName";
    private static final Set<String> OF_A_CONNECTED_STORE = Set.of(PATH, "AccessKeyId");

    private final Registry registry;

    public KeyStores(Registry registry) {
        this.registry = registry;
    }

    /** Adds a store. */
    public CompletionStage<Void> create(KeyStore store) {
        return registry.command(() -> {
            requireFree(store);
            return List.of(new StoreKept(store));
        });
    }

    private void requireFree(KeyStore store) {
        for (KeyStore other : list(store.account(), store.region())) {
            if (other.id().equals(store.id())) {
                continue;
            }
            if (other.name().equals(store.name())) {
                throw new KmsException(KmsError.CUSTOM_KEY_STORE_NAME_IN_USE, "");
            }
            String cluster = store.settings().get(CLUSTER);
            if (cluster != null && cluster.equals(other.settings().get(CLUSTER))) {
                throw new KmsException(KmsError.CLOUD_HSM_CLUSTER_IN_USE, "");
            }
            requireOwnProxy(store, other);
        }
    }

    /** Only stores with a public endpoint share one, each under a path of its own. */
    private static void requireOwnProxy(KeyStore store, KeyStore other) {
        if (isSame(VPC_SERVICE, store, other)) {
            throw new KmsException(KmsError.XKS_PROXY_VPC_ENDPOINT_SERVICE_IN_USE, "");
        }
        if (!isSame(ENDPOINT, store, other)) {
            return;
        }
        if (isSame(PATH, store, other)) {
            throw new KmsException(KmsError.XKS_PROXY_URI_IN_USE, "");
        }
        if (!isSame(CONNECTIVITY, store, other)
                || "VPC_ENDPOINT_SERVICE".equals(store.settings().get(CONNECTIVITY))) {
            throw new KmsException(KmsError.XKS_PROXY_URI_ENDPOINT_IN_USE, "");
        }
    }

    private static boolean isSame(String setting, KeyStore store, KeyStore other) {
        String value = store.settings().get(setting);
        return value != null && value.equals(other.settings().get(setting));
    }

    /**
     * Changes what is said of a store. While it is connected that is its name only, of an external one also the path and the
     * credential.
     *
     * @param hasPassword whether there is another password, of which nothing is kept
     */
    public CompletionStage<Void> update(
            String account,
            String region,
            String id,
            String newName,
            Map<String, String> settings,
            boolean hasPassword) {
        return change(account, region, id, store -> {
            if (store.connected() && (hasPassword || !OF_A_CONNECTED_STORE.containsAll(settings.keySet()))) {
                throw invalidState();
            }
            KeyStore changed = store.with(newName == null ? store.name() : newName, settings);
            requireFree(changed);
            return changed;
        });
    }

    /** Connects a store; one that is connected stays so. */
    public CompletionStage<Void> connect(String account, String region, String id) {
        return change(account, region, id, store -> store.withConnected(true));
    }

    /** Disconnects a store that is connected. */
    public CompletionStage<Void> disconnect(String account, String region, String id) {
        return change(account, region, id, store -> {
            if (!store.connected()) {
                throw invalidState();
            }
            return store.withConnected(false);
        });
    }

    /** Removes a store without keys that is not connected. */
    public CompletionStage<Void> delete(String account, String region, String id) {
        return registry.command(() -> {
            KeyStore store = get(account, region, id);
            if (registry.keys(any -> true)
                    .anyMatch(key -> id.equals(key.identity().customKeyStoreId()))) {
                throw new KmsException(KmsError.CUSTOM_KEY_STORE_HAS_KEYS, "");
            }
            if (store.connected()) {
                throw invalidState();
            }
            return List.of(new KeyChange.StoreDeleted(id));
        });
    }

    /**
     * Finds a store.
     *
     * @throws KmsException with CUSTOM_KEY_STORE_NOT_FOUND
     */
    public KeyStore get(String account, String region, String id) {
        return registry.store(id)
                .filter(store ->
                        store.account().equals(account) && store.region().equals(region))
                .orElseThrow(() -> new KmsException(KmsError.CUSTOM_KEY_STORE_NOT_FOUND, ""));
    }

    /**
     * Finds a store that can be used now.
     *
     * @throws KmsException with CUSTOM_KEY_STORE_NOT_FOUND or CUSTOM_KEY_STORE_INVALID_STATE
     */
    public KeyStore connected(String account, String region, String id) {
        KeyStore store = get(account, region, id);
        if (!store.connected()) {
            throw invalidState();
        }
        return store;
    }

    /** The stores of an account in a Region, in the order of their ids. */
    public List<KeyStore> list(String account, String region) {
        return registry.stores().stream()
                .filter(store ->
                        store.account().equals(account) && store.region().equals(region))
                .sorted(Comparator.comparing(KeyStore::id))
                .toList();
    }

    /** Refuses a new key whose store is gone or not connected, or whose external key is used already. */
    static void requireRoom(Registry registry, Key key) {
        String id = key.identity().customKeyStoreId();
        if (id == null) {
            return;
        }
        Optional<KeyStore> store = registry.store(id);
        if (store.filter(KeyStore::connected).isEmpty()) {
            throw invalidState();
        }
        String external = key.identity().externalKeyId();
        if (external != null
                && registry.keys(any -> true)
                        .anyMatch(other -> id.equals(other.identity().customKeyStoreId())
                                && external.equals(other.identity().externalKeyId()))) {
            throw new KmsException(KmsError.XKS_KEY_ALREADY_IN_USE, "");
        }
    }

    private CompletionStage<Void> change(String account, String region, String id, UnaryOperator<KeyStore> change) {
        return registry.command(() -> List.of(new StoreKept(change.apply(get(account, region, id)))));
    }

    private static KmsException invalidState() {
        return new KmsException(KmsError.CUSTOM_KEY_STORE_INVALID_STATE, "");
    }
}
