package dev.haar.kms.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSAES-OAEP, with the same digest for the label and for MGF1. A ciphertext is one bare RSA block. */
public final class Oaep {
    private Oaep() {}

    /** How many bytes a modulus of so many bits can encrypt. */
    public static int largest(String algorithm, int bits) {
        int digest = algorithm.endsWith("_1") ? 20 : 32;
        return bits / Byte.SIZE - 2 * digest - 2;
    }

    /** Encrypts under a public key, a DER SubjectPublicKeyInfo. */
    public static byte[] encrypt(String algorithm, byte[] publicKey, byte[] plaintext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey)),
                    parameters(algorithm));
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key of ours does not encrypt with " + algorithm + ".", e);
        }
    }

    /**
     * Decrypts with a private key.
     *
     * @throws dev.haar.kms.KmsException with INVALID_CIPHERTEXT
     */
    public static byte[] decrypt(String algorithm, SecretBytes pkcs8, byte[] ciphertext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.reveal())),
                    parameters(algorithm));
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException e) {
            throw CiphertextBlob.invalid();
        }
    }

    private static OAEPParameterSpec parameters(String algorithm) {
        String digest = algorithm.endsWith("_1") ? "SHA-1" : "SHA-256";
        return new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT);
    }
}
