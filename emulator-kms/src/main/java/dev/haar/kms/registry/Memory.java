package dev.haar.kms.registry;

import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.LastUse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was kept, as it was kept: what time has done to it since is for {@link Registry} to say. */
final class Memory {
    final Map<KeyAddress, Key> keys = new ConcurrentHashMap<>();
    final Map<KeyAddress, Alias> aliases = new ConcurrentHashMap<>();
    final Map<String, Grant> grants = new ConcurrentHashMap<>();
    final Map<String, KeyStore> stores = new ConcurrentHashMap<>();
    final Map<KeyAddress, LastUse> uses = new ConcurrentHashMap<>();
    final Map<String, SecretBytes> serviceKeys = new ConcurrentHashMap<>();

    void apply(KeyChange change) {
        if (change instanceof KeyChange.KeyKept kept) {
            keys.put(kept.key().address(), kept.key());
        } else if (change instanceof KeyChange.KeyDeleted deleted) {
            forget(deleted.address());
        } else if (change instanceof KeyChange.KeyUsed used) {
            uses.put(used.address(), used.use());
        } else if (change instanceof KeyChange.AliasKept kept) {
            aliases.put(kept.alias().address(), kept.alias());
        } else if (change instanceof KeyChange.AliasDeleted deleted) {
            aliases.remove(deleted.address());
        } else if (change instanceof KeyChange.GrantKept kept) {
            grants.put(kept.grant().id(), kept.grant());
        } else if (change instanceof KeyChange.GrantDeleted deleted) {
            grants.remove(deleted.id());
        } else if (change instanceof KeyChange.StoreKept kept) {
            stores.put(kept.store().id(), kept.store());
        } else if (change instanceof KeyChange.StoreDeleted deleted) {
            stores.remove(deleted.id());
        } else if (change instanceof KeyChange.ServiceKeyKept kept) {
            serviceKeys.put(kept.service(), kept.secret());
        }
    }

    private void forget(KeyAddress key) {
        keys.remove(key);
        uses.remove(key);
        aliases.values().removeIf(alias -> alias.target().equals(key));
        grants.values().removeIf(grant -> grant.key().equals(key));
    }

    void clear() {
        keys.clear();
        aliases.clear();
        grants.clear();
        stores.clear();
        uses.clear();
        serviceKeys.clear();
    }
}
