package dev.haar.kms.registry;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.Origin;
import dev.haar.kms.key.Rotation;
import dev.haar.kms.key.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Rotation of key material, automatic and on demand.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html">Rotate keys</a>
 */
public final class Rotations {
    private static final int MOST_ON_DEMAND = 25;
    private static final long NEAR = Duration.ofMinutes(20).toMillis();

    private final Registry registry;

    public Rotations(Registry registry) {
        this.registry = registry;
    }

    /** Has a key rotated every so many days, 90 to 2,560. The period begins now. */
    public CompletionStage<Key> enable(KeyAddress address, int periodDays) {
        return Keys.changed(registry, address, key -> {
            requireAutomatic(key);
            return key.withRing(key.ring().withRotation(Rotation.from(registry.now(), periodDays)));
        });
    }

    /** Has a key no longer rotated by itself. */
    public CompletionStage<Key> disable(KeyAddress address) {
        return Keys.changed(registry, address, key -> {
            requireAutomatic(key);
            return key.withRing(key.ring().withRotation(null));
        });
    }

    private static void requireAutomatic(Key key) {
        requireSymmetric(key);
        Keys.requireOwn(key);
        if (key.identity().origin() != Origin.AWS_KMS) {
            throw key.wrongOrigin();
        }
        Demand.ENABLED.check(key);
        if (key.isReplica()) {
            throw new KmsException(KmsError.UNSUPPORTED_OPERATION, key.arn() + " is not a multi-region primary key.");
        }
    }

    /** Rotates a key now: to material that waits for it, or to new material. The replicas of a primary key follow. */
    public CompletionStage<Void> now(KeyAddress address) {
        return registry.command(() -> {
            Key key = Keys.existing(registry, address);
            Demand.ENABLED.check(key);
            requireSymmetric(key);
            Keys.requireOwn(key);
            if (key.identity().origin().isCustomStore()) {
                throw key.wrongOrigin();
            }
            if (key.isReplica()) {
                throw new KmsException(
                        KmsError.UNSUPPORTED_OPERATION, key.arn() + " is not a multi-region primary key.");
            }
            if (key.ring().turnsOnDemand() >= MOST_ON_DEMAND) {
                throw new KmsException(
                        KmsError.LIMIT_EXCEEDED,
                        "The on-demand rotations limit has been reached for the given keyId. No more on-demand"
                                + " rotations can be performed for this key: " + key.arn());
            }
            requireNoOtherNear(key);
            Turn turn = new Turn(registry.now(), Turn.Type.ON_DEMAND);
            List<KeyChange> changes = new ArrayList<>();
            if (key.identity().origin() == Origin.EXTERNAL) {
                requirePendingEverywhere(key);
                registry.replicas(key)
                        .forEach(replica -> changes.add(new KeyChange.KeyKept(
                                replica.withRing(replica.ring().turned(turn)))));
            }
            changes.add(new KeyChange.KeyKept(key.withRing(key.ring().turned(turn))));
            return changes;
        });
    }

    private void requireNoOtherNear(Key key) {
        Rotation automatic = key.ring().rotation();
        if (automatic != null && automatic.nextMillis() - registry.now() <= NEAR) {
            throw new KmsException(
                    KmsError.CONFLICT,
                    "An automatic rotation of " + key.arn() + " is scheduled to begin within the next 20 minutes.");
        }
    }

    /** Whether material waits for its rotation in a key and, if that is a primary key, in all its replicas. */
    public boolean isPendingEverywhere(Key key, Material material) {
        return key.isReplica()
                || registry.replicas(key).stream()
                        .allMatch(replica -> replica.ring()
                                .find(material.id())
                                .filter(Material::isPresent)
                                .isPresent());
    }

    private void requirePendingEverywhere(Key key) {
        Optional<Material> pending = key.ring().pending().filter(material -> isPendingEverywhere(key, material));
        if (pending.isEmpty()) {
            throw new KmsException(
                    KmsError.INVALID_STATE,
                    "No available key material pending rotation for the key: " + key.arn() + ".");
        }
    }

    /** The ring whose rotations a key shows. */
    public KeyRing of(Key key) {
        Demand.STAY.check(key);
        return key.ring();
    }

    private static void requireSymmetric(Key key) {
        if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw new KmsException(KmsError.UNSUPPORTED_OPERATION, "");
        }
    }
}
