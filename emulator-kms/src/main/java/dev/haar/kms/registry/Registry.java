package dev.haar.kms.registry;

import dev.haar.core.state.Commit;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.time.Time;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Deletion;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyStore;
import dev.haar.kms.key.LastUse;
import dev.haar.kms.key.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All keys, aliases, grants and custom key stores. Reading takes no lock: what is read is immutable. What changes them
 * happens one after the other, each when the one before it is kept or refused, so that memory shows only what the store
 * keeps.
 */
public final class Registry implements Restorable {
    /** In how long a time a use is written down once, in milliseconds. */
    private static final long USE_WRITTEN = 60_000;

    private final Time time;
    private final StateStore store;
    private final RootKey root;
    private final Memory memory = new Memory();
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    /**
     * @param root what tokens are sealed with
     */
    public Registry(Time time, StateStore store, RootKey root) {
        this.time = time;
        this.store = store;
        this.root = root;
    }

    long now() {
        return time.millis();
    }

    RootKey root() {
        return root;
    }

    /** The key at an address as it is now; empty if there is none or its time is over. */
    public Optional<Key> find(KeyAddress address) {
        Key kept = memory.keys.get(address);
        if (kept == null) {
            return Optional.empty();
        }
        long now = now();
        Key key = view(kept, now);
        return isOver(key, now) ? Optional.empty() : Optional.of(key);
    }

    /** The keys that match, as they are now. */
    Stream<Key> keys(Predicate<KeyAddress> filter) {
        long now = now();
        return memory.keys.values().stream()
                .filter(key -> filter.test(key.address()))
                .map(key -> view(key, now))
                .filter(key -> !isOver(key, now));
    }

    /** The replicas of a primary key, in other Regions, as they are now. */
    public List<Key> replicas(Key primary) {
        KeyAddress address = primary.address();
        return keys(other -> other.id().equals(address.id())
                        && other.account().equals(address.account())
                        && !other.equals(address))
                .toList();
    }

    /** The alias at an address; empty if there is none or its key is gone. */
    Optional<Alias> alias(KeyAddress address) {
        return Optional.ofNullable(memory.aliases.get(address))
                .filter(alias -> find(alias.target()).isPresent());
    }

    /** The key that the alias at an address names; empty if there is none. */
    Optional<Key> named(KeyAddress address) {
        return Optional.ofNullable(memory.aliases.get(address)).flatMap(alias -> find(alias.target()));
    }

    Stream<Alias> aliases(Predicate<KeyAddress> filter) {
        return memory.aliases.values().stream()
                .filter(alias -> filter.test(alias.address()))
                .filter(alias -> find(alias.target()).isPresent());
    }

    Collection<Grant> grants() {
        return memory.grants.values();
    }

    Optional<Grant> grant(String id) {
        return Optional.ofNullable(memory.grants.get(id));
    }

    Collection<KeyStore> stores() {
        return memory.stores.values();
    }

    Optional<KeyStore> store(String id) {
        return Optional.ofNullable(memory.stores.get(id));
    }

    /** What a key was last used for; empty if it was not. */
    public Optional<LastUse> lastUse(KeyAddress key) {
        return Optional.ofNullable(memory.uses.get(key));
    }

    /** Notes that a key was used. Nobody waits for it: a use of the last minute may be forgotten with the process. */
    public void used(KeyAddress key, LastUse use) {
        LastUse before = memory.uses.put(key, use);
        if (before == null || use.millis() / USE_WRITTEN != before.millis() / USE_WRITTEN) {
            keep(List.of(new KeyChange.KeyUsed(key, use)));
        }
    }

    Optional<SecretBytes> serviceKey(String service) {
        return Optional.ofNullable(memory.serviceKeys.get(service));
    }

    /** Gives a service a key of its own, for whatever comes after this; a refusal takes it back. */
    void give(String service, SecretBytes key) {
        memory.serviceKeys.put(service, key);
        keep(List.of(new KeyChange.ServiceKeyKept(service, key))).exceptionally(refused -> {
            memory.serviceKeys.remove(service, key);
            return null;
        });
    }

    private Key view(Key kept, long now) {
        Key key = settled(kept.at(now), now);
        if (key.isReplica() && key.identity().origin() == Origin.AWS_KMS) {
            Key primary = memory.keys.get(key.address().in(key.primaryRegion()));
            key = primary == null ? key : key.withRing(primary.at(now).ring());
        }
        String storeId = key.identity().customKeyStoreId();
        return storeId == null
                ? key
                : key.withReachable(store(storeId).filter(KeyStore::connected).isPresent());
    }

    /** A primary key whose last replica is gone is gone after its own waiting period. */
    private Key settled(Key key, long now) {
        Deletion deletion = key.deletion();
        if (deletion == null || !deletion.waitsForReplicas()) {
            return key;
        }
        long lastDue = 0;
        for (Key other : memory.keys.values()) {
            if (other.isReplica() && other.address().in(key.address().region()).equals(key.address())) {
                if (other.deletion() == null || other.deletion().dueMillis() > now) {
                    return key;
                }
                lastDue = Math.max(lastDue, other.deletion().dueMillis());
            }
        }
        return key.withDeletion(new Deletion(
                deletion.days(), lastDue + Duration.ofDays(deletion.days()).toMillis()));
    }

    private static boolean isOver(Key key, long now) {
        return key.deletion() != null
                && !key.deletion().waitsForReplicas()
                && key.deletion().dueMillis() <= now;
    }

    /** Forgets what matches, and the store with it. */
    public void reset(Predicate<KeyAddress> filter) {
        Supplier<List<KeyChange>> all = () -> {
            List<KeyChange> changes = new ArrayList<>();
            memory.keys.keySet().stream().filter(filter).forEach(key -> changes.add(new KeyChange.KeyDeleted(key)));
            memory.aliases.keySet().stream()
                    .filter(filter)
                    .forEach(name -> changes.add(new KeyChange.AliasDeleted(name)));
            memory.stores.values().stream()
                    .filter(each -> filter.test(new KeyAddress(each.account(), each.region(), each.id())))
                    .forEach(each -> changes.add(new KeyChange.StoreDeleted(each.id())));
            return changes;
        };
        command(all).toCompletableFuture().join();
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        memory.clear();
        KeyRows.read(tables, root).forEach(memory::apply);
    }

    /** How many keys there are. */
    public long size() {
        return keys(any -> true).count();
    }

    /**
     * Decides when all commands before it are done, then keeps what it changes together with what time has ended.
     *
     * @param decision what changes; a refusal is thrown
     */
    synchronized CompletionStage<Void> command(Supplier<? extends List<? extends KeyChange>> decision) {
        CompletableFuture<Void> done = last.handle((before, failure) -> null).thenCompose(ready -> {
            List<? extends KeyChange> decided = decision.get();
            if (decided.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            List<KeyChange> changes = ended();
            changes.addAll(decided);
            return keep(changes);
        });
        last = done;
        return done;
    }

    private List<KeyChange> ended() {
        long now = now();
        List<KeyChange> changes = new ArrayList<>();
        for (Key kept : memory.keys.values()) {
            Key key = view(kept, now);
            if (isOver(key, now)) {
                changes.add(new KeyChange.KeyDeleted(key.address()));
            } else if (!key.isReplica()
                    && (!key.ring().equals(kept.ring()) || !Objects.equals(key.deletion(), kept.deletion()))) {
                changes.add(new KeyChange.KeyKept(key));
            }
        }
        return changes;
    }

    private CompletableFuture<Void> keep(List<KeyChange> changes) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        store.commit(changes, new Commit() {
            @Override
            public void kept() {
                changes.forEach(memory::apply);
                outcome.complete(null);
            }

            @Override
            public void refused(StateStoreException reason) {
                outcome.completeExceptionally(reason);
            }
        });
        return outcome;
    }
}
