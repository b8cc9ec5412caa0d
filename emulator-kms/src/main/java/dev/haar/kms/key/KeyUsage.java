package dev.haar.kms.key;

/** What a key is for; fixed when it is made. */
public enum KeyUsage {
    SIGN_VERIFY,
    ENCRYPT_DECRYPT,
    GENERATE_VERIFY_MAC,
    KEY_AGREEMENT
}
