package dev.haar.kms.registry;

import dev.haar.core.arn.Arn;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Deletion;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyManager;
import dev.haar.kms.key.KeyState;
import dev.haar.kms.key.Labels;
import dev.haar.kms.registry.KeyChange.KeyKept;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Finding keys, and the commands on all kinds of them. Refusals are thrown or the outcome of the future. */
public final class Keys {
    private static final Pattern KEY_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");

    private final Registry registry;

    public Keys(Registry registry) {
        this.registry = registry;
    }

    /**
     * Adds a key that was just made, if its custom key store still takes it.
     *
     * @throws KmsException with ALREADY_EXISTS if its id is taken
     */
    public CompletionStage<Key> create(Key key) {
        return registry.command(() -> {
                    if (registry.find(key.address()).isPresent()) {
                        throw new KmsException(KmsError.ALREADY_EXISTS, "Key '" + key.arn() + "' already exists");
                    }
                    KeyStores.requireRoom(registry, key);
                    return List.of(new KeyKept(key));
                })
                .thenApply(done -> registry.find(key.address()).orElse(key));
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
        return registry.named(address).orElseThrow(() -> Aliases.notFound(address));
    }

    private Key get(KeyAddress address, String identifier) {
        return registry.find(address).orElseThrow(() -> {
            if (!KEY_ID.matcher(address.id()).matches()) {
                return new KmsException(KmsError.NOT_FOUND, "Invalid keyId '" + identifier + "'");
            }
            return notFound(address);
        });
    }

    static Key existing(Registry registry, KeyAddress address) {
        return registry.find(address).orElseThrow(() -> notFound(address));
    }

    private static KmsException notFound(KeyAddress address) {
        return new KmsException(KmsError.NOT_FOUND, "Key '" + address.arn() + "' does not exist");
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
        return change(address, key -> {
            Demand.SWITCH.check(key);
            return enabled ? key.enabled(registry.now()) : key.disabled();
        });
    }

    /** Has a key deleted after a number of days, 7 to 30; a primary key when its replicas are gone. */
    public CompletionStage<Key> scheduleDeletion(KeyAddress address, int days) {
        return change(address, key -> {
            Demand.STAY.check(key);
            boolean waits = key.isPrimary() && !registry.replicas(key).isEmpty();
            long due = registry.now() + Duration.ofDays(days).toMillis();
            return key.withDeletion(new Deletion(days, waits ? 0 : due));
        });
    }

    /** Keeps a key that was to be deleted; it is disabled then. */
    public CompletionStage<Key> cancelDeletion(KeyAddress address) {
        return change(address, key -> {
            if (key.state() != KeyState.PENDING_DELETION && key.state() != KeyState.PENDING_REPLICA_DELETION) {
                throw new KmsException(KmsError.INVALID_STATE, key.arn() + " is not pending deletion.");
            }
            return key.disabled();
        });
    }

    /** Describes a key. */
    public CompletionStage<Key> describe(KeyAddress address, String description) {
        return change(
                address,
                key -> Demand.STAY.check(key).with(labels -> new Labels(description, labels.policy(), labels.tags())));
    }

    /** Replaces a key's policy; possible in every state. */
    public CompletionStage<Key> policy(KeyAddress address, String policy) {
        return change(address, key -> key.with(labels -> new Labels(labels.description(), policy, labels.tags())));
    }

    /** Replaces a key's tags. */
    public CompletionStage<Key> tag(KeyAddress address, UnaryOperator<Map<String, String>> tags) {
        return change(
                address,
                key -> Demand.STAY
                        .check(key)
                        .with(labels -> new Labels(labels.description(), labels.policy(), tags.apply(labels.tags()))));
    }

    /** The keys of an account in a Region, in the order of their ids. */
    public List<Key> list(String account, String region) {
        return registry.keys(address ->
                        address.account().equals(account) && address.region().equals(region))
                .sorted(Comparator.comparing(key -> key.address().id()))
                .toList();
    }

    /** The key that a service of AWS uses where nobody chose one, {@code alias/aws/sqs} and the like, made when needed. */
    public CompletionStage<Key> managed(KeyAddress alias, java.util.function.Supplier<Key> maker) {
        CompletableFuture<Key> found = new CompletableFuture<>();
        return registry.command(() -> {
                    Key existing = registry.named(alias).orElse(null);
                    if (existing != null) {
                        found.complete(existing);
                        return List.of();
                    }
                    Key made = maker.get();
                    found.complete(made);
                    long now = registry.now();
                    return List.of(
                            new KeyKept(made),
                            new KeyChange.AliasKept(
                                    new Alias(alias, made.address().id(), now, now)));
                })
                .thenCompose(done -> found);
    }

    private CompletionStage<Key> change(KeyAddress address, UnaryOperator<Key> change) {
        return changed(registry, address, key -> change.apply(requireOwn(key)));
    }

    /** Refuses to change what is AWS's. */
    static Key requireOwn(Key key) {
        if (key.identity().manager() == KeyManager.AWS) {
            throw new KmsException(
                    KmsError.ACCESS_DENIED, key.arn() + " is managed by AWS: no policy allows its owner to change it.");
        }
        return key;
    }

    /** Changes one key. */
    static CompletionStage<Key> changed(Registry registry, KeyAddress address, UnaryOperator<Key> change) {
        CompletableFuture<Key> changed = new CompletableFuture<>();
        return registry.command(() -> {
                    Key key = change.apply(existing(registry, address));
                    changed.complete(key);
                    return List.of(new KeyKept(key));
                })
                .thenCompose(done -> changed);
    }
}
