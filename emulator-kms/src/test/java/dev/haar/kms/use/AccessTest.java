package dev.haar.kms.use;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.RootKey;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.GrantConstraints;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyAddress;
import dev.haar.kms.key.KeyIdentity;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeyManager;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyUsage;
import dev.haar.kms.key.Labels;
import dev.haar.kms.key.Origin;
import dev.haar.kms.policy.PolicyRequest;
import dev.haar.kms.registry.Grants;
import dev.haar.kms.registry.Keys;
import dev.haar.kms.registry.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use a key, by its policy and its grants. */
class AccessTest {
    private static final String ACCOUNT = "111122223333";
    private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:orders";
    private static final String ROOT =
            "{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'kms:*','Resource':'*'}";
    private static final Map<String, String> CONTEXT = Map.of("Queue", "q", "more", "yes");

    private final StateStore store = new EphemeralStore();
    private final Registry registry =
            new Registry(HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z")), store, RootKey.ephemeral());
    private final Grants grants = new Grants(registry);
    private final Access access = new Access(grants);
    private int number;

    @BeforeEach
    void attach() {
        store.attach(registry);
    }

    private Key key(String... statements) {
        String policy = "{'Statement':[" + String.join(",", statements) + "]}";
        KeyIdentity identity = new KeyIdentity(
                new KeyAddress(ACCOUNT, "eu-west-1", "key-" + number++),
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsage.ENCRYPT_DECRYPT,
                Origin.AWS_KMS,
                KeyManager.CUSTOMER,
                0,
                null,
                null);
        Key key = Key.made(
                identity,
                new Labels("", policy.replace('\'', '"'), Map.of()),
                KeyMaker.ring(KeySpec.SYMMETRIC_DEFAULT),
                false);
        return new Keys(registry).create(key).toCompletableFuture().join();
    }

    private boolean admits(Key key, String action, String sourceArn) {
        Access.User sns = new Access.User(
                new PolicyRequest.ServicePrincipal("sns.amazonaws.com"),
                sourceArn,
                "sqs.eu-west-1.amazonaws.com",
                ACCOUNT);
        try {
            access.require(key, sns, action, CONTEXT);
            return true;
        } catch (KmsException e) {
            assertThat(e.error()).isEqualTo(KmsError.ACCESS_DENIED);
            assertThat(e).hasMessageContaining("kms:" + action).hasMessageContaining(key.arn());
            return false;
        }
    }

    private void grant(Key key, GrantConstraints constraints, String... operations) {
        Grant.Party sns = new Grant.Party("sns.amazonaws.com", true);
        Grant grant = new Grant(
                "%064x".formatted(number++),
                key.address(),
                null,
                0,
                "arn:aws:iam::111122223333:root",
                sns,
                sns,
                List.of(operations),
                constraints);
        grants.create(grant).toCompletableFuture().join();
    }

    private boolean isGranted(GrantConstraints constraints) {
        Key key = key(ROOT);
        grant(key, constraints, "Decrypt");
        return admits(key, "Decrypt", TOPIC);
    }

    private boolean admits(String operator, String conditionKey, String value) {
        String statement = "{'Effect':'Allow','Principal':{'Service':'sns.amazonaws.com'},'Action':'kms:Decrypt',"
                + "'Resource':'*','Condition':{'" + operator + "':{'" + conditionKey + "':" + value + "}}}";
        return admits(key(statement), "Decrypt", TOPIC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "StringEquals | kms:EncryptionContext:Queue | 'q' | 'Q'",
                "StringEquals | kms:ViaService | 'sqs.eu-west-1.amazonaws.com' | 'sns.eu-west-1.amazonaws.com'",
                "Null | kms:CallerAccount | true | false",
                "StringEquals | aws:SourceAccount | '111122223333' | '999999999999'",
                "ArnLike | aws:SourceArn | 'arn:aws:sns:*:*:orders' | 'arn:aws:sns:*:*:bills'",
                "ForAllValues:StringEquals | kms:EncryptionContextKeys | ['Queue','more'] | ['Queue']",
                "StringEquals | kms:KeySpec | 'SYMMETRIC_DEFAULT' | 'RSA_2048'",
                "StringEquals | kms:KeyUsage | 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY'",
                "StringEquals | kms:KeyOrigin | 'AWS_KMS' | 'EXTERNAL'",
                "Bool | kms:MultiRegion | false | true",
                "Bool | aws:PrincipalIsAWSService | true | false",
                "StringEquals | aws:PrincipalServiceName | 'sns.amazonaws.com' | 's3.amazonaws.com'"
            })
    void conditionsOfThePolicyAreAboutTheUseAndTheKey(String operator, String key, String right, String wrong) {
        assertThat(admits(operator, key, right)).isTrue();
        assertThat(admits(operator, key, wrong)).isFalse();
    }

    @Test
    void aGrantAdmitsToItsOperationsOnly() {
        Key key = key(ROOT);
        assertThat(admits(key, "Decrypt", TOPIC)).isFalse();
        grant(key, GrantConstraints.NONE, "Decrypt", "GenerateDataKey");
        assertThat(admits(key, "Decrypt", TOPIC)).isTrue();
        assertThat(admits(key, "GenerateDataKey", TOPIC)).isTrue();
        assertThat(admits(key, "Encrypt", TOPIC)).isFalse();
        assertThat(admits(key(ROOT), "Decrypt", TOPIC)).isFalse();
    }

    @Test
    void aGrantIsConstrainedByContextAndSource() {
        assertThat(isGranted(new GrantConstraints(Map.of("Queue", "q"), null, null)))
                .isTrue();
        assertThat(isGranted(new GrantConstraints(Map.of("Queue", "Q"), null, null)))
                .isFalse();
        assertThat(isGranted(new GrantConstraints(Map.of("other", "q"), null, null)))
                .isFalse();
        assertThat(isGranted(new GrantConstraints(null, CONTEXT, null))).isTrue();
        assertThat(isGranted(new GrantConstraints(null, Map.of("Queue", "q"), null)))
                .isFalse();
        assertThat(isGranted(new GrantConstraints(null, null, TOPIC))).isTrue();
        assertThat(isGranted(new GrantConstraints(null, null, TOPIC + "2"))).isFalse();
    }

    /** AWS's model says so of GrantConstraints. */
    @Test
    void caseOfAKeyDoesNotMatterToAConstraint() {
        assertThat(isGranted(new GrantConstraints(Map.of("QUEUE", "q"), null, null)))
                .isTrue();
        assertThat(isGranted(new GrantConstraints(null, Map.of("queue", "q", "MORE", "yes"), null)))
                .isTrue();
    }

    @Test
    void aDenialOverrulesAGrant() {
        Key key = key(
                ROOT, "{'Effect':'Deny','Principal':{'Service':'sns.amazonaws.com'},'Action':'kms:*','Resource':'*'}");
        grant(key, GrantConstraints.NONE, "Decrypt");
        assertThat(admits(key, "Decrypt", TOPIC)).isFalse();
    }
}
