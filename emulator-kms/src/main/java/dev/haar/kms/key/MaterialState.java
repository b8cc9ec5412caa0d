package dev.haar.kms.key;

/** What of a key's material is used for what. */
public enum MaterialState {
    /** Encrypts and decrypts. */
    CURRENT,
    /** Decrypts what it encrypted before a rotation. */
    NON_CURRENT,
    /** Was imported and becomes current with the next rotation. */
    PENDING_ROTATION
}
