package dev.haar.api.sts;

import dev.haar.api.validation.Violations;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.ProvidedContext;
import software.amazon.awssdk.services.sts.model.Tag;

/** The constraints that AWS's model of STS puts on the inputs of actions that issue credentials. */
final class SessionConstraints {
    private static final Pattern ARN = Pattern.compile(
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF" + "\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]+");
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]*");
    private static final Pattern SERIAL_NUMBER = Pattern.compile("[\\w+=/:,.@-]*");
    private static final Pattern TOKEN_CODE = Pattern.compile("[\\d]*");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:\\/-]*");
    private static final Pattern POLICY = Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
    private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** What the API's text says: its model sets no bound. */
    private static final int MOST_POLICIES = 10;

    private SessionConstraints() {}

    static void check(GetSessionTokenRequest input) {
        Violations violations = new Violations().range("durationSeconds", input.durationSeconds(), 900, 129_600);
        mfa(violations, input.serialNumber(), input.tokenCode());
        violations.check();
    }

    static void check(AssumeRoleRequest input) {
        Violations violations = new Violations()
                .required("roleArn", input.roleArn())
                .length("roleArn", input.roleArn(), 20, 2048)
                .pattern("roleArn", input.roleArn(), ARN)
                .required("roleSessionName", input.roleSessionName())
                .length("roleSessionName", input.roleSessionName(), 2, 64)
                .pattern("roleSessionName", input.roleSessionName(), NAME)
                .length("policy", input.policy(), 1, Integer.MAX_VALUE)
                .pattern("policy", input.policy(), POLICY)
                .range("durationSeconds", input.durationSeconds(), 900, 43_200)
                .length("externalId", input.externalId(), 2, 1224)
                .pattern("externalId", input.externalId(), EXTERNAL_ID)
                .length("sourceIdentity", input.sourceIdentity(), 2, 64)
                .pattern("sourceIdentity", input.sourceIdentity(), NAME);
        mfa(violations, input.serialNumber(), input.tokenCode());
        tags(violations, input.tags(), input.transitiveTagKeys());
        policies(violations, input.policyArns());
        if (input.hasProvidedContexts()) {
            contexts(violations, input.providedContexts());
        }
        violations.check();
    }

    private static void mfa(Violations violations, String serialNumber, String tokenCode) {
        violations
                .length("serialNumber", serialNumber, 9, 256)
                .pattern("serialNumber", serialNumber, SERIAL_NUMBER)
                .length("tokenCode", tokenCode, 6, 6)
                .pattern("tokenCode", tokenCode, TOKEN_CODE);
    }

    private static void tags(Violations violations, List<Tag> tags, List<String> transitive) {
        violations.length("tags", tags, 0, 50).length("transitiveTagKeys", transitive, 0, 50);
        for (int i = 0; i < tags.size(); i++) {
            String path = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            violations
                    .required(path + "key", tag.key())
                    .length(path + "key", tag.key(), 1, 128)
                    .pattern(path + "key", tag.key(), TAG_KEY)
                    .required(path + "value", tag.value())
                    .length(path + "value", tag.value(), 0, 256)
                    .pattern(path + "value", tag.value(), TAG_VALUE);
        }
    }

    private static void policies(Violations violations, List<PolicyDescriptorType> policies) {
        violations.length("policyArns", policies, 0, MOST_POLICIES);
        for (int i = 0; i < policies.size(); i++) {
            String path = "policyArns." + (i + 1) + ".member.arn";
            violations
                    .length(path, policies.get(i).arn(), 20, 2048)
                    .pattern(path, policies.get(i).arn(), ARN);
        }
    }

    private static void contexts(Violations violations, List<ProvidedContext> contexts) {
        violations.length("providedContexts", contexts, 1, 5);
        for (int i = 0; i < contexts.size(); i++) {
            String path = "providedContexts." + (i + 1) + ".member.";
            violations
                    .length(path + "providerArn", contexts.get(i).providerArn(), 20, 2048)
                    .length(path + "contextAssertion", contexts.get(i).contextAssertion(), 4, 2048);
        }
    }
}
