package dev.haar.kms.key;

import dev.haar.core.arn.Arn;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * All keys and aliases. Reading takes no lock: keys and aliases are immutable. What changes them happens one after the
 * other, each when the one before it is kept or refused, so that memory shows only what the store keeps.
 */
public final class Keys {
    private static final Pattern KEY_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");
    private static final int ALIASES_OF_A_KEY = 50;

    private final Time time;
    private final StateStore store;
    private final Map<KeyAddress, Key> keys = new ConcurrentHashMap<>();
    private final Map<KeyAddress, Alias> aliases = new ConcurrentHashMap<>();
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    public Keys(Time time, StateStore store) {
        this.time = time;
        this.store = store;
    }

    /** Adds a key that was just made. */
    public CompletionStage<Key> create(Key key) {
        return command(() -> {
                    if (keys.containsKey(key.address())) {
                        throw new KmsException(KmsError.ALREADY_EXISTS, "Key '" + key.arn() + "' already exists");
                    }
                    return List.of(new KeyChange.KeyKept(key));
                })
                .thenApply(done -> key);
    }

    /**
     * The key that an id or a key ARN names, as seen from an account and Region.
     *
     * @throws KmsException with NOT_FOUND
     */
    public Key byId(String identifier, String account, String region) {
        KeyAddress address = address(identifier, account, region);
        if (address.id().startsWith("alias/")) {
            throw new KmsException(KmsError.NOT_FOUND, "Invalid keyId '" + identifier + "'");
        }
        return get(address, identifier);
    }

    /**
     * The key that an id, a key ARN, an alias or an alias ARN names.
     *
     * @throws KmsException with NOT_FOUND
     */
    public Key byAnyName(String identifier, String account, String region) {
        KeyAddress address = address(identifier, account, region);
        if (!address.id().startsWith("alias/")) {
            return get(address, identifier);
        }
        Alias alias = aliases.get(address);
        Key key = alias == null ? null : find(new KeyAddress(address.account(), region, alias.targetKeyId()));
        if (key == null) {
            throw new KmsException(KmsError.NOT_FOUND, "Alias " + Alias.arn(address) + " is not found.");
        }
        return key;
    }

    /** The key at an address; null if there is none or its time is over. */
    public Key find(KeyAddress address) {
        Key key = keys.get(address);
        return key == null || isOver(key) ? null : key;
    }

    private boolean isOver(Key key) {
        return key.state() == KeyState.PENDING_DELETION && key.deletionMillis() <= time.millis();
    }

    private Key get(KeyAddress address, String identifier) {
        Key key = find(address);
        if (key != null) {
            return key;
        }
        if (!KEY_ID.matcher(address.id()).matches()) {
            throw new KmsException(KmsError.NOT_FOUND, "Invalid keyId '" + identifier + "'");
        }
        throw new KmsException(KmsError.NOT_FOUND, "Key '" + address.arn() + "' does not exist");
    }

    private static KeyAddress address(String identifier, String account, String region) {
        if (!identifier.startsWith("arn:")) {
            return new KeyAddress(account, region, identifier);
        }
        Arn arn = Arn.parse(identifier)
                .filter(parsed -> parsed.service().equals("kms"))
                .orElseThrow(() -> new KmsException(KmsError.NOT_FOUND, "Invalid arn " + identifier));
        if (!arn.region().equals(region)) {
            throw new KmsException(KmsError.NOT_FOUND, "Invalid arn " + arn.region());
        }
        String resource = arn.resource();
        return new KeyAddress(
                arn.account(), region, resource.startsWith("key/") ? resource.substring("key/".length()) : resource);
    }

    /** Enables or disables a key. */
    public CompletionStage<Key> enable(KeyAddress address, boolean enabled) {
        return change(
                address, key -> notPendingDeletion(key).withState(enabled ? KeyState.ENABLED : KeyState.DISABLED, 0));
    }

    /** Has a key deleted after a number of days, 7 to 30. */
    public CompletionStage<Key> scheduleDeletion(KeyAddress address, int days) {
        return change(
                address,
                key -> notPendingDeletion(key)
                        .withState(
                                KeyState.PENDING_DELETION,
                                time.millis() + Duration.ofDays(days).toMillis()));
    }

    /** Keeps a key that was to be deleted; it is disabled then. */
    public CompletionStage<Key> cancelDeletion(KeyAddress address) {
        return change(address, key -> {
            if (key.state() != KeyState.PENDING_DELETION) {
                throw new KmsException(KmsError.INVALID_STATE, key.arn() + " is not pending deletion.");
            }
            return key.withState(KeyState.DISABLED, 0);
        });
    }

    /** Describes a key. */
    public CompletionStage<Key> describe(KeyAddress address, String description) {
        return change(address, key -> notPendingDeletion(key).withDescription(description));
    }

    /** Replaces a key's policy; possible in every state. */
    public CompletionStage<Key> policy(KeyAddress address, String policy) {
        return change(address, key -> key.withPolicy(policy));
    }

    /** Replaces a key's tags. */
    public CompletionStage<Key> tag(KeyAddress address, UnaryOperator<Map<String, String>> tags) {
        return change(address, key -> notPendingDeletion(key).withTags(tags.apply(key.tags())));
    }

    private static Key notPendingDeletion(Key key) {
        if (key.state() == KeyState.PENDING_DELETION) {
            throw new KmsException(KmsError.INVALID_STATE, key.arn() + " is pending deletion.");
        }
        return key;
    }

    /** Gives a key another name. */
    public CompletionStage<Void> createAlias(KeyAddress address, KeyAddress target) {
        return command(() -> {
            Alias taken = aliases.get(address);
            if (taken != null && find(target(taken)) != null) {
                throw new KmsException(
                        KmsError.ALREADY_EXISTS, "An alias with the name " + taken.arn() + " already exists");
            }
            Key key = notPendingDeletion(get(target, target.id()));
            if (aliasesOf(key.address()).size() >= ALIASES_OF_A_KEY) {
                throw new KmsException(
                        KmsError.LIMIT_EXCEEDED, "The number of aliases of " + key.arn() + " has reached its limit");
            }
            long now = time.millis();
            return List.of(new KeyChange.AliasKept(new Alias(address, target.id(), now, now)));
        });
    }

    /** Moves an alias to another key of the same kind and usage. */
    public CompletionStage<Void> updateAlias(KeyAddress address, KeyAddress target) {
        return command(() -> {
            Alias alias = existing(address);
            Key newKey = notPendingDeletion(get(target, target.id()));
            Key oldKey = find(target(alias));
            if (oldKey != null
                    && (oldKey.spec().family() != newKey.spec().family() || oldKey.usage() != newKey.usage())) {
                throw KmsException.invalid("Alias " + alias.arn()
                        + " cannot be changed to a key of another type or with another key usage.");
            }
            return List.of(
                    new KeyChange.AliasKept(new Alias(address, target.id(), alias.createdMillis(), time.millis())));
        });
    }

    /** Takes an alias away. */
    public CompletionStage<Void> deleteAlias(KeyAddress address) {
        return command(
                () -> List.of(new KeyChange.AliasDeleted(existing(address).address())));
    }

    private Alias existing(KeyAddress address) {
        Alias alias = aliases.get(address);
        if (alias == null || find(target(alias)) == null) {
            throw new KmsException(KmsError.NOT_FOUND, "Alias " + Alias.arn(address) + " is not found.");
        }
        return alias;
    }

    private static KeyAddress target(Alias alias) {
        return new KeyAddress(alias.address().account(), alias.address().region(), alias.targetKeyId());
    }

    /** The keys of an account in a Region, in the order of their ids. */
    public List<Key> list(String account, String region) {
        NavigableMap<String, Key> found = new TreeMap<>();
        for (Key key : keys.values()) {
            KeyAddress address = key.address();
            if (address.account().equals(account) && address.region().equals(region) && !isOver(key)) {
                found.put(address.id(), key);
            }
        }
        return List.copyOf(found.values());
    }

    /** The aliases of an account in a Region, in the order of their names. */
    public List<Alias> aliases(String account, String region) {
        NavigableMap<String, Alias> found = new TreeMap<>();
        for (Alias alias : aliases.values()) {
            KeyAddress address = alias.address();
            if (address.account().equals(account) && address.region().equals(region) && find(target(alias)) != null) {
                found.put(address.id(), alias);
            }
        }
        return List.copyOf(found.values());
    }

    /** The aliases of a key, in the order of their names. */
    public List<Alias> aliasesOf(KeyAddress key) {
        return aliases(key.account(), key.region()).stream()
                .filter(alias -> alias.targetKeyId().equals(key.id()))
                .toList();
    }

    /** Forgets keys and aliases, and the store with it. */
    public void reset(Predicate<KeyAddress> filter) {
        Supplier<List<KeyChange>> all = () -> {
            List<KeyChange> changes = new ArrayList<>();
            keys.keySet().stream().filter(filter).forEach(key -> changes.add(new KeyChange.KeyDeleted(key)));
            aliases.keySet().stream().filter(filter).forEach(name -> changes.add(new KeyChange.AliasDeleted(name)));
            return changes;
        };
        command(all).toCompletableFuture().join();
    }

    private CompletionStage<Key> change(KeyAddress address, UnaryOperator<Key> change) {
        CompletableFuture<Key> changed = new CompletableFuture<>();
        return command(() -> {
                    Key key = change.apply(get(address, address.id()));
                    changed.complete(key);
                    return List.of(new KeyChange.KeyKept(key));
                })
                .thenCompose(done -> changed);
    }

    /** Decides when all commands before it are done, then keeps what it changes together with what time has ended. */
    private synchronized CompletionStage<Void> command(Supplier<? extends List<? extends KeyChange>> decision) {
        CompletableFuture<Void> done = last.handle((before, failure) -> null).thenCompose(ready -> {
            List<KeyChange> changes = new ArrayList<>(decision.get());
            if (changes.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            ended(changes);
            return keep(changes);
        });
        last = done;
        return done;
    }

    private void ended(List<KeyChange> changes) {
        for (Key key : keys.values()) {
            if (isOver(key)) {
                changes.add(0, new KeyChange.KeyDeleted(key.address()));
                for (Alias alias : aliases.values()) {
                    if (target(alias).equals(key.address())) {
                        changes.add(0, new KeyChange.AliasDeleted(alias.address()));
                    }
                }
            }
        }
    }

    private CompletableFuture<Void> keep(List<KeyChange> changes) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        store.commit(changes, new Commit() {
            @Override
            public void kept() {
                changes.forEach(Keys.this::apply);
                outcome.complete(null);
            }

            @Override
            public void refused(StateStoreException reason) {
                outcome.completeExceptionally(reason);
            }
        });
        return outcome;
    }

    private void apply(KeyChange change) {
        if (change instanceof KeyChange.KeyKept kept) {
            keys.put(kept.key().address(), kept.key());
        } else if (change instanceof KeyChange.KeyDeleted deleted) {
            keys.remove(deleted.address());
        } else if (change instanceof KeyChange.AliasKept kept) {
            aliases.put(kept.alias().address(), kept.alias());
        } else if (change instanceof KeyChange.AliasDeleted deleted) {
            aliases.remove(deleted.address());
        }
    }
}
