package dev.haar.kms.crypto;

import dev.haar.kms.KmsException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.CryptoException;

/** One way to sign. Keys are checked before: a private key that does not fit is a mistake of ours. */
interface SignatureScheme {
    /** Signs with a private key in PKCS #8. */
    byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type)
            throws GeneralSecurityException, CryptoException, IOException;

    /** Verifies under a public key, a DER SubjectPublicKeyInfo. What is no signature at all may also be thrown at. */
    boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature)
            throws GeneralSecurityException, IOException;

    /** Refuses a digest of another length. */
    static byte[] digest(String algorithm, byte[] digest, int length) {
        if (digest.length != length) {
            throw KmsException.invalid("Digest is invalid length for algorithm " + algorithm + ".");
        }
        return digest;
    }

    /** Refuses a type of message that the algorithm does not take. */
    static KmsException notFor(String algorithm, MessageType type) {
        return KmsException.invalid("MessageType " + type + " is not valid for algorithm " + algorithm + ".");
    }
}
