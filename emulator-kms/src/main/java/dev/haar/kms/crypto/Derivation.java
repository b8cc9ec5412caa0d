package dev.haar.kms.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF of RFC 5869 with SHA-256. */
public final class Derivation {
    private Derivation() {}

    /** Bytes that only who has the secret can tell, another sequence for each purpose. */
    public static byte[] derive(SecretBytes secret, String purpose, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret.reveal(), null, purpose.getBytes(StandardCharsets.UTF_8)));
        byte[] derived = new byte[length];
        hkdf.generateBytes(derived, 0, length);
        return derived;
    }
}
