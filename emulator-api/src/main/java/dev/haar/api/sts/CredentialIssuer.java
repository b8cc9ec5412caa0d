package dev.haar.api.sts;

import dev.haar.core.time.Time;
import java.security.SecureRandom;
import java.util.Base64;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Makes temporary credentials. */
final class CredentialIssuer {
    private static final int SECRET_BYTES = 30;
    private static final int TOKEN_BYTES = 180;
    private static final int UNIQUE_ID_BYTES = 10;

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

    /** The unique id of a role as IAM would have given it. */
    String roleId() {
        return "AROA" + AccessKeyIds.encode(bytes(UNIQUE_ID_BYTES)) + "A";
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Random.SECURE.nextBytes(bytes);
        return bytes;
    }
}
