package dev.haar.kms.registry;

import dev.haar.core.arn.Arn;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.Labels;
import dev.haar.kms.key.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Multi-Region keys. They share id, material and rotation with their primary key, and nothing else.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html">Multi-Region
 *     keys</a>
 */
public final class ReplicaKeys {
    private final Registry registry;

    public ReplicaKeys(Registry registry) {
        this.registry = registry;
    }

    /** Makes a replica of a primary key. Imported material has to be imported again. */
    public CompletionStage<Key> replicate(KeyAddress address, String region, Labels labels) {
        CompletableFuture<Key> made = new CompletableFuture<>();
        return registry.command(() -> {
                    Key primary = requirePrimary(address);
                    Demand.USE.check(primary);
                    if (!Arn.partitionOf(region).equals(Arn.partitionOf(address.region()))) {
                        throw new KmsException(
                                KmsError.UNSUPPORTED_OPERATION,
                                "The Region " + region + " is in another partition than " + primary.arn() + ".");
                    }
                    KeyAddress replica = address.in(region);
                    if (registry.find(replica).isPresent()) {
                        throw new KmsException(KmsError.ALREADY_EXISTS, "Key '" + replica.arn() + "' already exists");
                    }
                    KeyRing ring = primary.identity().origin() == Origin.EXTERNAL
                            ? new KeyRing(List.of(), null, null)
                            : primary.ring();
                    Key key = Key.made(primary.identity().in(region, registry.now()), labels, ring, true)
                            .withPrimaryRegion(address.region());
                    made.complete(key);
                    return List.of(new KeyChange.KeyKept(key));
                })
                .thenCompose(done -> made);
    }

    /** Makes a replica the primary key, and the primary key a replica. */
    public CompletionStage<Void> movePrimary(KeyAddress address, String region) {
        return registry.command(() -> {
            Key primary = requirePrimary(address);
            Demand.USE.check(primary);
            if (address.region().equals(region)) {
                throw KmsException.invalid("The primary Region of " + primary.arn() + " is " + region + " already.");
            }
            Key next = Keys.existing(registry, address.in(region));
            Demand.USE.check(next);
            List<KeyChange> changes = new ArrayList<>();
            for (Key replica : registry.replicas(primary)) {
                changes.add(new KeyChange.KeyKept(replica.withPrimaryRegion(region)));
            }
            changes.add(new KeyChange.KeyKept(primary.withPrimaryRegion(region)));
            return changes;
        });
    }

    private Key requirePrimary(KeyAddress address) {
        Key key = Keys.existing(registry, address);
        if (!key.isPrimary()) {
            throw new KmsException(KmsError.UNSUPPORTED_OPERATION, key.arn() + " is not a multi-region primary key.");
        }
        return key;
    }
}
