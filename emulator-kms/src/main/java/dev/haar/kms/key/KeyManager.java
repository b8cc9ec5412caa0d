package dev.haar.kms.key;

/** Who looks after a key. */
public enum KeyManager {
    AWS,
    CUSTOMER
}
