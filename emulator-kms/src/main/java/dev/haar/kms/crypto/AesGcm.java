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

    static final int NONCE = 12;

    static final byte[] NOTHING = {};
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
        return seal(keyOf(key), nonce, NOTHING, bound, plaintext);
    }

    /** Encrypts behind a head that is authenticated as well. No nonce may be used twice under one key. */
    static byte[] seal(SecretKeySpec key, byte[] nonce, byte[] head, byte[] bound, byte[] plaintext) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
            cipher.updateAAD(head);
            cipher.updateAAD(bound);
            byte[] sealed = Arrays.copyOf(head, head.length + OVERHEAD + plaintext.length);
            System.arraycopy(nonce, 0, sealed, head.length, NONCE);
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, head.length + NONCE);
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
        return open(key, bound, sealed, 0);
    }

    /**
     * Decrypts what a {@link Sealer} made.
     *
     * @param sealed all of it
     * @param head how many bytes of it are its head
     * @throws AEADBadTagException if a byte was changed, or this was sealed under another key
     */
    public static byte[] open(SecretBytes key, byte[] sealed, int head) throws AEADBadTagException {
        return open(key, NOTHING, sealed, head);
    }

    private static byte[] open(SecretBytes key, byte[] bound, byte[] sealed, int head) throws AEADBadTagException {
        if (sealed.length < head + OVERHEAD) {
            throw new AEADBadTagException("This is too short to have been sealed.");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, keyOf(key), Arrays.copyOfRange(sealed, head, head + NONCE));
            cipher.updateAAD(sealed, 0, head);
            cipher.updateAAD(bound);
            return cipher.doFinal(sealed, head + NONCE, sealed.length - head - NONCE);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK decrypts with AES-GCM.", e);
        }
    }

    static SecretKeySpec keyOf(SecretBytes key) {
        return new SecretKeySpec(key.reveal(), "AES");
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
