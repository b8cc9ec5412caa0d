package dev.haar.api.sse;

import dev.haar.kms.crypto.SecretBytes;

/**
 * A key under which messages are encrypted.
 *
 * @param keyArn the key of KMS's that it comes from
 * @param wrapped itself, as KMS encrypted it
 * @param secret itself
 */
record DataKey(String keyArn, byte[] wrapped, SecretBytes secret) {}
