package dev.haar.kms.registry;

import dev.haar.core.state.Change;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.LastUse;

/** What commands change; each carries the whole of one thing. */
sealed interface KeyChange extends Change {
    /** The key is now this. */
    record KeyKept(Key key) implements KeyChange {}

    /** The key is gone with its material, aliases and grants. */
    record KeyDeleted(KeyAddress address) implements KeyChange {}

    /** The key was used. */
    record KeyUsed(KeyAddress address, LastUse use) implements KeyChange {}

    /** The alias is now this. */
    record AliasKept(Alias alias) implements KeyChange {}

    /** The alias is gone. */
    record AliasDeleted(KeyAddress address) implements KeyChange {}

    /** The grant was made. */
    record GrantKept(Grant grant) implements KeyChange {}

    /** The grant is gone. */
    record GrantDeleted(String id) implements KeyChange {}

    /** The custom key store is now this. */
    record StoreKept(KeyStore store) implements KeyChange {}

    /** The custom key store is gone. */
    record StoreDeleted(String id) implements KeyChange {}

    /** A service has got a key of its own. */
    record ServiceKeyKept(String service, SecretBytes secret) implements KeyChange {}
}
