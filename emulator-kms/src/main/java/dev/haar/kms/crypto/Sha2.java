package dev.haar.kms.crypto;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** The digests that signing algorithms end in, such as {@code ECDSA_SHA_384}. */
final class Sha2 {
    private Sha2() {}

    /** How many bits the algorithm's digest has. */
    static int bits(String algorithm) {
        return Integer.parseInt(algorithm.substring(algorithm.length() - 3));
    }

    static Digest of(String algorithm) {
        return switch (bits(algorithm)) {
            case 256 -> new SHA256Digest();
            case 384 -> new SHA384Digest();
            default -> new SHA512Digest();
        };
    }

    /** The digest of a message, or the digest that was given in its place. */
    static byte[] digest(String algorithm, byte[] message, MessageType type) {
        return switch (type) {
            case DIGEST -> SignatureScheme.digest(algorithm, message, bits(algorithm) / Byte.SIZE);
            case RAW -> {
                Digest digest = of(algorithm);
                digest.update(message, 0, message.length);
                byte[] result = new byte[digest.getDigestSize()];
                digest.doFinal(result, 0);
                yield result;
            }
            case EXTERNAL_MU -> throw SignatureScheme.notFor(algorithm, type);
        };
    }
}
