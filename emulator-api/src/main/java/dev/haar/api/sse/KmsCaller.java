package dev.haar.api.sse;

import dev.haar.api.audit.Actor;
import dev.haar.kms.policy.PolicyRequest;
import dev.haar.kms.use.Access;
import java.util.Map;

/**
 * A service that calls KMS, and for whom.
 *
 * @param service {@code sqs} or {@code sns}
 * @param account the account that asks
 * @param sourceArn the topic for which SNS itself asks; null if the service asks for a caller of its own
 * @param context the encryption context: what is encrypted
 */
record KmsCaller(String service, String account, String region, String sourceArn, Map<String, String> context) {
    private static final String SNS = "sns.amazonaws.com";

    /** SQS, for whoever sends to or receives from a queue; with a topic that sends it is SNS itself who asks. */
    static KmsCaller ofQueue(String queueArn, String account, String region, String sourceArn) {
        return new KmsCaller("sqs", account, region, sourceArn, Map.of("aws:sqs:arn", queueArn));
    }

    /** SNS, for whoever publishes to a topic. */
    static KmsCaller ofTopic(String topicArn, String account, String region) {
        return new KmsCaller("sns", account, region, null, Map.of("aws:sns:topicArn", topicArn));
    }

    /** Whether a service asks for itself and has to be admitted by the key's policy. */
    boolean isServicePrincipal() {
        return sourceArn != null;
    }

    /** The same in another account, where the name of a key is looked up. */
    KmsCaller inAccount(String other) {
        return new KmsCaller(service, other, region, sourceArn, context);
    }

    Actor actor() {
        return isServicePrincipal() ? new Actor(null, null, SNS) : new Actor(account, null, service + ".amazonaws.com");
    }

    Access.User user() {
        PolicyRequest.Principal principal = isServicePrincipal()
                ? new PolicyRequest.ServicePrincipal(SNS)
                : new PolicyRequest.Identity("arn:aws:iam::" + account + ":root", account);
        return new Access.User(principal, sourceArn, service + "." + region + ".amazonaws.com", account);
    }
}
