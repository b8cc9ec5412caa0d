package dev.haar.kms.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a nonce of its own for each message: what is sealed is the nonce of 12 bytes, the ciphertext and a tag
 * of 16 bytes.
 */
public final class AesGcm {
    /** How many bytes what is sealed is longer than what it was made of. */
    public static final int OVERHEAD = 28;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** To find the implementation anew costs as much as to encrypt a small message. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(() -> {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM.", e);
        }
    });

    private AesGcm() {}

    /**
     * Encrypts.
     *
     * @param key 32 bytes
     * @param bound what is authenticated but not part of the ciphertext
     */
    public static byte[] seal(SecretBytes key, byte[] bound, byte[] plaintext) {
        return seal(key, Randomness.bytes(NONCE), bound, plaintext);
    }

    /** For tests with known answers: no nonce may be used twice under one key. */
    static byte[] seal(SecretBytes key, byte[] nonce, byte[] bound, byte[] plaintext) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound);
            byte[] sealed = Arrays.copyOf(nonce, OVERHEAD + plaintext.length);
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK encrypts with AES-GCM.", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws AEADBadTagException if a byte was changed, or this was sealed under another key or with another binding
     */
    public static byte[] open(SecretBytes key, byte[] bound, byte[] sealed) throws AEADBadTagException {
        if (sealed.length < OVERHEAD) {
            throw new AEADBadTagException("This is too short to have been sealed.");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), bound)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK decrypts with AES-GCM.", e);
        }
    }

    private static Cipher cipher(int mode, SecretBytes key, byte[] nonce, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        cipher.init(mode, new SecretKeySpec(key.reveal(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
