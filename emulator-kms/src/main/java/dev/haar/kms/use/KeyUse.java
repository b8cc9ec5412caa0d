package dev.haar.kms.use;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.CiphertextBlob;
import dev.haar.kms.crypto.Ecdh;
import dev.haar.kms.crypto.Hmacs;
import dev.haar.kms.crypto.MessageType;
import dev.haar.kms.crypto.Oaep;
import dev.haar.kms.crypto.Signatures;
import dev.haar.kms.crypto.Sm2Encryption;
import dev.haar.kms.key.Demand;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Material;
import dev.haar.kms.registry.Registry;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * What keys are used for. Each first sees to it that the key's state, usage and kind allow it. Work with RSA and curves
 * takes milliseconds: whoever must not wait calls it elsewhere.
 */
public final class KeyUse {
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

    private final Registry registry;

    public KeyUse(Registry registry) {
        this.registry = registry;
    }

    /** What a ciphertext held, and under which key. */
    public record Opened(Key key, String materialId, byte[] plaintext) {}

    /** Refuses a key that is not for the action, by its state, usage or algorithm. */
    public static void check(Key key, String action, KeyUsage usage, String algorithm) {
        Demand.USE.check(key);
        if (key.usage() != usage) {
            throw new KmsException(
                    KmsError.INVALID_KEY_USAGE,
                    key.arn() + " key usage is " + key.usage() + " which is not valid for " + action + ".");
        }
        if (!key.spec().algorithms(usage).contains(algorithm)) {
            throw new KmsException(
                    KmsError.INVALID_KEY_USAGE,
                    "Algorithm " + algorithm + " is incompatible with key spec " + key.spec() + ".");
        }
    }

    /** Encrypts; the context counts for symmetric keys only. */
    public byte[] encrypt(Key key, String algorithm, Map<String, String> context, byte[] plaintext) {
        if (!algorithm.equals(SYMMETRIC)) {
            int largest = key.spec() == KeySpec.SM2
                    ? Sm2Encryption.LARGEST
                    : Oaep.largest(algorithm, key.spec().bits());
            if (plaintext.length > largest) {
                throw KmsException.invalid("Algorithm " + algorithm + " and key spec " + key.spec()
                        + " cannot encrypt data larger than " + largest + " bytes.");
            }
            return key.spec() == KeySpec.SM2
                    ? Sm2Encryption.encrypt(key.current().publicKey(), plaintext)
                    : Oaep.encrypt(algorithm, key.current().publicKey(), plaintext);
        }
        Material material = key.current();
        return CiphertextBlob.seal(
                material.secret(), key.address().account(), key.address().id(), material.id(), context, plaintext);
    }

    /**
     * The key that a symmetric ciphertext names.
     *
     * @throws KmsException with INVALID_CIPHERTEXT if it is none, with ACCESS_DENIED if the key is gone
     */
    public Key keyOf(String region, byte[] ciphertext) {
        CiphertextBlob blob = CiphertextBlob.parse(ciphertext);
        return registry.find(new KeyAddress(blob.account(), region, blob.keyId()))
                .orElseThrow(KeyUse::absent);
    }

    private static KmsException absent() {
        return new KmsException(
                KmsError.ACCESS_DENIED,
                "The ciphertext refers to a customer master key that does not exist, does not exist in this region,"
                        + " or you are not allowed to access.");
    }

    /**
     * Decrypts what a symmetric key has encrypted; the ciphertext names the key.
     *
     * @param expected the key that the caller expects; null for any
     */
    public Opened open(String action, Key expected, String region, Map<String, String> context, byte[] ciphertext) {
        CiphertextBlob blob = CiphertextBlob.parse(ciphertext);
        KeyAddress address = new KeyAddress(blob.account(), region, blob.keyId());
        Optional<Key> found = registry.find(address);
        if (found.isEmpty() && !blob.isSound()) {
            throw CiphertextBlob.invalid();
        }
        if (expected != null && !expected.address().equals(address)) {
            throw new KmsException(
                    KmsError.INCORRECT_KEY,
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        Key key = found.orElseThrow(KeyUse::absent);
        check(key, action, KeyUsage.ENCRYPT_DECRYPT, SYMMETRIC);
        Material material =
                key.ring().find(blob.materialId()).filter(Material::isPresent).orElseThrow(CiphertextBlob::invalid);
        return new Opened(key, material.id(), blob.open(material.secret(), context));
    }

    /** Decrypts what was encrypted under a public key. */
    public Opened open(Key key, String action, String algorithm, byte[] ciphertext) {
        check(key, action, KeyUsage.ENCRYPT_DECRYPT, algorithm);
        return new Opened(
                key,
                null,
                key.spec() == KeySpec.SM2
                        ? Sm2Encryption.decrypt(key.current().secret(), ciphertext)
                        : Oaep.decrypt(algorithm, key.current().secret(), ciphertext));
    }

    /** Signs a message. */
    public byte[] sign(Key key, String algorithm, byte[] message, MessageType type) {
        return Signatures.sign(algorithm, key.current().secret(), message, type);
    }

    /**
     * Verifies a signature.
     *
     * @throws KmsException with INVALID_SIGNATURE
     */
    public void verify(Key key, String algorithm, byte[] message, MessageType type, byte[] signature) {
        if (!Signatures.verify(algorithm, key.current().publicKey(), message, type, signature)) {
            throw new KmsException(KmsError.INVALID_SIGNATURE, "");
        }
    }

    /** The HMAC of a message. */
    public byte[] mac(Key key, String algorithm, byte[] message) {
        return Hmacs.of(algorithm, key.current().secret(), message);
    }

    /**
     * Verifies an HMAC.
     *
     * @throws KmsException with INVALID_MAC
     */
    public void verifyMac(Key key, String algorithm, byte[] message, byte[] mac) {
        if (!MessageDigest.isEqual(mac(key, algorithm, message), mac)) {
            throw new KmsException(KmsError.INVALID_MAC, "");
        }
    }

    /** The secret shared with the owner of a public key. */
    public byte[] agree(Key key, byte[] publicKey) {
        return Ecdh.agree(key.current().secret(), publicKey);
    }
}
