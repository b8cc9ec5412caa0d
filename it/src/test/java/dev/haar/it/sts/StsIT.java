package dev.haar.it.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS by SDK v2, which speaks AWS Query there. */
class StsIT {
    private static final String ACCOUNT = "111122223333";
    private static final String ROLE = "arn:aws:iam::444455556666:role/reader";

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private StsClient sts;

    @BeforeEach
    void makeClient() {
        sts = client(Clients.credentials(ACCOUNT));
    }

    @Test
    void getCallerIdentity_namesTheAccount() {
        GetCallerIdentityResponse identity = sts.getCallerIdentity();
        assertThat(identity.account()).isEqualTo(ACCOUNT);
        assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
        assertThat(identity.userId()).isNotEmpty();
        assertThat(client(Clients.credentials(Clients.ACCESS_KEY))
                        .getCallerIdentity()
                        .account())
                .isEqualTo("000000000000");
    }

    @Test
    void assumeRole_givesCredentialsOfTheRolesAccount() {
        AssumeRoleResponse assumed =
                sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("me").durationSeconds(900));
        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::444455556666:assumed-role/reader/me");
        assertThat(assumed.credentials().expiration()).isAfter(Instant.now());

        GetCallerIdentityResponse identity =
                client(provider(assumed.credentials())).getCallerIdentity();
        assertThat(identity.account()).isEqualTo("444455556666");
        assertThat(identity.arn()).isEqualTo(assumed.assumedRoleUser().arn());
        assertThat(identity.userId()).isEqualTo(assumed.assumedRoleUser().assumedRoleId());
    }

    @Test
    void theSdksRoleProvider_worksForSqs() {
        StsAssumeRoleCredentialsProvider provider = haar.closeWithTest(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(r -> r.roleArn(ROLE).roleSessionName("me"))
                .build());
        SqsClient sqs = haar.closeWithTest(Clients.sync(haar.endpoint(), provider));
        assertThat(sqs.createQueue(r -> r.queueName("orders")).queueUrl()).endsWith("/444455556666/orders");
    }

    @Test
    void getSessionToken_staysInTheAccount() {
        GetSessionTokenResponse session = sts.getSessionToken();
        assertThat(client(provider(session.credentials())).getCallerIdentity().account())
                .isEqualTo(ACCOUNT);
        assertThat(sts.getAccessKeyInfo(r -> r.accessKeyId(session.credentials().accessKeyId()))
                        .account())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void assumeRole_ofNoRole_isRefused() {
        StsException thrown = catchThrowableOfType(
                StsException.class,
                () -> sts.assumeRole(
                        r -> r.roleArn("arn:aws:iam::444455556666:user/nobody").roleSessionName("me")));
        assertThat(thrown.statusCode()).isEqualTo(400);
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
    }

    private static StsClient client(AwsCredentialsProvider credentials) {
        return haar.closeWithTest(Clients.sts(haar.endpoint(), credentials));
    }

    private static AwsCredentialsProvider provider(Credentials credentials) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }
}
