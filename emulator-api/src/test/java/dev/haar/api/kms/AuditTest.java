package dev.haar.api.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every call is in the audit log, and nothing secret is. */
class AuditTest {
    @Test
    void callsAreThereAsCloudTrailTellsThem() {
        try (KmsServer kms = new KmsServer()) {
            String key = kms.key();
            kms.ok(
                    "Encrypt",
                    "{'KeyId':'%s','Plaintext':'%s','EncryptionContext':{'app':'shop'}}",
                    key,
                    KmsServer.base64("open sesame"));
            kms.ok("DisableKey", "{'KeyId':'%s'}", key);
            kms.call("GenerateDataKey", "{'KeyId':'%s','KeySpec':'AES_256'}", key)
                    .then()
                    .statusCode(400);
            JsonPath records = kms.audit("?resource=" + key);
            assertThat(records.getList("Records.eventName"))
                    .isEqualTo(List.of("GenerateDataKey", "DisableKey", "Encrypt", "CreateKey"));
            assertThat(records.getString("Records[0].errorCode")).isEqualTo("DisabledException");
            assertThat(records.getString("Records[2].requestParameters.encryptionContext.app"))
                    .isEqualTo("shop");
            assertThat(records.getString("Records[2].resources[0].ARN"))
                    .isEqualTo("arn:aws:kms:us-east-1:000000000000:key/" + key);
            assertThat(records.getString("Records[2].userIdentity.accountId")).isEqualTo(KmsServer.ACCOUNT);
            assertThat(records.getBoolean("Records[2].readOnly")).isTrue();
            assertThat(records.getBoolean("Records[1].readOnly")).isFalse();
        }
    }

    @Test
    void resourcesAreWhatACallMakesNamesOrTakesAway() {
        try (KmsServer kms = new KmsServer()) {
            String key = kms.key();
            String keyArn = "arn:aws:kms:us-east-1:000000000000:key/" + key;
            String aliasArn = "arn:aws:kms:us-east-1:000000000000:alias/a";
            assertThat(resources(kms)).containsExactly(keyArn);
            kms.ok("CreateAlias", "{'AliasName':'alias/a','TargetKeyId':'%s'}", key);
            assertThat(resources(kms)).containsExactly(aliasArn, keyArn);
            assertThat(kms.audit("").getString("Records[0].resources[0].type")).isEqualTo("AWS::KMS::Alias");
            assertThat(kms.audit("").getString("Records[0].responseElements")).isNull();
            String blob =
                    kms.ok("Encrypt", "{'KeyId':'alias/a','Plaintext':'YQ=='}").getString("CiphertextBlob");
            kms.ok("DeleteAlias", "{'AliasName':'alias/a'}");
            assertThat(resources(kms)).containsExactly(aliasArn);
            kms.ok("Decrypt", "{'CiphertextBlob':'%s'}", blob);
            assertThat(resources(kms)).containsExactly(keyArn);
            String other = kms.key();
            kms.ok("ReEncrypt", "{'CiphertextBlob':'%s','DestinationKeyId':'%s'}", blob, other);
            assertThat(resources(kms)).containsExactlyInAnyOrder(keyArn, keyArn.replace(key, other));
            String token = kms.ok(
                            "CreateGrant",
                            "{'KeyId':'%s','GranteePrincipal':'arn:aws:iam::000000000000:root','Operations':['Decrypt']}",
                            key)
                    .getString("GrantToken");
            kms.ok("RetireGrant", "{'GrantToken':'%s'}", token);
            assertThat(resources(kms)).containsExactly(keyArn);
        }
    }

    private static List<String> resources(KmsServer kms) {
        return kms.audit("?limit=1").getList("Records[0].resources.ARN");
    }

    /** AWS's model says so of ReplicateKey. */
    @Test
    void replicaIsNotedInBothRegions() {
        try (KmsServer kms = new KmsServer()) {
            String key = kms.key("'MultiRegion':true");
            kms.ok("ReplicateKey", "{'KeyId':'%s','ReplicaRegion':'eu-west-1'}", key);
            JsonPath records = kms.audit("?resource=" + key);
            assertThat(records.getList("Records.eventName"))
                    .isEqualTo(List.of("CreateKey", "ReplicateKey", "CreateKey"));
            assertThat(records.getList("Records.awsRegion")).isEqualTo(List.of("eu-west-1", "us-east-1", "us-east-1"));
        }
    }

    @Test
    void nothingSecretIsThere() {
        try (KmsServer kms = new KmsServer()) {
            String secret = KmsServer.base64("0123456789abcdef0123456789abcdef");
            String key = kms.key("'Tags':[{'TagKey':'_custom_key_material_','TagValue':'" + secret + "'}]");
            String plaintext = KmsServer.base64("open sesame");
            String blob = kms.ok("Encrypt", "{'KeyId':'%s','Plaintext':'%s'}", key, plaintext)
                    .getString("CiphertextBlob");
            kms.ok("Decrypt", "{'CiphertextBlob':'%s'}", blob);
            String dataKey = kms.ok("GenerateDataKey", "{'KeyId':'%s','KeySpec':'AES_256'}", key)
                    .getString("Plaintext");
            kms.ok(
                    "CreateCustomKeyStore",
                    "{'CustomKeyStoreName':'hsm','CloudHsmClusterId':'cluster-abcdefghijk','TrustAnchorCertificate':'c','KeyStorePassword':'open-sesame'}");
            String log = kms.audit("").prettify();
            assertThat(log).contains("CreateKey", "Decrypt").doesNotContain(secret, plaintext, dataKey, "open-sesame");
        }
    }
}
