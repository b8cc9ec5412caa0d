package dev.haar.api.sts;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Who is calling, and credentials for the same. */
final class CallerActions {
    private static final Pattern WORD = Pattern.compile("[\\w]*");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final int TWELVE_HOURS = 43_200;
    private static final int FORBIDDEN = 403;

    private final Sessions sessions;
    private final CredentialIssuer issuer;
    private final String defaultAccount;

    CallerActions(Sessions sessions, CredentialIssuer issuer, String defaultAccount) {
        this.sessions = sessions;
        this.issuer = issuer;
        this.defaultAccount = defaultAccount;
    }

    /** <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">API</a>. */
    CompletionStage<GetCallerIdentityResponse> getCallerIdentity(GetCallerIdentityRequest input, Caller caller) {
        Sessions.Identity identity = sessions.of(caller);
        return CompletableFuture.completedFuture(GetCallerIdentityResponse.builder()
                .userId(identity.userId())
                .account(identity.account())
                .arn(identity.arn())
                .build());
    }

    /** <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">API</a>. */
    CompletionStage<GetSessionTokenResponse> getSessionToken(GetSessionTokenRequest input, Caller caller) {
        if (caller.accessKeyId() != null
                && AccessKeyIds.accountOf(caller.accessKeyId()).isPresent()) {
            throw new AwsException(new AwsError(
                    "AccessDenied",
                    "AccessDenied",
                    FORBIDDEN,
                    true,
                    "Cannot call GetSessionToken with session credentials"));
        }
        SessionConstraints.check(input);
        int seconds = input.durationSeconds() == null ? TWELVE_HOURS : input.durationSeconds();
        Sessions.Identity identity = sessions.of(caller);
        Credentials credentials = issuer.issue(identity.account(), seconds);
        sessions.add(credentials.accessKeyId(), identity);
        return CompletableFuture.completedFuture(
                GetSessionTokenResponse.builder().credentials(credentials).build());
    }

    /** <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html">API</a>. */
    CompletionStage<GetAccessKeyInfoResponse> getAccessKeyInfo(GetAccessKeyInfoRequest input) {
        String id = input.accessKeyId();
        // Here an account is an access key id too: the one that acts for it.
        if (id == null || !ACCOUNT.matcher(id).matches()) {
            new Violations()
                    .required("accessKeyId", id)
                    .length("accessKeyId", id, 16, 128)
                    .pattern("accessKeyId", id, WORD)
                    .check();
        }
        String account =
                ACCOUNT.matcher(id).matches() ? id : AccessKeyIds.accountOf(id).orElse(defaultAccount);
        return CompletableFuture.completedFuture(
                GetAccessKeyInfoResponse.builder().account(account).build());
    }
}
