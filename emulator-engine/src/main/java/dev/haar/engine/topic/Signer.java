package dev.haar.engine.topic;

/** Signs what is sent to endpoints. Safe for use by several threads. */
public interface Signer {
    /** The signature in Base64; version 1 is SHA1withRSA, version 2 SHA256withRSA. */
    String sign(String text, int version);

    /** Where the certificate is to be had. */
    String certificateUrl(String region);
}
