package dev.haar.kms.registry;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.KeyPairs;
import dev.haar.kms.crypto.KeyUnwrapping;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeyRing;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.MaterialState;
import dev.haar.kms.key.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.crypto.AEADBadTagException;

/**
 * Key material that owners bring along.
 *
 * <p>An import token holds the private half of its wrapping key, sealed, so that nothing need be remembered of it.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html">Importing key material</a>
 */
public final class Imports {
    private static final long TOKEN_LIFE = Duration.ofHours(24).toMillis();
    private static final String PURPOSE = "import token for ";

    private final Registry registry;

    public Imports(Registry registry) {
        this.registry = registry;
    }

    /**
     * What is needed to import material.
     *
     * @param token to be given with the material
     * @param publicKey under which to encrypt it, a DER SubjectPublicKeyInfo
     * @param validToMillis until when that works
     */
    public record Parameters(byte[] token, byte[] publicKey, long validToMillis) {}

    /**
     * What was asked for beside the material.
     *
     * @param isNew whether it is to be material that the key never had; empty for AWS's default
     * @param materialId what its id must be; null if that does not matter
     * @param validToMillis until when it is to stay; 0 for good
     * @param description what its owner says of it; null if nothing
     */
    public record Terms(Optional<Boolean> isNew, String materialId, long validToMillis, String description) {}

    /**
     * Makes a wrapping key. RSA takes up to seconds.
     *
     * @param wrapping the kind of the wrapping key: RSA or SM2
     * @throws KmsException with UNSUPPORTED_OPERATION if the key's material cannot be wrapped so
     */
    public Parameters parameters(Key key, KeySpec wrapping, String algorithm) {
        requireExternal(key);
        requireWrappable(key.spec(), wrapping, algorithm);
        KeyPairs.Pair pair = wrapping == KeySpec.SM2 ? KeyPairs.ec(wrapping.kind()) : KeyPairs.rsa(wrapping.bits());
        long validTo = registry.now() + TOKEN_LIFE;
        byte[] name = algorithm.getBytes(StandardCharsets.US_ASCII);
        byte[] secret = pair.privateKey().reveal();
        byte[] content = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + 1 + name.length + secret.length)
                .putLong(validTo)
                .putInt(wrapping.bits())
                .put((byte) name.length)
                .put(name)
                .put(secret)
                .array();
        return new Parameters(registry.root().wrap(PURPOSE + key.arn(), content), pair.publicKey(), validTo);
    }

    /** Private keys of RSA, and those of P-521 under the shortest wrapping key, are too long for one block of RSA. */
    private static void requireWrappable(KeySpec spec, KeySpec wrapping, String algorithm) {
        boolean isLong =
                spec.family() == KeySpec.Family.RSA || spec == KeySpec.ECC_NIST_P521 && wrapping == KeySpec.RSA_2048;
        if (isLong && algorithm.startsWith("RSAES_OAEP")) {
            throw new KmsException(
                    KmsError.UNSUPPORTED_OPERATION,
                    "The wrapping algorithm " + algorithm + " with the wrapping key spec " + wrapping
                            + " is not valid for key material of the key spec " + spec + ".");
        }
    }

    /**
     * Decrypts material that was brought along.
     *
     * @throws KmsException with INVALID_IMPORT_TOKEN, EXPIRED_IMPORT_TOKEN, INVALID_CIPHERTEXT or INCORRECT_KEY_MATERIAL
     */
    public Material unwrap(Key key, byte[] token, byte[] wrapped) {
        requireExternal(key);
        ByteBuffer content;
        try {
            content = ByteBuffer.wrap(registry.root().unwrap(PURPOSE + key.arn(), token));
        } catch (AEADBadTagException e) {
            throw new KmsException(KmsError.INVALID_IMPORT_TOKEN, "");
        }
        if (content.getLong() <= registry.now()) {
            throw new KmsException(KmsError.EXPIRED_IMPORT_TOKEN, "");
        }
        int bits = content.getInt();
        byte[] algorithm = new byte[content.get()];
        content.get(algorithm);
        byte[] wrappingKey = new byte[content.remaining()];
        content.get(wrappingKey);
        SecretBytes secret = KeyUnwrapping.unwrap(
                new String(algorithm, StandardCharsets.US_ASCII), new SecretBytes(wrappingKey), bits, wrapped);
        return KeyMaker.given(key.spec(), key.address().id(), secret);
    }

    /** Takes material into a key. A key that had some takes the same again, a symmetric one also the next. */
    public CompletionStage<Key> take(KeyAddress address, Material material, Terms terms) {
        return Keys.changed(registry, address, key -> {
            requireExternal(key);
            requireFitting(key, material, terms);
            KeyRing ring = key.ring();
            if (ring.pending().isPresent() && ring.find(material.id()).isEmpty()) {
                ring = ring.without(ring.pending().get().id());
            }
            Key taken = key.withRing(ring.withImported(material, terms.validToMillis(), terms.description()));
            return ring.isWhole() ? taken : taken.enabled(registry.now());
        });
    }

    private void requireFitting(Key key, Material material, Terms terms) {
        if (terms.materialId() != null && !terms.materialId().equals(material.id())) {
            throw incorrect();
        }
        boolean isKnown = key.ring().find(material.id()).isPresent();
        boolean isFirst = key.ring().materials().isEmpty();
        boolean isNew = terms.isNew().orElse(isFirst && !key.isReplica());
        if (key.isReplica()) {
            boolean isPrimarys = registry.find(key.address().in(key.primaryRegion()))
                    .flatMap(primary -> primary.ring().find(material.id()))
                    .isPresent();
            if (isNew || !isPrimarys) {
                throw incorrect();
            }
        } else if (isNew == isKnown || isNew && !isFirst && key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw incorrect();
        }
    }

    /**
     * Takes material out of a key; what waits for its rotation goes from the replicas of a primary key as well.
     *
     * @param materialId which; null for the current
     */
    public CompletionStage<Void> delete(KeyAddress address, String materialId) {
        return registry.command(() -> {
            Key key = Keys.existing(registry, address);
            if (key.identity().origin() != Origin.EXTERNAL) {
                throw key.wrongOrigin();
            }
            Optional<Material> material = materialId == null
                    ? key.ring().current()
                    : Optional.of(key.ring()
                            .find(materialId)
                            .orElseThrow(() -> new KmsException(
                                    KmsError.NOT_FOUND, "Key material " + materialId + " does not exist")));
            return material.map(found -> without(key, found)).orElse(List.of());
        });
    }

    private List<KeyChange> without(Key key, Material material) {
        List<KeyChange> changes = new ArrayList<>();
        changes.add(new KeyChange.KeyKept(key.withRing(key.ring().without(material.id()))));
        if (material.state() == MaterialState.PENDING_ROTATION && key.isPrimary()) {
            for (Key replica : registry.replicas(key)) {
                changes.add(
                        new KeyChange.KeyKept(replica.withRing(replica.ring().without(material.id()))));
            }
        }
        return changes;
    }

    private static void requireExternal(Key key) {
        if (key.identity().origin() != Origin.EXTERNAL) {
            throw key.wrongOrigin();
        }
        Demand.STAY.check(key);
    }

    private static KmsException incorrect() {
        return new KmsException(KmsError.INCORRECT_KEY_MATERIAL, "");
    }
}
