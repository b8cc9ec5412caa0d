package dev.haar.kms.registry;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Alias;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Other names of keys. */
public final class Aliases {
    private static final int MOST_OF_A_KEY = 50;

    private final Registry registry;

    public Aliases(Registry registry) {
        this.registry = registry;
    }

    static KmsException notFound(KeyAddress address) {
        return new KmsException(KmsError.NOT_FOUND, "Alias " + Alias.arn(address) + " is not found.");
    }

    /** Gives a key another name. */
    public CompletionStage<Void> create(KeyAddress address, KeyAddress target) {
        return registry.command(() -> {
            if (registry.alias(address).isPresent()) {
                throw new KmsException(
                        KmsError.ALREADY_EXISTS, "An alias with the name " + Alias.arn(address) + " already exists");
            }
            Key key = Demand.STAY.check(Keys.existing(registry, target));
            if (of(key.address()).size() >= MOST_OF_A_KEY) {
                throw new KmsException(
                        KmsError.LIMIT_EXCEEDED, "The number of aliases of " + key.arn() + " has reached its limit");
            }
            long now = registry.now();
            return List.of(new KeyChange.AliasKept(new Alias(address, target.id(), now, now)));
        });
    }

    /** Moves an alias to another key of the same kind and usage. */
    public CompletionStage<Void> update(KeyAddress address, KeyAddress target) {
        return registry.command(() -> {
            Alias alias = existing(address);
            Key newKey = Demand.STAY.check(Keys.existing(registry, target));
            Key oldKey = Keys.existing(registry, alias.target());
            if (!oldKey.spec().isOfTypeOf(newKey.spec()) || oldKey.usage() != newKey.usage()) {
                throw KmsException.invalid("Alias " + alias.arn()
                        + " cannot be changed to a key of another type or with another key usage.");
            }
            return List.of(
                    new KeyChange.AliasKept(new Alias(address, target.id(), alias.createdMillis(), registry.now())));
        });
    }

    /** Takes an alias away. */
    public CompletionStage<Void> delete(KeyAddress address) {
        return registry.command(
                () -> List.of(new KeyChange.AliasDeleted(existing(address).address())));
    }

    private Alias existing(KeyAddress address) {
        return registry.alias(address).orElseThrow(() -> notFound(address));
    }

    /** The aliases of an account in a Region, in the order of their names. */
    public List<Alias> list(String account, String region) {
        return registry.aliases(address ->
                        address.account().equals(account) && address.region().equals(region))
                .sorted(Comparator.comparing(alias -> alias.address().id()))
                .toList();
    }

    /** The aliases of a key, in the order of their names. */
    public List<Alias> of(KeyAddress key) {
        return list(key.account(), key.region()).stream()
                .filter(alias -> alias.targetKeyId().equals(key.id()))
                .toList();
    }
}
