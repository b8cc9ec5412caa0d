package dev.haar.api.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The table of AWS's developer guide, action by action.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html#key-state-table">Key state table</a>
 */
class KeyStatesTest {
    private static final KmsServer KMS = new KmsServer();
    private static final String OK = "";
    private static final String DISABLED = "DisabledException";
    private static final String STATE = "KMSInvalidStateException";
    private static final String UNSUPPORTED = "UnsupportedOperationException";

    private static final String WRAPPING = ",'WrappingAlgorithm':'RSAES_OAEP_SHA_256','WrappingKeySpec':'RSA_2048'";
    private static final String POLICY =
            "{\\'Statement\\':{\\'Effect\\':\\'Allow\\',\\'Principal\\':\\'*\\',\\'Action\\':\\'kms:*\\',\\'Resource\\':\\'*\\'}}";

    /** The inside of the request beside the key, and what it answers: disabled, pending deletion, pending import. */
    private static final Map<String, List<String>> TABLE = Map.ofEntries(
            Map.entry("Encrypt", List.of(",'Plaintext':'YQ=='", DISABLED, STATE, STATE)),
            Map.entry("GenerateDataKey", List.of(",'KeySpec':'AES_256'", DISABLED, STATE, STATE)),
            Map.entry("GenerateDataKeyWithoutPlaintext", List.of(",'KeySpec':'AES_256'", DISABLED, STATE, STATE)),
            Map.entry("GenerateDataKeyPair", List.of(",'KeyPairSpec':'ECC_NIST_P256'", DISABLED, STATE, STATE)),
            Map.entry(
                    "GenerateDataKeyPairWithoutPlaintext",
                    List.of(",'KeyPairSpec':'ECC_NIST_P256'", DISABLED, STATE, STATE)),
            Map.entry("PutKeyPolicy", List.of(",'Policy':'" + POLICY + "'", OK, OK, OK)),
            Map.entry("ListAliases", List.of("", OK, OK, OK)),
            Map.entry("GetParametersForImport", List.of(WRAPPING, UNSUPPORTED, UNSUPPORTED, OK)),
            Map.entry("DeleteImportedKeyMaterial", List.of("", UNSUPPORTED, UNSUPPORTED, OK)),
            Map.entry(
                    "CreateGrant",
                    List.of(
                            ",'GranteePrincipal':'arn:aws:iam::000000000000:root','Operations':['Decrypt']",
                            DISABLED,
                            STATE,
                            STATE)),
            Map.entry("DescribeKey", List.of("", OK, OK, OK)),
            Map.entry("GetKeyPolicy", List.of("", OK, OK, OK)),
            Map.entry("ListGrants", List.of("", OK, OK, OK)),
            Map.entry("ListKeyPolicies", List.of("", OK, OK, OK)),
            Map.entry("ListResourceTags", List.of("", OK, OK, OK)),
            Map.entry("GetKeyLastUsage", List.of("", OK, OK, OK)),
            Map.entry("GetKeyRotationStatus", List.of("", OK, OK, OK)),
            Map.entry("ListKeyRotations", List.of("", OK, STATE, OK)),
            Map.entry("EnableKeyRotation", List.of("", DISABLED, STATE, UNSUPPORTED)),
            Map.entry("DisableKeyRotation", List.of("", DISABLED, STATE, UNSUPPORTED)),
            Map.entry("RotateKeyOnDemand", List.of("", DISABLED, STATE, STATE)),
            Map.entry("TagResource", List.of(",'Tags':[{'TagKey':'a','TagValue':'b'}]", OK, STATE, OK)),
            Map.entry("UntagResource", List.of(",'TagKeys':['a']", OK, STATE, OK)),
            Map.entry("UpdateKeyDescription", List.of(",'Description':'x'", OK, STATE, OK)),
            Map.entry("EnableKey", List.of("", OK, STATE, STATE)),
            Map.entry("DisableKey", List.of("", OK, STATE, STATE)),
            Map.entry("ScheduleKeyDeletion", List.of("", OK, STATE, OK)),
            Map.entry("CancelKeyDeletion", List.of("", STATE, OK, STATE)));

    @AfterAll
    static void stop() {
        KMS.close();
    }

    private static void assertAnswers(String action, String key, String inside, String error, String state) {
        Response answer = KMS.call(action, "{'KeyId':'%s'" + inside + "}", key);
        JsonPath body = KmsServer.json(answer);
        assertThat(answer.statusCode() == 200 ? OK : body.getString("__type"))
                .as(action + " of a key that is " + state)
                .isEqualTo(error);
        if (!error.equals(OK)) {
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void everyActionAnswersAsTheTableSays() {
        TABLE.forEach((action, row) -> {
            String disabled = KMS.key();
            KMS.ok("DisableKey", "{'KeyId':'%s'}", disabled);
            assertAnswers(action, disabled, row.get(0), row.get(1), "Disabled");
            String leaving = KMS.key();
            KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", leaving);
            assertAnswers(action, leaving, row.get(0), row.get(2), "PendingDeletion");
            assertAnswers(action, KMS.key("'Origin':'EXTERNAL'"), row.get(0), row.get(3), "PendingImport");
        });
    }

    /** Cryptography with key pairs and HMAC keys. */
    @Test
    void everyKindOfKeyObeysItsState() {
        String pair = "'KeySpec':'ECC_NIST_P256','KeyUsage':'%s'";
        String signing = pair.formatted("SIGN_VERIFY");
        String agreement = pair.formatted("KEY_AGREEMENT");
        String mac = "'KeySpec':'HMAC_256','KeyUsage':'GENERATE_VERIFY_MAC'";
        String publicKey =
                KMS.ok("GetPublicKey", "{'KeyId':'%s'}", KMS.key(agreement)).getString("PublicKey");
        String ofSignature = ",'Message':'YQ==','SigningAlgorithm':'ECDSA_SHA_256'";
        String ofMac = ",'Message':'YQ==','MacAlgorithm':'HMAC_SHA_256'";
        Map.of(
                        "Sign", List.of(signing, ofSignature),
                        "Verify", List.of(signing, ofSignature + ",'Signature':'YQ=='"),
                        "GetPublicKey", List.of(signing, ""),
                        "GenerateMac", List.of(mac, ofMac),
                        "VerifyMac", List.of(mac, ofMac + ",'Mac':'YQ=='"),
                        "DeriveSharedSecret",
                                List.of(agreement, ",'KeyAgreementAlgorithm':'ECDH','PublicKey':'" + publicKey + "'"))
                .forEach((action, call) -> {
                    String key = KMS.key(call.get(0));
                    KMS.ok("DisableKey", "{'KeyId':'%s'}", key);
                    assertAnswers(action, key, call.get(1), DISABLED, "Disabled");
                    KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", key);
                    assertAnswers(action, key, call.get(1), STATE, "PendingDeletion");
                    assertAnswers(
                            action, KMS.key(call.get(0) + ",'Origin':'EXTERNAL'"), call.get(1), STATE, "PendingImport");
                });
    }

    @Test
    void aliasesOfAKeyThatIsToGo() {
        String leaving = KMS.key();
        String other = KMS.key();
        KMS.ok("CreateAlias", "{'AliasName':'alias/leaving','TargetKeyId':'%s'}", leaving);
        KMS.ok("CreateAlias", "{'AliasName':'alias/other','TargetKeyId':'%s'}", other);
        KMS.ok("CreateAlias", "{'AliasName':'alias/goes','TargetKeyId':'%s'}", leaving);
        KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", leaving);
        for (String call : List.of(
                "CreateAlias:{'AliasName':'alias/new','TargetKeyId':'%s'}",
                "UpdateAlias:{'AliasName':'alias/other','TargetKeyId':'%s'}")) {
            String[] parts = call.split(":", 2);
            assertThat(KmsServer.refusal(KMS.call(parts[0], parts[1], leaving)))
                    .isEqualTo("KMSInvalidStateException: arn:aws:kms:us-east-1:000000000000:key/" + leaving
                            + " is pending deletion.");
        }
        KMS.ok("UpdateAlias", "{'AliasName':'alias/leaving','TargetKeyId':'%s'}", other);
        KMS.ok("DeleteAlias", "{'AliasName':'alias/goes'}");
    }

    @Test
    void grantsOfAKeyThatIsToGo_areTakenBack() {
        String key = KMS.key();
        String body = "{'KeyId':'%s','GranteePrincipal':'arn:aws:iam::000000000000:root','Operations':['Decrypt']}";
        String retired = KMS.ok("CreateGrant", body, key).getString("GrantToken");
        String revoked = KMS.ok("CreateGrant", body, key).getString("GrantId");
        KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", key);
        KMS.ok("RetireGrant", "{'GrantToken':'%s'}", retired);
        KMS.ok("RevokeGrant", "{'KeyId':'%s','GrantId':'%s'}", key, revoked);
    }

    @Test
    void primaryKeyThatWaitsForItsReplicas_isOfNoUse() {
        String key = KMS.key("'MultiRegion':true");
        String blob =
                KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key).getString("CiphertextBlob");
        KMS.ok("ReplicateKey", "{'KeyId':'%s','ReplicaRegion':'eu-west-1'}", key);
        JsonPath scheduled = KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", key);
        assertThat(scheduled.getString("KeyState")).isEqualTo("PendingReplicaDeletion");
        assertThat(scheduled.getString("DeletionDate")).isNull();
        for (String call : List.of(
                "Encrypt:,'Plaintext':'YQ=='",
                "ReplicateKey:,'ReplicaRegion':'us-west-2'",
                "UpdatePrimaryRegion:,'PrimaryRegion':'eu-west-1'",
                "EnableKey:",
                "DisableKey:",
                "EnableKeyRotation:",
                "RotateKeyOnDemand:",
                "ScheduleKeyDeletion:",
                "TagResource:,'Tags':[]",
                "CreateGrant:,'GranteePrincipal':'arn:aws:iam::000000000000:root','Operations':['Decrypt']")) {
            String[] parts = call.split(":", 2);
            assertAnswers(parts[0], key, parts[1], STATE, "PendingReplicaDeletion");
        }
        assertThat(KmsServer.json(KMS.callIn("eu-west-1", "Decrypt", "{'CiphertextBlob':'%s'}", blob))
                        .getString("Plaintext"))
                .isEqualTo("YQ==");
        assertThat(KMS.ok("DescribeKey", "{'KeyId':'%s'}", key).getMap("KeyMetadata"))
                .containsEntry("PendingDeletionWindowInDays", 30)
                .doesNotContainKey("DeletionDate");
        KMS.ok("CancelKeyDeletion", "{'KeyId':'%s'}", key);
        for (String call : List.of(
                "ReplicateKey:,'ReplicaRegion':'us-west-2'", "UpdatePrimaryRegion:,'PrimaryRegion':'eu-west-1'")) {
            String[] parts = call.split(":", 2);
            assertAnswers(parts[0], key, parts[1], DISABLED, "Disabled");
        }
    }

    @Test
    void ciphertext_isOpenedByTheStateOfItsKey() {
        String key = KMS.key();
        String blob =
                KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key).getString("CiphertextBlob");
        KMS.ok("DisableKey", "{'KeyId':'%s'}", key);
        Response answer = KMS.call("Decrypt", "{'CiphertextBlob':'%s'}", blob);
        assertThat(KmsServer.json(answer).getString("__type")).isEqualTo(DISABLED);
        String body = "{'CiphertextBlob':'%s','DestinationKeyId':'%s'}";
        assertThat(KmsServer.json(KMS.call("ReEncrypt", body, blob, KMS.key())).getString("__type"))
                .isEqualTo(DISABLED);
        String own = KMS.key();
        String another =
                KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", own).getString("CiphertextBlob");
        assertThat(KmsServer.json(KMS.call("ReEncrypt", body, another, key)).getString("__type"))
                .isEqualTo(DISABLED);
        KMS.ok("EnableKey", "{'KeyId':'%s'}", key);
        assertThat(KMS.ok("Decrypt", "{'CiphertextBlob':'%s'}", blob).getString("Plaintext"))
                .isEqualTo("YQ==");
    }

    @Test
    void keyIsGone_whenItsWaitingPeriodEnds() {
        String key = KMS.key();
        JsonPath scheduled = KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s','PendingWindowInDays':7}", key);
        assertThat(scheduled.getString("KeyState")).isEqualTo("PendingDeletion");
        KMS.haar().clock().advance(Duration.ofDays(7).minusSeconds(1));
        KMS.ok("DescribeKey", "{'KeyId':'%s'}", key);
        KMS.haar().clock().advance(Duration.ofSeconds(1));
        assertThat(KmsServer.json(KMS.call("DescribeKey", "{'KeyId':'%s'}", key))
                        .getString("message"))
                .isEqualTo("Key 'arn:aws:kms:us-east-1:000000000000:key/" + key + "' does not exist");
    }

    @Test
    void keyInADisconnectedStore_isUnavailable() {
        String store = KMS.ok(
                        "CreateCustomKeyStore",
                        "{'CustomKeyStoreName':'hsm','CloudHsmClusterId':'cluster-abcdefghijk','TrustAnchorCertificate':'c','KeyStorePassword':'password'}")
                .getString("CustomKeyStoreId");
        Response early = KMS.call("CreateKey", "{'Origin':'AWS_CLOUDHSM','CustomKeyStoreId':'%s'}", store);
        assertThat(KmsServer.json(early).getString("__type")).isEqualTo("CustomKeyStoreInvalidStateException");
        KMS.ok("ConnectCustomKeyStore", "{'CustomKeyStoreId':'%s'}", store);
        JsonPath made = KMS.ok("CreateKey", "{'Origin':'AWS_CLOUDHSM','CustomKeyStoreId':'%s'}", store);
        String key = made.getString("KeyMetadata.KeyId");
        assertThat(made.getString("KeyMetadata.CloudHsmClusterId")).isEqualTo("cluster-abcdefghijk");
        KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key);
        KMS.ok("DisconnectCustomKeyStore", "{'CustomKeyStoreId':'%s'}", store);
        assertThat(KMS.ok("DescribeKey", "{'KeyId':'%s'}", key).getString("KeyMetadata.KeyState"))
                .isEqualTo("Unavailable");
        for (String call : List.of(
                "Encrypt:,'Plaintext':'YQ==':" + STATE,
                "GenerateDataKey:,'KeySpec':'AES_256':" + STATE,
                "CreateGrant:,'GranteePrincipal':'sqs.amazonaws.com','Operations':['Decrypt']:" + OK,
                "TagResource:,'Tags':[{'TagKey':'a','TagValue':'b'}]:" + OK,
                "UntagResource:,'TagKeys':['a']:" + OK,
                "UpdateKeyDescription:,'Description':'x':" + OK,
                "ListGrants::" + OK,
                "GetKeyPolicy::" + OK,
                "EnableKeyRotation::" + UNSUPPORTED,
                "RotateKeyOnDemand::" + UNSUPPORTED,
                "CancelKeyDeletion::" + STATE)) {
            int end = call.lastIndexOf(':');
            int begin = call.indexOf(':');
            assertAnswers(
                    call.substring(0, begin),
                    key,
                    call.substring(begin + 1, end),
                    call.substring(end + 1),
                    "Unavailable");
        }
        assertThat(KmsServer.json(KMS.call("DeleteCustomKeyStore", "{'CustomKeyStoreId':'%s'}", store))
                        .getString("__type"))
                .isEqualTo("CustomKeyStoreHasCMKsException");
        assertThat(KMS.ok("DescribeCustomKeyStores", "{'CustomKeyStoreName':'hsm'}")
                        .getString("CustomKeyStores[0].ConnectionState"))
                .isEqualTo("DISCONNECTED");
    }
}
