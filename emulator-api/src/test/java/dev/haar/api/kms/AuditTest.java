package dev.haar.api.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
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
                    .isEqualTo(java.util.List.of("GenerateDataKey", "DisableKey", "Encrypt"));
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
