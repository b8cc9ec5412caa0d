package dev.haar.kms.key;

import dev.haar.kms.crypto.KeyPairs;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.SecretBytes;
import java.security.KeyPair;
import java.util.HexFormat;

/** Makes the material of new keys. */
public final class KeyMaker {
    private static final int ID_BYTES = 32;

    private KeyMaker() {}

    /** New material of a kind. RSA takes up to seconds. */
    public static Material material(KeySpec spec) {
        String id = HexFormat.of().formatHex(Randomness.bytes(ID_BYTES));
        return switch (spec.family()) {
            case SYMMETRIC, HMAC ->
                new Material(id, new SecretBytes(Randomness.bytes(spec.bits() / Byte.SIZE)), new byte[0]);
            case RSA -> pair(id, KeyPairs.rsa(spec.bits()));
            case EC -> pair(id, KeyPairs.ec(spec.bits()));
        };
    }

    private static Material pair(String id, KeyPair pair) {
        return new Material(
                id,
                new SecretBytes(pair.getPrivate().getEncoded()),
                pair.getPublic().getEncoded());
    }
}
