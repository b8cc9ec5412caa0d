package dev.haar.kms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.policy.PolicyRequest.Identity;
import dev.haar.kms.policy.PolicyRequest.Principal;
import dev.haar.kms.policy.PolicyRequest.ServicePrincipal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies say, by the examples of AWS's guides. */
class KeyPolicyTest {
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ROOT =
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}";
    private static final Principal SNS = new ServicePrincipal("sns.amazonaws.com");
    private static final Principal ALICE = new Identity("arn:aws:iam::111122223333:user/alice", "111122223333");

    private static KeyPolicy policy(String... statements) {
        return KeyPolicy.parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }

    private static String allow(String principal, String action, String condition) {
        return "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":" + action
                + ",\"Resource\":\"*\",\"Condition\":" + condition + "}";
    }

    private static boolean allows(KeyPolicy policy, Principal principal, String action, Map<String, String> values) {
        Map<String, List<String>> conditions = new java.util.HashMap<>();
        values.forEach((key, value) -> conditions.put(key, List.of(value.split(","))));
        return policy.allows(new PolicyRequest(principal, action, KEY, conditions));
    }

    private static boolean holds(String condition, Map<String, String> values) {
        return allows(policy(allow("\"*\"", "\"kms:Decrypt\"", condition)), ALICE, "kms:Decrypt", values);
    }

    @Test
    void theAccountsRoot_standsForAllOfTheAccountAndForNoService() {
        KeyPolicy policy = policy(ROOT);
        assertThat(allows(policy, ALICE, "kms:Decrypt", Map.of())).isTrue();
        assertThat(allows(policy, SNS, "kms:Decrypt", Map.of())).isFalse();
        assertThat(allows(
                        policy,
                        new Identity("arn:aws:iam::999999999999:root", "999999999999"),
                        "kms:Decrypt",
                        Map.of()))
                .isFalse();
    }

    @Test
    void aServiceIsAdmittedForItsSourceOnly() {
        KeyPolicy policy = policy(
                ROOT,
                allow(
                        "{\"Service\":\"sns.amazonaws.com\"}",
                        "[\"kms:Decrypt\",\"kms:GenerateDataKey*\"]",
                        "{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:sns:*:111122223333:or*\"},"
                                + "\"StringEquals\":{\"AWS:SourceAccount\":\"111122223333\"}}"));
        Map<String, String> orders = Map.of(
                "aws:SourceArn", "arn:aws:sns:us-east-1:111122223333:orders", "aws:SourceAccount", "111122223333");
        Map<String, String> other = Map.of(
                "aws:SourceArn", "arn:aws:sns:us-east-1:111122223333:bills", "aws:SourceAccount", "111122223333");
        assertThat(allows(policy, SNS, "kms:GenerateDataKey", orders)).isTrue();
        assertThat(allows(policy, SNS, "KMS:decrypt", orders)).isTrue();
        assertThat(allows(policy, SNS, "kms:Encrypt", orders)).isFalse();
        assertThat(allows(policy, SNS, "kms:Decrypt", other)).isFalse();
        assertThat(allows(policy, SNS, "kms:Decrypt", Map.of())).isFalse();
        assertThat(allows(policy, new ServicePrincipal("s3.amazonaws.com"), "kms:Decrypt", orders))
                .isFalse();
    }

    @Test
    void denialOverrules() {
        KeyPolicy policy = policy(
                ROOT,
                "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/alice\"},"
                        + "\"NotAction\":\"kms:Describe*\",\"Resource\":\"*\"}");
        assertThat(allows(policy, ALICE, "kms:Decrypt", Map.of())).isFalse();
        assertThat(allows(policy, ALICE, "kms:DescribeKey", Map.of())).isTrue();
        assertThat(allows(
                        policy,
                        new Identity("arn:aws:iam::111122223333:user/bob", "111122223333"),
                        "kms:Decrypt",
                        Map.of()))
                .isTrue();
    }

    @Test
    void operators() {
        assertThat(holds("{\"StringNotEquals\":{\"kms:ViaService\":\"a\"}}", Map.of("kms:ViaService", "b")))
                .isTrue();
        assertThat(holds("{\"StringNotEquals\":{\"kms:ViaService\":\"a\"}}", Map.of()))
                .isTrue();
        assertThat(holds("{\"StringEquals\":{\"kms:ViaService\":\"a\"}}", Map.of()))
                .isFalse();
        assertThat(holds("{\"StringEqualsIfExists\":{\"kms:ViaService\":\"a\"}}", Map.of()))
                .isTrue();
        assertThat(holds("{\"StringEqualsIfExists\":{\"kms:ViaService\":\"a\"}}", Map.of("kms:ViaService", "b")))
                .isFalse();
        assertThat(holds(
                        "{\"StringLike\":{\"kms:ViaService\":[\"x\",\"sqs.*.amazonaws.com\"]}}",
                        Map.of("kms:ViaService", "sqs.eu-west-1.amazonaws.com")))
                .isTrue();
        assertThat(holds(
                        "{\"StringEqualsIgnoreCase\":{\"kms:EncryptionContext:App\":\"ONE\"}}",
                        Map.of("kms:EncryptionContext:app", "one")))
                .isTrue();
        assertThat(holds("{\"Null\":{\"aws:SourceArn\":\"true\"}}", Map.of())).isTrue();
        assertThat(holds("{\"Null\":{\"aws:SourceArn\":true}}", Map.of("aws:SourceArn", "x")))
                .isFalse();
        assertThat(holds("{\"Bool\":{\"kms:MultiRegion\":\"true\"}}", Map.of("kms:MultiRegion", "true")))
                .isTrue();
        assertThat(holds(
                        "{\"ForAllValues:StringEquals\":{\"kms:EncryptionContextKeys\":[\"a\",\"b\"]}}",
                        Map.of("kms:EncryptionContextKeys", "a,b")))
                .isTrue();
        assertThat(holds(
                        "{\"ForAllValues:StringEquals\":{\"kms:EncryptionContextKeys\":[\"a\",\"b\"]}}",
                        Map.of("kms:EncryptionContextKeys", "a,c")))
                .isFalse();
        assertThat(holds(
                        "{\"ForAnyValue:StringEquals\":{\"kms:EncryptionContextKeys\":\"a\"}}",
                        Map.of("kms:EncryptionContextKeys", "a,c")))
                .isTrue();
        assertThat(holds(
                        "{\"NumericLessThanEquals\":{\"kms:RotationPeriodInDays\":\"365\"}}",
                        Map.of("kms:RotationPeriodInDays", "365")))
                .isTrue();
        assertThat(holds(
                        "{\"DateGreaterThan\":{\"kms:ValidTo\":\"2026-01-01T00:00:00Z\"}}",
                        Map.of("kms:ValidTo", "2026-06-01T00:00:00Z")))
                .isTrue();
        assertThat(holds(
                        "{\"ArnEquals\":{\"aws:SourceArn\":\"arn:aws:sns:*:*:t\"}}",
                        Map.of("aws:SourceArn", "arn:aws:sns:us-east-1:1:t")))
                .isTrue();
        assertThat(holds(
                        "{\"ArnNotLike\":{\"aws:SourceArn\":\"arn:aws:sns:*:*:t\"}}",
                        Map.of("aws:SourceArn", "arn:aws:sns:us-east-1:1:t")))
                .isFalse();
    }

    @Test
    void aPolicyThatNobodyCouldChangeIsRefused() {
        policy(ROOT).requireChangeableBy("111122223333", KEY);
        policy(allow("{\"AWS\":\"arn:aws:iam::111122223333:role/admin\"}", "\"kms:Put*\"", "{}"))
                .requireChangeableBy("111122223333", KEY);
        for (KeyPolicy locked : List.of(
                policy(allow("{\"AWS\":\"999999999999\"}", "\"kms:*\"", "{}")),
                policy(allow("{\"AWS\":\"111122223333\"}", "\"kms:Decrypt\"", "{}")),
                policy(
                        ROOT,
                        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}"))) {
            assertThatThrownBy(() -> locked.requireChangeableBy("111122223333", KEY))
                    .hasMessage("The new key policy will not allow you to update the key policy in the future.");
        }
    }

    /** AWS's model says so of CreateKey and PutKeyPolicy. */
    @Test
    void aStatementWithoutActionOrResource_hasNoEffect() {
        KeyPolicy policy = policy(
                "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"NotAction\":\"kms:Encrypt\"}");
        assertThat(allows(policy, ALICE, "kms:Decrypt", Map.of())).isFalse();
        assertThatThrownBy(() -> policy.requireChangeableBy("111122223333", KEY))
                .isInstanceOf(KmsException.class);
        assertThat(allows(policy(ROOT, "{\"Effect\":\"Deny\",\"Principal\":\"*\"}"), ALICE, "kms:Decrypt", Map.of()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Statement\":[]}",
                "{\"Version\":\"2020-01-01\",\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"Allow\"}}",
                "{\"Statement\":{\"Effect\":\"Perhaps\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"alice\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"alice\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\",\"Condition\":{\"Like\":{\"a\":\"b\"}}}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"NotAction\":\"kms:*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}} {}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":null,\"Resource\":\"*\"}}"
            })
    void whatIsNoPolicyIsRefused(String text) {
        assertThatThrownBy(() -> KeyPolicy.parse(text))
                .isInstanceOfSatisfying(
                        KmsException.class, e -> assertThat(e.error()).isEqualTo(KmsError.MALFORMED_POLICY));
    }

    @Test
    void wildcards() {
        assertThat(Wildcards.match("a*c?e", "abbbcde")).isTrue();
        assertThat(Wildcards.match("*", "")).isTrue();
        assertThat(Wildcards.match("a", "")).isFalse();
        assertThat(Wildcards.match("*a*a*a*a*a*b", "a".repeat(5_000))).isFalse();
    }
}
