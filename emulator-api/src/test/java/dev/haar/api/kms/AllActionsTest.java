package dev.haar.api.kms;

import static dev.haar.api.kms.KmsServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsRequest;

/** What holds for all actions of a kind. */
class AllActionsTest {
    private static final KmsServer KMS = new KmsServer();
    private static final String ROOT = "'GranteePrincipal':'arn:aws:iam::000000000000:root'";

    @AfterAll
    static void stop() {
        KMS.close();
    }

    /** The SDK's names of all actions, as the wire has them. */
    private static List<String> actions() {
        return Arrays.stream(KmsClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && KmsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .map(method -> method.getName())
                .filter(name -> !name.endsWith("Paginator"))
                .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void everyActionIsThere() {
        assertThat(actions()).hasSizeGreaterThanOrEqualTo(54);
        for (String action : actions()) {
            Response answer = KMS.call(action, "{}");
            assertThat(answer.statusCode()).as(action).isIn(200, 400);
            if (answer.statusCode() == 400) {
                assertThat(refusal(answer)).as(action).startsWith("ValidationException: ");
            }
        }
    }

    @Test
    void everyActionThatCanBeRehearsed_changesAndAnswersNothing() {
        String key = KMS.key();
        String other = KMS.key();
        String mac = KMS.key("'KeySpec':'HMAC_256','KeyUsage':'GENERATE_VERIFY_MAC'");
        String signing = KMS.key("'KeySpec':'ECC_NIST_P256','KeyUsage':'SIGN_VERIFY'");
        String agreement = KMS.key("'KeySpec':'ECC_NIST_P256','KeyUsage':'KEY_AGREEMENT'");
        String blob =
                KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key).getString("CiphertextBlob");
        JsonPath grant = KMS.ok("CreateGrant", "{'KeyId':'%s'," + ROOT + ",'Operations':['Decrypt']}", key);
        String message = "'KeyId':'%s','Message':'YQ=='";
        String ofMac = message.formatted(mac) + ",'MacAlgorithm':'HMAC_SHA_256'";
        String ofSignature = message.formatted(signing) + ",'SigningAlgorithm':'ECDSA_SHA_256'";
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("CreateGrant", "'KeyId':'" + key + "'," + ROOT + ",'Operations':['Decrypt']");
        calls.put("Decrypt", "'CiphertextBlob':'" + blob + "'");
        calls.put(
                "DeriveSharedSecret",
                "'KeyId':'" + agreement + "','KeyAgreementAlgorithm':'ECDH','PublicKey':'"
                        + KMS.ok("GetPublicKey", "{'KeyId':'%s'}", agreement).getString("PublicKey") + "'");
        calls.put("Encrypt", "'KeyId':'" + key + "','Plaintext':'YQ=='");
        calls.put("GenerateDataKey", "'KeyId':'" + key + "','KeySpec':'AES_256'");
        calls.put("GenerateDataKeyWithoutPlaintext", "'KeyId':'" + key + "','NumberOfBytes':16");
        calls.put("GenerateDataKeyPair", "'KeyId':'" + key + "','KeyPairSpec':'ECC_NIST_P256'");
        calls.put("GenerateDataKeyPairWithoutPlaintext", "'KeyId':'" + key + "','KeyPairSpec':'ECC_NIST_P256'");
        calls.put("GenerateMac", ofMac);
        calls.put("ReEncrypt", "'CiphertextBlob':'" + blob + "','DestinationKeyId':'" + other + "'");
        calls.put("Sign", ofSignature);
        calls.put("Verify", ofSignature + ",'Signature':'YQ=='");
        calls.put("VerifyMac", ofMac + ",'Mac':'YQ=='");
        calls.put("RetireGrant", "'GrantToken':'" + grant.getString("GrantToken") + "'");
        calls.put("RevokeGrant", "'KeyId':'" + key + "','GrantId':'" + grant.getString("GrantId") + "'");
        calls.forEach((action, members) -> assertThat(refusal(KMS.call(action, "{" + members + ",'DryRun':true}")))
                .as(action)
                .isEqualTo(
                        "DryRunOperationException: The request would have succeeded, but the DryRun option is set."));
        assertThat(KMS.ok("ListGrants", "{'KeyId':'%s'}", key).getList("Grants"))
                .hasSize(1);
        assertThat(KMS.ok("GetKeyLastUsage", "{'KeyId':'%s'}", other).getMap("KeyLastUsage"))
                .isEmpty();
        KMS.ok("DisableKey", "{'KeyId':'%s'}", key);
        assertThat(refusal(KMS.call("Encrypt", "{" + calls.get("Encrypt") + ",'DryRun':true}")))
                .startsWith("DisabledException");
    }

    /** Nobody attests here: better no answer than one that a Nitro enclave would not understand. */
    @Test
    void everyActionRefusesARecipient() {
        String key = KMS.key();
        String recipient = ",'Recipient':{'KeyEncryptionAlgorithm':'RSAES_OAEP_SHA_256','AttestationDocument':'YQ=='}}";
        for (String call : List.of(
                "Decrypt|{'CiphertextBlob':'YQ=='",
                "DeriveSharedSecret|{'KeyId':'" + key + "','KeyAgreementAlgorithm':'ECDH','PublicKey':'YQ=='",
                "GenerateDataKey|{'KeyId':'" + key + "','KeySpec':'AES_256'",
                "GenerateDataKeyPair|{'KeyId':'" + key + "','KeyPairSpec':'RSA_2048'",
                "GenerateRandom|{'NumberOfBytes':1")) {
            String[] parts = call.split("\\|");
            Response answer = KMS.call(parts[0], parts[1] + recipient);
            assertThat(answer.statusCode()).as(parts[0]).isEqualTo(501);
            assertThat(answer.asString()).contains("Nitro");
        }
    }

    private static List<Object> pages(String action, String members, String list) {
        List<Object> found = new ArrayList<>();
        String marker = "";
        JsonPath page;
        do {
            page = KMS.ok(action, "{" + members + "'Limit':2" + marker + "}");
            assertThat(page.getList(list).size()).as(action).isBetween(1, 2);
            assertThat(page.getString("NextMarker") != null).as(action).isEqualTo(page.getBoolean("Truncated"));
            found.addAll(page.getList(list));
            marker = ",'Marker':'" + page.getString("NextMarker") + "'";
        } while (page.getBoolean("Truncated"));
        return found;
    }

    @Test
    void everyListComesInPages() {
        String key = KMS.key("'Tags':[{'TagKey':'a','TagValue':'1'},{'TagKey':'b','TagValue':'2'},"
                + "{'TagKey':'c','TagValue':'3'}]");
        for (int i = 0; i < 3; i++) {
            KMS.ok("CreateAlias", "{'AliasName':'alias/page-%d','TargetKeyId':'%s'}", i, key);
            KMS.ok("RotateKeyOnDemand", "{'KeyId':'%s'}", key);
            KMS.ok(
                    "CreateGrant",
                    "{'KeyId':'%s'," + ROOT
                            + ",'Operations':['Decrypt'],'RetiringPrincipal':'arn:aws:iam::000000000000:role/pages'}",
                    key);
            KMS.ok(
                    "CreateCustomKeyStore",
                    "{'CustomKeyStoreName':'page-%d','CloudHsmClusterId':'cluster-%s','TrustAnchorCertificate':'c',"
                            + "'KeyStorePassword':'password'}",
                    i,
                    "abc".charAt(i) + "aaaaaaaaaa");
        }
        String ofKey = "'KeyId':'" + key + "',";
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("ListAliases|" + ofKey, "Aliases");
        lists.put("ListGrants|" + ofKey, "Grants");
        lists.put("ListRetirableGrants|'RetiringPrincipal':'arn:aws:iam::000000000000:role/pages',", "Grants");
        lists.put("ListResourceTags|" + ofKey, "Tags");
        lists.put("ListKeyRotations|" + ofKey, "Rotations");
        lists.put("DescribeCustomKeyStores|", "CustomKeyStores");
        lists.forEach((call, list) -> {
            String[] parts = call.split("\\|", 2);
            assertThat(pages(parts[0], parts[1], list))
                    .as(parts[0])
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .isEqualTo(
                            KMS.ok(parts[0], "{" + parts[1] + "'Limit':1000}").getList(list));
        });
        assertThat(pages("ListKeys", "", "Keys")).contains(Map.of("KeyId", key, "KeyArn", arn(key)));
        assertThat(pages("ListKeyPolicies", ofKey, "PolicyNames")).containsExactly("default");
    }

    private static String arn(String key) {
        return "arn:aws:kms:us-east-1:000000000000:key/" + key;
    }

    @ParameterizedTest
    @CsvSource({
        "ListAliases, ''",
        "ListGrants, KeyId",
        "ListKeyPolicies, KeyId",
        "ListKeyRotations, KeyId",
        "ListKeys, ''",
        "ListResourceTags, KeyId",
        "ListRetirableGrants, RetiringPrincipal",
        "DescribeCustomKeyStores, ''"
    })
    void limitAndMarker_areCheckedByEveryList(String action, String member) {
        String value = member.equals("KeyId") ? KMS.key() : "arn:aws:iam::000000000000:role/r";
        String members = member.isEmpty() ? "" : "'" + member + "':'" + value + "',";
        assertThat(refusal(KMS.call(action, "{" + members + "'Limit':0}")))
                .isEqualTo("ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy"
                        + " constraint: Member must have value greater than or equal to 1");
        assertThat(refusal(KMS.call(action, "{" + members + "'Limit':1001}")))
                .endsWith("Member must have value less than or equal to 1000");
        assertThat(refusal(KMS.call(action, "{" + members + "'Marker':'xx'}")))
                .isEqualTo("InvalidMarkerException: Could not deserialize marker 'xx'");
    }
}
