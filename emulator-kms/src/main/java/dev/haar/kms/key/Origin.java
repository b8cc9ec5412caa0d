package dev.haar.kms.key;

/** Where the material of a key comes from. */
public enum Origin {
    AWS_KMS,
    EXTERNAL,
    AWS_CLOUDHSM,
    EXTERNAL_KEY_STORE;

    /** Whether its keys live in a custom key store. */
    public boolean isCustomStore() {
        return this == AWS_CLOUDHSM || this == EXTERNAL_KEY_STORE;
    }
}
