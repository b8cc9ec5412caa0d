package dev.haar.api.sns;

import dev.haar.engine.topic.Signer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key that notifications are signed with, and its certificate. Both are made with the first notification that needs
 * them and last as long as the process. Safe for use by several threads.
 */
final class SigningKey implements Signer {
    private static final int BITS = 2048;
    private static final int LINE = 64;

    /** 2.5.4.3 */
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    /** 1.2.840.113549.1.1.11 */
    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("2a864886f70d01010b");

    private Made made;

    private record Made(KeyPair keys, byte[] certificate, String name) {}

    @Override
    public String sign(String text, int version) {
        return Base64.getEncoder()
                .encodeToString(signature(
                        made().keys,
                        version == 2 ? "SHA256withRSA" : "SHA1withRSA",
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String certificateUrl(String region) {
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
        return "https://sns." + region + domain + "SimpleNotificationService-" + made().name + ".pem";
    }

    /** The certificate as a PEM file. */
    String pem() {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(made().certificate);
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    private synchronized Made made() {
        if (made == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                KeyPair keys = generator.generateKeyPair();
                byte[] certificate = certificate(keys);
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate);
                made = new Made(keys, certificate, HexFormat.of().formatHex(digest, 0, 16));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has RSA and SHA-256.", e);
            }
        }
        return made;
    }

    /** A certificate of version 1, signed with its own key: it names the service, as AWS's does. */
    private static byte[] certificate(KeyPair keys) {
        byte[] algorithm = Der.sequence(Der.of(Der.OBJECT, SHA256_WITH_RSA), new byte[] {0x05, 0});
        byte[] name = Der.sequence(Der.of(
                Der.SET,
                Der.sequence(
                        Der.of(Der.OBJECT, COMMON_NAME),
                        Der.of(Der.TEXT, "sns.amazonaws.com".getBytes(StandardCharsets.US_ASCII)))));
        byte[] validity = Der.sequence(
                Der.of(Der.TIME, "20200101000000Z".getBytes(StandardCharsets.US_ASCII)),
                Der.of(Der.TIME, "99991231235959Z".getBytes(StandardCharsets.US_ASCII)));
        byte[] content = Der.sequence(
                Der.of(Der.INTEGER, BigInteger.ONE.toByteArray()),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded());
        byte[] signature = signature(keys, "SHA256withRSA", content);
        return Der.sequence(content, algorithm, Der.of(Der.BIT_STRING, new byte[] {0}, signature));
    }

    private static byte[] signature(KeyPair keys, String algorithm, byte[] content) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing with a key of one's own does not fail.", e);
        }
    }
}
