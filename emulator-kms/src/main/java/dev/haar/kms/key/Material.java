package dev.haar.kms.key;

import dev.haar.kms.crypto.KeyPairs;
import dev.haar.kms.crypto.SecretBytes;

/**
 * What a key works with.
 *
 * @param id 64 hexadecimal digits that name it
 * @param state what it is used for
 * @param secret the key itself: raw for symmetric and HMAC keys, PKCS #8 for private keys; null while imported material
 *     is not there
 * @param publicKey the public key as a DER SubjectPublicKeyInfo; empty if there is none
 * @param turn the rotation that made it current; null for a key's first
 * @param validToMillis until when imported material stays; 0 if it stays
 * @param description what its owner says of imported material; null if nothing
 */
public record Material(
        String id,
        MaterialState state,
        SecretBytes secret,
        byte[] publicKey,
        Turn turn,
        long validToMillis,
        String description) {
    /** Secret bytes as a key's first material. */
    public static Material of(String id, SecretBytes secret) {
        return new Material(id, MaterialState.CURRENT, secret, new byte[0], null, 0, null);
    }

    /** A key pair as a key's first material. */
    public static Material of(String id, KeyPairs.Pair pair) {
        return new Material(id, MaterialState.CURRENT, pair.privateKey(), pair.publicKey(), null, 0, null);
    }

    /** Whether it is there and not only known. */
    public boolean isPresent() {
        return secret != null;
    }

    Material withState(MaterialState newState, Turn newTurn) {
        return new Material(id, newState, secret, publicKey, newTurn, validToMillis, description);
    }

    Material withoutSecret() {
        return new Material(id, state, null, publicKey, turn, 0, description);
    }

    Material withTerms(long newValidToMillis, String newDescription) {
        return new Material(
                id,
                state,
                secret,
                publicKey,
                turn,
                newValidToMillis,
                newDescription == null ? description : newDescription);
    }

    Material returned(Material again) {
        return new Material(id, state, again.secret, again.publicKey, turn, 0, description);
    }
}
