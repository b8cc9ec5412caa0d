package dev.haar.kms.key;

import dev.haar.kms.crypto.SecretBytes;

/**
 * What a key works with.
 *
 * @param id 64 hexadecimal digits that name it
 * @param secret the key itself: raw for symmetric and HMAC keys, PKCS #8 for private keys
 * @param publicKey the public key as a DER SubjectPublicKeyInfo; empty if there is none
 */
public record Material(String id, SecretBytes secret, byte[] publicKey) {}
