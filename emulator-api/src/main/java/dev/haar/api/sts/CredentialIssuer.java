package dev.haar.api.sts;

import dev.haar.core.time.Time;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Makes temporary credentials. */
final class CredentialIssuer {
    private static final int SECRET_BYTES = 30;
    private static final int TOKEN_BYTES = 180;

    /** Seventeen characters in Base32. */
    private static final int UNIQUE_ID_BYTES = 11;

    private final Time time;

    /** Apart, so that it is made for the first credentials and not when Haar starts. */
    private static final class Random {
        private static final SecureRandom SECURE = new SecureRandom();
    }

    CredentialIssuer(Time time) {
        this.time = time;
    }

    /** New credentials of an account that expire after that many seconds of Haar's clock. */
    Credentials issue(String account, int seconds) {
        return Credentials.builder()
                .accessKeyId(AccessKeyIds.issue(account, Random.SECURE))
                .secretAccessKey(Base64.getEncoder().encodeToString(bytes(SECRET_BYTES)))
                .sessionToken("IQoJ" + Base64.getEncoder().encodeToString(bytes(TOKEN_BYTES)))
                .expiration(time.now().plusSeconds(seconds))
                .build();
    }

    /** The unique id of a role as IAM would have given it: the same for all sessions of the role. */
    static String roleId(String roleArn) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(roleArn.getBytes(StandardCharsets.UTF_8));
            return Sessions.ROLE_PREFIX + AccessKeyIds.encode(Arrays.copyOf(digest, UNIQUE_ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Random.SECURE.nextBytes(bytes);
        return bytes;
    }
}
