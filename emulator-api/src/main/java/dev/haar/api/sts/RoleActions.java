package dev.haar.api.sts;

import dev.haar.api.error.AwsError;
import dev.haar.api.error.AwsException;
import dev.haar.api.service.Caller;
import dev.haar.engine.json.JsonText;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Takes on roles. There is no IAM here: every role exists, and everybody may have it. */
final class RoleActions {
    private static final Pattern ROLE = Pattern.compile("arn:([a-z-]+):iam::([0-9]{12}):role/(?:.*/)?([^/]+)");
    private static final int ONE_HOUR = 3600;

    /** What AWS packs policies and tags into; of it {@code PackedPolicySize} is a percentage. */
    private static final int MOST_POLICY_CHARACTERS = 2048;

    private final Sessions sessions;
    private final CredentialIssuer issuer;

    RoleActions(Sessions sessions, CredentialIssuer issuer) {
        this.sessions = sessions;
        this.issuer = issuer;
    }

    /** <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">API</a>. */
    CompletionStage<AssumeRoleResponse> assumeRole(AssumeRoleRequest input, Caller caller) {
        SessionConstraints.check(input);
        Matcher role = ROLE.matcher(input.roleArn());
        if (!role.matches()) {
            throw invalid(input.roleArn() + " is invalid");
        }
        if (input.policy() != null && JsonText.parseObject(input.policy()).isEmpty()) {
            throw new AwsException(AwsError.sender("MalformedPolicyDocument", "This policy contains invalid Json"));
        }
        int policy = input.policy() == null ? 0 : input.policy().length();
        if (policy > MOST_POLICY_CHARACTERS) {
            String message = "Packed policy consumes " + policy * 100L / MOST_POLICY_CHARACTERS
                    + "% of allotted space, please use smaller policy.";
            throw new AwsException(AwsError.sender("PackedPolicyTooLarge", message));
        }
        String account = role.group(2);
        String session = role.group(3) + "/" + input.roleSessionName();
        String userId = CredentialIssuer.roleId(input.roleArn()) + ":" + input.roleSessionName();
        String arn = "arn:" + role.group(1) + ":sts::" + account + ":assumed-role/" + session;
        int seconds = input.durationSeconds() == null ? ONE_HOUR : input.durationSeconds();
        if (seconds > ONE_HOUR && sessions.isOfRole(caller.accessKeyId())) {
            throw invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                    + " chaining");
        }
        Credentials credentials = issuer.issue(account, seconds);
        sessions.add(credentials.accessKeyId(), new Sessions.Identity(userId, account, arn));
        return CompletableFuture.completedFuture(AssumeRoleResponse.builder()
                .credentials(credentials)
                .assumedRoleUser(user -> user.assumedRoleId(userId).arn(arn))
                .packedPolicySize(
                        policy == 0 ? null : (policy * 100 + MOST_POLICY_CHARACTERS - 1) / MOST_POLICY_CHARACTERS)
                .sourceIdentity(input.sourceIdentity())
                .build());
    }

    private static AwsException invalid(String message) {
        return new AwsException(AwsError.sender("ValidationError", message));
    }
}
