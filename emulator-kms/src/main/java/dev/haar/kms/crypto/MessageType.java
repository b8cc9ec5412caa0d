package dev.haar.kms.crypto;

/** What a caller hands over to be signed. */
public enum MessageType {
    /** The message. */
    RAW,
    /** The message's digest. */
    DIGEST,
    /** The 64 bytes that FIPS 204 calls μ, made of public key and message. */
    EXTERNAL_MU
}
