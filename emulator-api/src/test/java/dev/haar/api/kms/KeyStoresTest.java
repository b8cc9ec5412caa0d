package dev.haar.api.kms;

import static dev.haar.api.kms.KmsServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Custom key stores and the keys in them.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html">Key stores</a>
 */
class KeyStoresTest {
    private static final String HSM =
            "'CustomKeyStoreName':'hsm','CloudHsmClusterId':'cluster-abcdefghijk','TrustAnchorCertificate':'c',"
                    + "'KeyStorePassword':'password'";
    private static final String PROXY = "'CustomKeyStoreType':'EXTERNAL_KEY_STORE','XksProxyAuthenticationCredential':"
            + "{'AccessKeyId':'ABCDEFGHIJ234567ABCD','RawSecretAccessKey':'0123456789012345678901234567890123456789012'},";
    private static final String STATE = "CustomKeyStoreInvalidStateException";

    private final KmsServer kms = new KmsServer();

    @AfterEach
    void stop() {
        kms.close();
    }

    private String made(String members) {
        return kms.ok("CreateCustomKeyStore", "{" + members + "}").getString("CustomKeyStoreId");
    }

    private static String proxy(String name, String endpoint, String path, String connectivity) {
        return PROXY + "'CustomKeyStoreName':'" + name + "','XksProxyUriEndpoint':'" + endpoint
                + "','XksProxyUriPath':'" + path + "','XksProxyConnectivity':'" + connectivity + "'";
    }

    private static String external(String name) {
        return proxy(name, "https://xks.example.com", "/" + name + "/kms/xks/v1", "PUBLIC_ENDPOINT");
    }

    private Response onStore(String action, String store) {
        return kms.call(action, "{'CustomKeyStoreId':'%s'}", store);
    }

    private Response update(String store, String members) {
        return kms.call("UpdateCustomKeyStore", "{'CustomKeyStoreId':'" + store + "'," + members + "}");
    }

    private String state(String store) {
        return kms.ok("DescribeCustomKeyStores", "{'CustomKeyStoreId':'%s'}", store)
                .getString("CustomKeyStores[0].ConnectionState");
    }

    private Response key(String store, String origin, String more) {
        return kms.call("CreateKey", "{'Origin':'" + origin + "','CustomKeyStoreId':'" + store + "'" + more + "}");
    }

    private String keyId(String store, String origin, String more) {
        return KmsServer.json(key(store, origin, more)).getString("KeyMetadata.KeyId");
    }

    @Test
    void aStoreIsDisconnectedOnce_andConnectedAsOftenAsOneLikes() {
        String store = made(HSM);
        assertThat(state(store)).isEqualTo("DISCONNECTED");
        assertThat(refusal(onStore("DisconnectCustomKeyStore", store))).startsWith(STATE);
        onStore("ConnectCustomKeyStore", store).then().statusCode(200);
        onStore("ConnectCustomKeyStore", store).then().statusCode(200);
        assertThat(state(store)).isEqualTo("CONNECTED");
        assertThat(refusal(onStore("DeleteCustomKeyStore", store))).startsWith(STATE);
        onStore("DisconnectCustomKeyStore", store).then().statusCode(200);
        onStore("DeleteCustomKeyStore", store).then().statusCode(200);
        for (String action : List.of(
                "ConnectCustomKeyStore",
                "DisconnectCustomKeyStore",
                "DeleteCustomKeyStore",
                "UpdateCustomKeyStore",
                "DescribeCustomKeyStores")) {
            assertThat(refusal(onStore(action, store))).as(action).startsWith("CustomKeyStoreNotFoundException");
        }
    }

    @Test
    void aConnectedStoreChangesItsName_andAnExternalOneItsPathAndCredential() {
        String hsm = made(HSM);
        String external = made(external("xks"));
        for (String store : List.of(hsm, external)) {
            onStore("ConnectCustomKeyStore", store).then().statusCode(200);
            update(store, "'NewCustomKeyStoreName':'" + store + "'").then().statusCode(200);
        }
        update(external, "'XksProxyUriPath':'/other/kms/xks/v1'").then().statusCode(200);
        assertThat(refusal(update(external, "'XksProxyUriEndpoint':'https://other.example.com'")))
                .startsWith(STATE);
        assertThat(refusal(update(hsm, "'KeyStorePassword':'another'"))).startsWith(STATE);
        assertThat(refusal(update(hsm, "'CloudHsmClusterId':'cluster-bbbbbbbbbbb'")))
                .startsWith(STATE);
        onStore("DisconnectCustomKeyStore", hsm).then().statusCode(200);
        update(hsm, "'KeyStorePassword':'another'").then().statusCode(200);
    }

    @Test
    void whatStoresCannotShare_isInUse() {
        made(HSM);
        made(external("public"));
        made(external("sharesTheEndpoint"));
        String name = "'XksProxyVpcEndpointServiceName':'com.amazonaws.vpce.us-east-1.vpce-svc-1'";
        made(proxy("vpc", "https://vpc.example.com", "/kms/xks/v1", "VPC_ENDPOINT_SERVICE") + "," + name);
        assertThat(refusal(kms.call("CreateCustomKeyStore", "{" + HSM + "}")))
                .startsWith("CustomKeyStoreNameInUseException");
        assertThat(refusal(kms.call("CreateCustomKeyStore", "{" + HSM.replace("'hsm'", "'b'") + "}")))
                .startsWith("CloudHsmClusterInUseException");
        assertThat(refusal(kms.call(
                        "CreateCustomKeyStore", "{" + external("public").replace("'public'", "'b'") + "}")))
                .startsWith("XksProxyUriInUseException");
        assertThat(refusal(kms.call(
                        "CreateCustomKeyStore",
                        "{" + proxy("b", "https://vpc.example.com", "/b/kms/xks/v1", "PUBLIC_ENDPOINT") + "}")))
                .startsWith("XksProxyUriEndpointInUseException");
        assertThat(refusal(kms.call(
                        "CreateCustomKeyStore",
                        "{" + proxy("b", "https://b.example.com", "/kms/xks/v1", "VPC_ENDPOINT_SERVICE") + "," + name
                                + "}")))
                .startsWith("XksProxyVpcEndpointServiceInUseException");
        assertThat(refusal(kms.call(
                        "CreateCustomKeyStore",
                        "{" + proxy("b", "https://b.example.com", "/kms/xks/v1", "VPC_ENDPOINT_SERVICE") + "}")))
                .startsWith("ValidationException");
    }

    @Test
    void keysOfAStore_areSymmetricAndOfItsKind() {
        String hsm = made(HSM);
        String external = made(external("xks"));
        for (String store : List.of(hsm, external)) {
            onStore("ConnectCustomKeyStore", store).then().statusCode(200);
        }
        assertThat(refusal(key(hsm, "AWS_CLOUDHSM", ",'MultiRegion':true"))).startsWith("UnsupportedOperation");
        assertThat(refusal(key(hsm, "AWS_CLOUDHSM", ",'KeySpec':'RSA_2048','KeyUsage':'SIGN_VERIFY'")))
                .startsWith("UnsupportedOperationException");
        assertThat(refusal(key(external, "AWS_CLOUDHSM", ""))).startsWith("UnsupportedOperationException");
        assertThat(refusal(key(external, "EXTERNAL_KEY_STORE", ""))).startsWith("ValidationException");
        key(external, "EXTERNAL_KEY_STORE", ",'XksKeyId':'one'").then().statusCode(200);
        assertThat(refusal(key(external, "EXTERNAL_KEY_STORE", ",'XksKeyId':'one'")))
                .startsWith("XksKeyAlreadyInUseException");
        assertThat(refusal(key("cks-none", "AWS_CLOUDHSM", ""))).startsWith("CustomKeyStoreNotFoundException");
    }

    @Test
    void whatKeysOfAStoreCannotDo_isUnsupported() {
        String hsm = made(HSM);
        onStore("ConnectCustomKeyStore", hsm).then().statusCode(200);
        String key = keyId(hsm, "AWS_CLOUDHSM", "");
        for (String call : List.of(
                "GenerateDataKeyPair:,'KeyPairSpec':'ECC_NIST_P256'",
                "GenerateDataKeyPairWithoutPlaintext:,'KeyPairSpec':'ECC_NIST_P256'",
                "EnableKeyRotation:",
                "RotateKeyOnDemand:",
                "DeleteImportedKeyMaterial:",
                "GetParametersForImport:,'WrappingAlgorithm':'RSAES_OAEP_SHA_256','WrappingKeySpec':'RSA_2048'")) {
            String[] parts = call.split(":", 2);
            assertThat(refusal(kms.call(parts[0], "{'KeyId':'" + key + "'" + parts[1] + "}")))
                    .isEqualTo("UnsupportedOperationException: arn:aws:kms:us-east-1:000000000000:key/" + key
                            + " origin is AWS_CLOUDHSM which is not valid for this operation.");
        }
    }

    @Test
    void randomBytes_comeFromAnHsm() {
        String hsm = made(HSM);
        String external = made(external("xks"));
        assertThat(refusal(kms.call("GenerateRandom", "{'NumberOfBytes':8,'CustomKeyStoreId':'%s'}", hsm)))
                .startsWith(STATE);
        for (String store : List.of(hsm, external)) {
            onStore("ConnectCustomKeyStore", store).then().statusCode(200);
        }
        kms.ok("GenerateRandom", "{'NumberOfBytes':8,'CustomKeyStoreId':'%s'}", hsm);
        assertThat(refusal(kms.call("GenerateRandom", "{'NumberOfBytes':8,'CustomKeyStoreId':'%s'}", external)))
                .startsWith("UnsupportedOperationException");
    }

    /** Footnote 12 of AWS's key state table. */
    @Test
    void unavailableKey_isSwitched_andShowsItWhenItIsBack() {
        String hsm = made(HSM);
        onStore("ConnectCustomKeyStore", hsm).then().statusCode(200);
        String key = keyId(hsm, "AWS_CLOUDHSM", "");
        onStore("DisconnectCustomKeyStore", hsm).then().statusCode(200);
        kms.ok("DisableKey", "{'KeyId':'%s'}", key);
        assertThat(keyState(key)).isEqualTo("Unavailable");
        onStore("ConnectCustomKeyStore", hsm).then().statusCode(200);
        assertThat(keyState(key)).isEqualTo("Disabled");
        kms.ok("EnableKey", "{'KeyId':'%s'}", key);
        assertThat(keyState(key)).isEqualTo("Enabled");
        onStore("DisconnectCustomKeyStore", hsm).then().statusCode(200);
        kms.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", key);
        assertThat(keyState(key)).isEqualTo("PendingDeletion");
    }

    private String keyState(String key) {
        return kms.ok("DescribeKey", "{'KeyId':'%s'}", key).getString("KeyMetadata.KeyState");
    }
}
