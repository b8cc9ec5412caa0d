package dev.haar.kms.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESWrapPadEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Opens key material that its owner has encrypted for import.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-encrypt-key-material.html">Encrypting
 *     key material</a>
 */
public final class KeyUnwrapping {
    private KeyUnwrapping() {}

    /**
     * Decrypts key material with the private half of a wrapping key.
     *
     * @param algorithm {@code RSAES_OAEP_SHA_1}, {@code RSAES_OAEP_SHA_256}, {@code RSA_AES_KEY_WRAP_SHA_1},
     *     {@code RSA_AES_KEY_WRAP_SHA_256} or {@code SM2PKE}
     * @throws dev.haar.kms.KmsException with INVALID_CIPHERTEXT
     */
    public static SecretBytes unwrap(String algorithm, SecretBytes wrappingKey, int bits, byte[] wrapped) {
        if (algorithm.equals("SM2PKE")) {
            return new SecretBytes(Sm2Encryption.decrypt(wrappingKey, wrapped));
        }
        if (algorithm.startsWith("RSAES_OAEP")) {
            return new SecretBytes(Oaep.decrypt(algorithm, wrappingKey, wrapped));
        }
        int block = bits / Byte.SIZE;
        if (wrapped.length <= block) {
            throw CiphertextBlob.invalid();
        }
        byte[] aes = Oaep.decrypt(algorithm, wrappingKey, Arrays.copyOf(wrapped, block));
        try {
            AESWrapPadEngine engine = new AESWrapPadEngine();
            engine.init(false, new KeyParameter(aes));
            return new SecretBytes(engine.unwrap(wrapped, block, wrapped.length - block));
        } catch (InvalidCipherTextException | RuntimeException e) {
            // A key of a length that AES has not, or a text of one that the wrapping has not.
            throw CiphertextBlob.invalid();
        }
    }
}
