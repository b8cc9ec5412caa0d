package dev.haar.api.kms;

import static dev.haar.api.kms.KmsServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grants as they are made, listed and given back. */
class GrantsTest {
    private static final KmsServer KMS = new KmsServer();
    private static final String GRANTEE = "'GranteePrincipal':'arn:aws:iam::000000000000:role/r'";
    private static final String SERVICE = "'GranteeServicePrincipal':'sqs.amazonaws.com'";

    @AfterAll
    static void stop() {
        KMS.close();
    }

    private static Response create(String key, String members) {
        return KMS.call("CreateGrant", "{'KeyId':'" + key + "'," + members + "}");
    }

    private static JsonPath made(String key, String members) {
        Response answer = create(key, members);
        answer.then().statusCode(200);
        return KmsServer.json(answer);
    }

    private static List<String> grants(String key) {
        return KMS.ok("ListGrants", "{'KeyId':'%s'}", key).getList("Grants.GrantId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Operations':[],'GranteePrincipal':'arn:aws:iam::000000000000:root'",
                "'Operations':['Decrypt']",
                "'Operations':['Decrypt'],'GranteePrincipal':'arn:aws:iam::000000000000:root','GranteeServicePrincipal':'sqs.amazonaws.com'",
                "'Operations':['Decrypt'],'GranteeServicePrincipal':'sqs.amazonaws.com','RetiringServicePrincipal':'sqs.amazonaws.com'",
                "'Operations':['Decrypt'],'GranteeServicePrincipal':'sqs.amazonaws.com','Constraints':{'SourceArn':'arn:aws:sqs:us-east-1:000000000000:q'}",
                "'Operations':['Sign'],'GranteePrincipal':'arn:aws:iam::000000000000:root'",
                "'Operations':['Everything'],'GranteePrincipal':'arn:aws:iam::000000000000:root'",
                "'Operations':['Decrypt'],'GranteePrincipal':'arn:aws:iam::000000000000:root','Constraints':{'EncryptionContextSubset':{'1':'','2':'','3':'','4':'','5':'','6':'','7':'','8':'','9':''}}"
            })
    void whatIsNoGrant_isRefused(String members) {
        String key = KMS.key();
        assertThat(refusal(create(key, members))).startsWith("ValidationException");
        assertThat(grants(key)).isEmpty();
    }

    @Test
    void longContext_isRefused() {
        String grant = GRANTEE + ",'Operations':['Decrypt'],'Constraints':{'EncryptionContextEquals':{'a':'";
        made(KMS.key(), grant + "b".repeat(383) + "'}}");
        assertThat(refusal(create(KMS.key(), grant + "b".repeat(384) + "'}}"))).startsWith("ValidationException");
    }

    @Test
    void whatAGrantSays_isListed() {
        String key = KMS.key();
        String id = made(
                        key,
                        SERVICE
                                + ",'RetiringPrincipal':'arn:aws:iam::000000000000:role/retire','Operations':['Decrypt','DescribeKey'],"
                                + "'Constraints':{'SourceArn':'arn:aws:sqs:us-east-1:000000000000:q','EncryptionContextEquals':{'a':'1'}}")
                .getString("GrantId");
        assertThat(KMS.ok("ListGrants", "{'KeyId':'%s','GrantId':'%s'}", key, id)
                        .getMap("Grants[0]"))
                .containsEntry("KeyId", "arn:aws:kms:us-east-1:000000000000:key/" + key)
                .containsEntry("GranteeServicePrincipal", "sqs.amazonaws.com")
                .containsEntry("RetiringPrincipal", "arn:aws:iam::000000000000:role/retire")
                .containsEntry("IssuingAccount", "arn:aws:iam::000000000000:root")
                .containsEntry("Operations", List.of("Decrypt", "DescribeKey"))
                .containsEntry(
                        "Constraints",
                        java.util.Map.of(
                                "SourceArn",
                                "arn:aws:sqs:us-east-1:000000000000:q",
                                "EncryptionContextEquals",
                                java.util.Map.of("a", "1")))
                .containsKeys("CreationDate", "GrantId", "Name")
                .doesNotContainKey("GranteePrincipal");
        assertThat(KMS.ok("ListGrants", "{'KeyId':'%s','GranteeServicePrincipal':'sns.amazonaws.com'}", key)
                        .getList("Grants"))
                .isEmpty();
    }

    @Test
    void withoutAName_eachCallMakesAnother() {
        String key = KMS.key();
        made(key, GRANTEE + ",'Operations':['Decrypt']");
        made(key, GRANTEE + ",'Operations':['Decrypt']");
        assertThat(grants(key)).hasSize(2);
    }

    @Test
    void grant_isRetiredByKeyAndId_andRevoked() {
        String key = KMS.key();
        String retired = made(key, GRANTEE + ",'Operations':['Decrypt']").getString("GrantId");
        String revoked = made(key, GRANTEE + ",'Operations':['Decrypt']").getString("GrantId");
        for (String action : List.of("RetireGrant", "RevokeGrant")) {
            assertThat(refusal(KMS.call(action, "{'KeyId':'%s','GrantId':'%s','DryRun':true}", key, retired)))
                    .startsWith("DryRunOperationException");
            assertThat(refusal(KMS.call(action, "{'KeyId':'%s','GrantId':'%s'}", KMS.key(), retired)))
                    .startsWith("NotFoundException");
        }
        KMS.ok("RetireGrant", "{'KeyId':'%s','GrantId':'%s'}", key, retired);
        assertThat(grants(key)).containsExactly(revoked);
        KMS.ok("RevokeGrant", "{'KeyId':'%s','GrantId':'%s'}", key, revoked);
        assertThat(grants(key)).isEmpty();
        assertThat(refusal(create(key, GRANTEE + ",'Operations':['Decrypt'],'DryRun':true")))
                .startsWith("DryRunOperationException");
        assertThat(grants(key)).isEmpty();
    }

    @Test
    void tokenOfAGrantThatIsGone_isATokenStill() {
        String key = KMS.key();
        String token = made(key, GRANTEE + ",'Operations':['Decrypt']").getString("GrantToken");
        KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ==','GrantTokens':['%s']}", key, token);
        KMS.ok("RetireGrant", "{'GrantToken':'%s'}", token);
        KMS.ok("RetireGrant", "{'GrantToken':'%s'}", token);
    }

    @Test
    void list_comesInPages() {
        String key = KMS.key();
        for (int i = 0; i < 5; i++) {
            made(key, GRANTEE + ",'Operations':['Decrypt']");
        }
        List<String> found = new ArrayList<>();
        String marker = "";
        JsonPath page;
        do {
            page = KMS.ok("ListGrants", "{'KeyId':'%s','Limit':2" + marker + "}", key);
            found.addAll(page.getList("Grants.GrantId"));
            marker = ",'Marker':'" + page.getString("NextMarker") + "'";
        } while (page.getBoolean("Truncated"));
        assertThat(page.getString("NextMarker")).isNull();
        assertThat(found).hasSize(5).containsExactlyElementsOf(grants(key));
    }

    @Test
    void keyOfAnotherAccount_isGrantedByItsArn() {
        String arn = KMS.ok("CreateKey", "{}").getString("KeyMetadata.Arn");
        String other = "111122223333";
        String body = "{'KeyId':'" + arn + "'," + GRANTEE + ",'Operations':['Decrypt']}";
        Response answer = KMS.callAs(other, "CreateGrant", body);
        answer.then().statusCode(200);
        String id = KmsServer.json(answer).getString("GrantId");
        assertThat(KMS.ok("ListGrants", "{'KeyId':'%s'}", arn).getString("Grants[0].IssuingAccount"))
                .isEqualTo("arn:aws:iam::111122223333:root");
        KMS.callAs(other, "RevokeGrant", "{'KeyId':'%s','GrantId':'%s'}", arn, id)
                .then()
                .statusCode(200);
    }
}
