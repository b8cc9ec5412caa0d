package dev.haar.kms.key;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.Derivation;
import dev.haar.kms.crypto.KeyPairs;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Makes the material of keys. */
public final class KeyMaker {
    private static final int ID_BYTES = 32;
    private static final int SYMMETRIC_BYTES = 32;

    private KeyMaker() {}

    /** New material of a kind. RSA takes up to seconds. */
    public static Material material(KeySpec spec) {
        String id = HexFormat.of().formatHex(Randomness.bytes(ID_BYTES));
        return switch (spec.family()) {
            case SYMMETRIC, HMAC -> Material.of(id, new SecretBytes(Randomness.bytes(spec.bits() / Byte.SIZE)));
            case RSA -> Material.of(id, KeyPairs.rsa(spec.bits()));
            case EC, SM2 -> Material.of(id, KeyPairs.ec(spec.kind()));
            case ED25519 -> Material.of(id, KeyPairs.ed25519());
            case ML_DSA -> Material.of(id, KeyPairs.mlDsa(spec.bits()));
        };
    }

    /** What a new key works with. RSA takes up to seconds. */
    public static KeyRing ring(KeySpec spec) {
        return ring(spec, material(spec), new SecretBytes(Randomness.bytes(SYMMETRIC_BYTES)));
    }

    /**
     * What a key works with whose owner chose the material.
     *
     * @throws KmsException with VALIDATION if it is none for the kind of key
     */
    public static KeyRing ring(KeySpec spec, String keyId, SecretBytes chosen) {
        try {
            SecretBytes seed = new SecretBytes(Derivation.derive(chosen, "seed", SYMMETRIC_BYTES));
            return ring(spec, given(spec, keyId, chosen), seed);
        } catch (KmsException e) {
            throw KmsException.invalid("The key material is none for the key spec " + spec + ".");
        }
    }

    private static KeyRing ring(KeySpec spec, Material first, SecretBytes seed) {
        return new KeyRing(List.of(first), spec == KeySpec.SYMMETRIC_DEFAULT ? seed : null, null);
    }

    /**
     * Material that comes from elsewhere; its id follows from it and from the key's id.
     *
     * @throws KmsException with INCORRECT_KEY_MATERIAL if it is none for the kind of key
     */
    public static Material given(KeySpec spec, String keyId, SecretBytes secret) {
        byte[] bytes = secret.reveal();
        String id = idOf(keyId, bytes);
        if (spec.isSecret()) {
            if (bytes.length != spec.bits() / Byte.SIZE) {
                throw incorrect();
            }
            return Material.of(id, secret);
        }
        try {
            return Material.of(id, KeyPairs.of(secret, spec.kind(), spec.bits()));
        } catch (IllegalArgumentException e) {
            throw incorrect();
        }
    }

    private static KmsException incorrect() {
        return new KmsException(KmsError.INCORRECT_KEY_MATERIAL, "");
    }

    /** The material that a symmetric key has after so many others. */
    static Material next(SecretBytes seed, int number) {
        byte[] id = Derivation.derive(seed, "id " + number, ID_BYTES);
        byte[] secret = Derivation.derive(seed, "material " + number, SYMMETRIC_BYTES);
        return Material.of(HexFormat.of().formatHex(id), new SecretBytes(secret));
    }

    private static String idOf(String keyId, byte[] material) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(keyId.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(material));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
