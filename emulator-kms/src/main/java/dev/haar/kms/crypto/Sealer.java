package dev.haar.kms.crypto;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts many messages by AES-256-GCM under one key with which nobody else encrypts, neither now nor after a restart. So its
 * nonces can be counted (the deterministic construction of NIST SP 800-38D, 8.2.1): to draw one costs more than to encrypt a
 * small message. Safe for use by several threads.
 */
public final class Sealer {
    private final SecretKeySpec key;
    private final AtomicLong sealed = new AtomicLong();

    /**
     * @param key 32 bytes that were drawn or derived for this alone
     */
    public Sealer(SecretBytes key) {
        this.key = AesGcm.keyOf(key);
    }

    /**
     * Encrypts.
     *
     * @param head what goes before the ciphertext in clear; authenticated
     * @return the head, the nonce, the ciphertext and the tag
     */
    public byte[] seal(byte[] head, byte[] plaintext) {
        byte[] nonce = ByteBuffer.allocate(AesGcm.NONCE)
                .putLong(Integer.BYTES, sealed.getAndIncrement())
                .array();
        return AesGcm.seal(key, nonce, head, AesGcm.NOTHING, plaintext);
    }
}
