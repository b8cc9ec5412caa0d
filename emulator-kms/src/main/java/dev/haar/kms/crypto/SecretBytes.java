package dev.haar.kms.crypto;

import java.security.MessageDigest;

/** Bytes that must not be seen: copied on the way in and out, compared in constant time, never printed. */
public final class SecretBytes {
    private final byte[] bytes;

    public SecretBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes, for the cipher that needs them. */
    public byte[] reveal() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        // Says nothing about the bytes.
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + "]";
    }
}
