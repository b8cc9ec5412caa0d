package dev.haar.api.kms;

import static dev.haar.api.kms.KmsServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.api.HaarConfig;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as their owners see them. */
class KeysTest {
    private static final KmsServer KMS = new KmsServer();

    /** Under the id and the material below, made once by an older Haar and checked in: it must open for good. */
    private static final String GOLDEN =
            "ATAwMDAwMDAwMDAwMCQxMjM0YWJjZC0xMmFiLTM0Y2QtNTZlZi0xMjM0NTY3ODkwYWILDa2mW3EUJ7UKUxWddpClVe9WlQt56teXw5SV"
                    + "yt1lh9tyTIA7NM85fLzFMvOM+fjZ+mbtAIZT8DK/wK9a";

    @AfterAll
    static void stop() {
        KMS.close();
    }

    @Test
    void idAndMaterialThatTheOwnerChose_areTheKeys() {
        String tags = "'Tags':[{'TagKey':'_custom_id_','TagValue':'1234abcd-12ab-34cd-56ef-1234567890ab'},"
                + "{'TagKey':'_custom_key_material_','TagValue':'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='},"
                + "{'TagKey':'team','TagValue':'haar'}]";
        String key = KMS.key(tags);
        assertThat(key).isEqualTo("1234abcd-12ab-34cd-56ef-1234567890ab");
        String blob =
                KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key).getString("CiphertextBlob");
        assertThat(blob).startsWith("AjAwMDAwMDAwMDAwMCQxMjM0YWJjZC0xMmFiLTM0Y2QtNTZlZi0xMjM0NTY3ODkwYWI");
        assertThat(KMS.ok("Decrypt", "{'CiphertextBlob':'%s','EncryptionContext':{'app':'shop'}}", GOLDEN)
                        .getString("Plaintext"))
                .isEqualTo("YQ==");
        assertThat(KMS.ok("ListResourceTags", "{'KeyId':'%s'}", key).getList("Tags.TagKey"))
                .isEqualTo(List.of("_custom_id_", "team"));
        try (KmsServer other = new KmsServer()) {
            other.key(tags);
            assertThat(other.ok("Decrypt", "{'CiphertextBlob':'%s'}", blob).getString("Plaintext"))
                    .isEqualTo("YQ==");
        }
        assertThat(refusal(KMS.call("CreateKey", "{" + tags + "}"))).startsWith("AlreadyExistsException");
        assertThat(refusal(KMS.call("CreateKey", "{'Tags':[{'TagKey':'_custom_key_material_','TagValue':'YQ=='}]}")))
                .startsWith("ValidationException");
    }

    @Test
    void everyIdentifierNamesTheKey() {
        String key = KMS.key();
        KMS.ok("CreateAlias", "{'AliasName':'alias/names','TargetKeyId':'%s'}", key);
        for (String name : List.of(
                key,
                "arn:aws:kms:us-east-1:000000000000:key/" + key,
                "alias/names",
                "arn:aws:kms:us-east-1:000000000000:alias/names")) {
            assertThat(KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", name)
                            .getString("KeyId"))
                    .endsWith(key);
        }
        assertThat(refusal(KMS.callIn("eu-west-1", "DescribeKey", "{'KeyId':'alias/names'}")))
                .isEqualTo("NotFoundException: Alias arn:aws:kms:eu-west-1:000000000000:alias/names is not found.");
        String other = KMS.key();
        KMS.ok("UpdateAlias", "{'AliasName':'alias/names','TargetKeyId':'%s'}", other);
        assertThat(KMS.ok("DescribeKey", "{'KeyId':'alias/names'}").getString("KeyMetadata.KeyId"))
                .isEqualTo(other);
        KMS.ok("DeleteAlias", "{'AliasName':'alias/names'}");
        assertThat(refusal(KMS.call("DescribeKey", "{'KeyId':'alias/names'}"))).startsWith("NotFoundException");
    }

    @Test
    void alias_movesToAnotherKeyOfItsTypeAndUsageOnly() {
        String rsa = KMS.key("'KeySpec':'RSA_2048','KeyUsage':'SIGN_VERIFY'");
        String curve = KMS.key("'KeySpec':'ECC_NIST_P256','KeyUsage':'SIGN_VERIFY'");
        KMS.ok("CreateAlias", "{'AliasName':'alias/moves','TargetKeyId':'%s'}", rsa);
        KMS.ok("UpdateAlias", "{'AliasName':'alias/moves','TargetKeyId':'%s'}", curve);
        for (String other : List.of("'KeySpec':'ECC_NIST_P256','KeyUsage':'KEY_AGREEMENT'", "")) {
            assertThat(refusal(
                            KMS.call("UpdateAlias", "{'AliasName':'alias/moves','TargetKeyId':'%s'}", KMS.key(other))))
                    .startsWith("ValidationException");
        }
        assertThat(refusal(KMS.call("CreateAlias", "{'AliasName':'alias/','TargetKeyId':'%s'}", rsa)))
                .startsWith("InvalidAliasNameException");
    }

    /** The model's pattern has a colon in it. */
    @Test
    void aliasName_hasNoColon() {
        assertThat(refusal(KMS.call("CreateAlias", "{'AliasName':'alias/a:b','TargetKeyId':'%s'}", KMS.key())))
                .isEqualTo("ValidationException: alias/a:b contains invalid characters for an alias");
    }

    @Test
    void marker_thatNoPageGave_isInvalid() {
        for (String marker : List.of("xx", "!", "/////w==", "YQ")) {
            assertThat(refusal(KMS.call("ListKeys", "{'Marker':'%s'}", marker)))
                    .isEqualTo("InvalidMarkerException: Could not deserialize marker '" + marker + "'");
        }
    }

    @Test
    void retiringPrincipal_isAnArn() {
        assertThat(refusal(KMS.call("ListRetirableGrants", "{'RetiringPrincipal':'somebody'}")))
                .isEqualTo("InvalidArnException: ARN does not refer to a valid principal: somebody");
    }

    /** The member at a path is refused by the rule that AWS's model has for it, before anything else is looked at. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ScheduleKeyDeletion | 'PendingWindowInDays':0 | pendingWindowInDays | greater than or equal to 1",
                "ScheduleKeyDeletion | 'PendingWindowInDays':366 | pendingWindowInDays | less than or equal to 365",
                "Sign | 'Message':'','SigningAlgorithm':'ECDSA_SHA_256' | message | greater than or equal to 1",
                "DescribeKey | 'GrantTokens':[''] | grantTokens.1.member | greater than or equal to 1",
                "GenerateDataKey | 'GrantTokens':['',''] | grantTokens.2.member | greater than or equal to 1",
                "Decrypt | 'DryRunModifiers':['X'] | dryRunModifiers.1.member | enum value set: [IGNORE_CIPHERTEXT]",
                "GenerateDataKey | 'Recipient':{'AttestationDocument':''} | recipient.attestationDocument | equal to 1",
                "UntagResource | 'TagKeys':['a',''] | tagKeys.2.member | greater than or equal to 1",
                "GetKeyPolicy | 'PolicyName':'a b' | policyName | regular expression pattern: [\\w]+",
                "PutKeyPolicy | 'Policy':'\\u2603' | policy | regular expression pattern",
                "ListGrants | 'Marker':'\\u2603' | marker | regular expression pattern",
                "ListGrants | 'GranteePrincipal':'a b' | granteePrincipal | regular expression pattern",
                "ListRetirableGrants | 'RetiringPrincipal':'*' | retiringPrincipal | regular expression pattern",
                "CreateGrant | 'Operations':['Sign'],'Constraints':{'SourceArn':'x'} | constraints.sourceArn | equal to 20",
                "CreateCustomKeyStore | 'CustomKeyStoreName':'a','KeyStorePassword':'short' | keyStorePassword | equal to 7"
            })
    void whatTheModelForbids_isRefusedByItsName(String action, String members, String path, String rule) {
        String refusal = refusal(KMS.call(action, "{'KeyId':'" + KMS.key() + "'," + members + "}"));
        assertThat(refusal).startsWith("ValidationException: ").contains("at '" + path + "' failed", rule);
    }

    @Test
    void secret_isNotRepeatedWhenItIsRefused() {
        assertThat(refusal(KMS.call("CreateCustomKeyStore", "{'CustomKeyStoreName':'a','KeyStorePassword':'hidden'}")))
                .doesNotContain("hidden");
    }

    @Test
    void managedKey_appearsWhenItIsAskedFor() {
        JsonPath key = KMS.ok("DescribeKey", "{'KeyId':'alias/aws/sqs'}");
        assertThat(key.getString("KeyMetadata.KeyManager")).isEqualTo("AWS");
        assertThat(KMS.ok("ListAliases", "{}").getList("Aliases.AliasName")).contains("alias/aws/sqs");
        String id = key.getString("KeyMetadata.KeyId");
        assertThat(KMS.ok("DescribeKey", "{'KeyId':'alias/aws/sqs'}").getString("KeyMetadata.KeyId"))
                .isEqualTo(id);
        assertThat(refusal(KMS.call("ScheduleKeyDeletion", "{'KeyId':'%s'}", id)))
                .startsWith("AccessDeniedException");
        assertThat(refusal(KMS.call("DisableKey", "{'KeyId':'%s'}", id))).startsWith("AccessDeniedException");
    }

    @Test
    void everySpecSigns() {
        for (String spec : List.of(
                "RSA_2048:RSASSA_PSS_SHA_256",
                "ECC_NIST_P256:ECDSA_SHA_256",
                "ECC_SECG_P256K1:ECDSA_SHA_256",
                "ECC_NIST_EDWARDS25519:ED25519_SHA_512",
                "ML_DSA_44:ML_DSA_SHAKE_256",
                "SM2:SM2DSA")) {
            String algorithm = spec.split(":")[1];
            String key = KMS.key("'KeyUsage':'SIGN_VERIFY','KeySpec':'" + spec.split(":")[0] + "'");
            String signature = KMS.ok("Sign", "{'KeyId':'%s','Message':'YQ==','SigningAlgorithm':'%s'}", key, algorithm)
                    .getString("Signature");
            assertThat(KMS.ok(
                                    "Verify",
                                    "{'KeyId':'%s','Message':'YQ==','SigningAlgorithm':'%s','Signature':'%s'}",
                                    key,
                                    algorithm,
                                    signature)
                            .getBoolean("SignatureValid"))
                    .isTrue();
            assertThat(refusal(KMS.call(
                            "Verify",
                            "{'KeyId':'%s','Message':'Yg==','SigningAlgorithm':'%s','Signature':'%s'}",
                            key,
                            algorithm,
                            signature)))
                    .startsWith("KMSInvalidSignatureException");
        }
    }

    @Test
    void lastUsage_isTheLastSuccessfulOne() {
        String key = KMS.key();
        assertThat(KMS.ok("GetKeyLastUsage", "{'KeyId':'%s'}", key).getMap("KeyLastUsage"))
                .isEmpty();
        KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key);
        KMS.haar().clock().advance(Duration.ofSeconds(5));
        KMS.ok("GenerateDataKey", "{'KeyId':'%s','KeySpec':'AES_256'}", key);
        KMS.call("Decrypt", "{'KeyId':'%s','CiphertextBlob':'YQ=='}", key)
                .then()
                .statusCode(400);
        JsonPath usage = KMS.ok("GetKeyLastUsage", "{'KeyId':'%s'}", key);
        assertThat(usage.getString("KeyLastUsage.Operation")).isEqualTo("GenerateDataKey");
        assertThat(usage.getString("KeyLastUsage.CloudTrailEventId"))
                .isEqualTo(KMS.audit("?name=GenerateDataKey&resource=" + key).getString("Records[0].eventID"));
    }

    @Test
    void policyThatLocksTheOwnerOut_isRefusedUnlessBypassed() {
        String key = KMS.key();
        String policy =
                "{\\\\'Statement\\\\':{\\\\'Effect\\\\':\\\\'Allow\\\\',\\\\'Principal\\\\':{\\\\'AWS\\\\':\\\\'999999999999\\\\'},"
                        + "\\\\'Action\\\\':\\\\'kms:*\\\\',\\\\'Resource\\\\':\\\\'*\\\\'}}";
        String body = "{'KeyId':'" + key + "','Policy':'" + policy.replace("\\\\", "\\") + "'";
        assertThat(refusal(KMS.call("PutKeyPolicy", body + "}")))
                .isEqualTo("MalformedPolicyDocumentException: The new key policy will not allow you to update the key"
                        + " policy in the future.");
        KMS.ok("PutKeyPolicy", body + ",'BypassPolicyLockoutSafetyCheck':true}");
        assertThat(refusal(KMS.call("PutKeyPolicy", "{'KeyId':'%s','Policy':'no policy'}", key)))
                .startsWith("MalformedPolicyDocumentException");
    }

    @Test
    void grant_isFoundByNameTokenAndPrincipal() {
        String key = KMS.key();
        String body = "{'KeyId':'%s','Name':'g','GranteePrincipal':'arn:aws:iam::000000000000:role/r',"
                + "'RetiringPrincipal':'arn:aws:iam::000000000000:role/retire','Operations':['Decrypt'],"
                + "'Constraints':{'EncryptionContextSubset':{'a':'1'}}}";
        JsonPath first = KMS.ok("CreateGrant", body, key);
        JsonPath second = KMS.ok("CreateGrant", body, key);
        assertThat(second.getString("GrantId")).isEqualTo(first.getString("GrantId"));
        assertThat(second.getString("GrantToken")).isNotEqualTo(first.getString("GrantToken"));
        assertThat(KMS.ok("ListRetirableGrants", "{'RetiringPrincipal':'arn:aws:iam::000000000000:role/retire'}")
                        .getList("Grants.GrantId"))
                .contains(first.getString("GrantId"));
        assertThat(refusal(KMS.call("RetireGrant", "{'GrantToken':'bm9uZQ=='}")))
                .startsWith("InvalidGrantTokenException");
        assertThat(refusal(KMS.call("Encrypt", "{'KeyId':'%s','Plaintext':'YQ==','GrantTokens':['bm9uZQ==']}", key)))
                .startsWith("InvalidGrantTokenException");
        KMS.ok("RetireGrant", "{'GrantToken':'%s'}", first.getString("GrantToken"));
        assertThat(KMS.ok("ListGrants", "{'KeyId':'%s'}", key).getList("Grants"))
                .isEmpty();
        assertThat(refusal(KMS.call(
                        "CreateGrant",
                        "{'KeyId':'%s','GranteePrincipal':'arn:aws:iam::000000000000:role/r','Operations':['Sign']}",
                        key)))
                .startsWith("ValidationException");
    }

    @Test
    void rehearsal_saysWhetherItWouldWork() {
        String key = KMS.key();
        assertThat(refusal(KMS.call("Encrypt", "{'KeyId':'%s','Plaintext':'YQ==','DryRun':true}", key)))
                .startsWith("DryRunOperationException");
        assertThat(refusal(KMS.call(
                        "Decrypt", "{'KeyId':'%s','DryRun':true,'DryRunModifiers':['IGNORE_CIPHERTEXT']}", key)))
                .startsWith("DryRunOperationException");
        assertThat(refusal(KMS.call("Decrypt", "{'KeyId':'%s','DryRunModifiers':['IGNORE_CIPHERTEXT']}", key)))
                .startsWith("ValidationException");
        KMS.ok("DisableKey", "{'KeyId':'%s'}", key);
        assertThat(refusal(KMS.call(
                        "Decrypt", "{'KeyId':'%s','DryRun':true,'DryRunModifiers':['IGNORE_CIPHERTEXT']}", key)))
                .startsWith("DisabledException");
    }

    @Test
    void keyOfAnotherAccount_isUsedByItsArnAndManagedByItsOwnerOnly() {
        String arn = KMS.ok("CreateKey", "{}").getString("KeyMetadata.Arn");
        String other = "111122223333";
        KMS.callAs(other, "Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", arn)
                .then()
                .statusCode(200);
        assertThat(refusal(KMS.callAs(other, "DisableKey", "{'KeyId':'%s'}", arn)))
                .startsWith("AccessDeniedException");
        assertThat(refusal(KMS.callAs(other, "DescribeKey", "{'KeyId':'%s'}", arn.substring(arn.indexOf('/') + 1))))
                .startsWith("NotFoundException: Key 'arn:aws:kms:us-east-1:111122223333:key/");
    }

    @Test
    void rotationStatus_isTold_alsoToOtherAccounts_andFalseWhileTheKeyIsToBeDeleted() {
        String arn = KMS.ok("CreateKey", "{}").getString("KeyMetadata.Arn");
        KMS.ok("EnableKeyRotation", "{'KeyId':'%s','RotationPeriodInDays':90}", arn);
        JsonPath status = KmsServer.json(KMS.callAs("111122223333", "GetKeyRotationStatus", "{'KeyId':'%s'}", arn));
        assertThat(status.getBoolean("KeyRotationEnabled")).isTrue();
        assertThat(status.getInt("RotationPeriodInDays")).isEqualTo(90);
        KMS.ok("ScheduleKeyDeletion", "{'KeyId':'%s'}", arn);
        assertThat(KMS.ok("GetKeyRotationStatus", "{'KeyId':'%s'}", arn).getBoolean("KeyRotationEnabled"))
                .isFalse();
        KMS.ok("CancelKeyDeletion", "{'KeyId':'%s'}", arn);
        assertThat(KMS.ok("GetKeyRotationStatus", "{'KeyId':'%s'}", arn).getBoolean("KeyRotationEnabled"))
                .isTrue();
    }

    @Test
    void ciphertextThatWasChanged_isInvalid_andOneWhoseKeyIsElsewhereIsDenied() {
        String key = KMS.key();
        byte[] blob = Base64.getDecoder()
                .decode(KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ=='}", key)
                        .getString("CiphertextBlob"));
        for (int i = 0; i < blob.length; i++) {
            blob[i] ^= 1;
            assertThat(refusal(KMS.call(
                            "Decrypt",
                            "{'CiphertextBlob':'%s'}",
                            Base64.getEncoder().encodeToString(blob))))
                    .as("byte " + i)
                    .isEqualTo("InvalidCiphertextException: ");
            blob[i] ^= 1;
        }
        String whole = Base64.getEncoder().encodeToString(blob);
        assertThat(refusal(KMS.callIn("eu-west-1", "Decrypt", "{'CiphertextBlob':'%s'}", whole)))
                .isEqualTo("AccessDeniedException: The ciphertext refers to a customer master key that does not exist,"
                        + " does not exist in this region, or you are not allowed to access.");
        assertThat(refusal(KMS.call("Decrypt", "{'CiphertextBlob':'%s','KeyId':'%s'}", whole, KMS.key())))
                .startsWith("IncorrectKeyException");
    }

    @Test
    void sm2_isForTheChinaRegionsOnly_inStrictMode() {
        try (KmsServer strict = new KmsServer(builder -> builder.mode(HaarConfig.Mode.STRICT))) {
            String body = "{'KeySpec':'SM2','KeyUsage':'SIGN_VERIFY'}";
            assertThat(refusal(strict.call("CreateKey", body))).startsWith("UnsupportedOperationException");
            strict.callIn("cn-north-1", "CreateKey", body).then().statusCode(200);
            String pair = "{'KeyId':'%s','KeyPairSpec':'SM2'}";
            assertThat(refusal(strict.call("GenerateDataKeyPair", pair, strict.key())))
                    .startsWith("UnsupportedOperationException");
            String wrapping = "{'KeyId':'%s','WrappingAlgorithm':'SM2PKE','WrappingKeySpec':'SM2'}";
            assertThat(refusal(strict.call("GetParametersForImport", wrapping, strict.key("'Origin':'EXTERNAL'"))))
                    .startsWith("UnsupportedOperationException");
        }
    }
}
