package dev.haar.kms.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-2. */
public final class Hmacs {
    private Hmacs() {}

    /** The code of a message by an algorithm that AWS names, such as {@code HMAC_SHA_256}. */
    public static byte[] of(String algorithm, SecretBytes key, byte[] message) {
        String name = "HmacSHA" + algorithm.substring("HMAC_SHA_".length());
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key.reveal(), name));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + name + ".", e);
        }
    }
}
