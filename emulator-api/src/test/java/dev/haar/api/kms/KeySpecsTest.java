package dev.haar.api.kms;

import static dev.haar.api.kms.KmsServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** Every key spec with every key usage, and every algorithm of theirs. */
class KeySpecsTest {
    private static final KmsServer KMS = new KmsServer();
    private static final List<String> RSA = List.of(
            "RSASSA_PKCS1_V1_5_SHA_256",
            "RSASSA_PKCS1_V1_5_SHA_384",
            "RSASSA_PKCS1_V1_5_SHA_512",
            "RSASSA_PSS_SHA_256",
            "RSASSA_PSS_SHA_384",
            "RSASSA_PSS_SHA_512");

    @AfterAll
    static void stop() {
        KMS.close();
    }

    /** What the model and the developer guide have: the algorithms of each spec and usage that go together. */
    private static List<String> algorithms(KeySpec spec, KeyUsageType usage) {
        String name = spec.toString();
        return switch (usage) {
            case ENCRYPT_DECRYPT ->
                switch (spec) {
                    case SYMMETRIC_DEFAULT -> List.of("SYMMETRIC_DEFAULT");
                    case SM2 -> List.of("SM2PKE");
                    default -> name.startsWith("RSA") ? List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256") : List.of();
                };
            case SIGN_VERIFY ->
                switch (spec) {
                    case SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512 -> List.of();
                    case ECC_NIST_P256, ECC_SECG_P256_K1 -> List.of("ECDSA_SHA_256");
                    case ECC_NIST_P384 -> List.of("ECDSA_SHA_384");
                    case ECC_NIST_P521 -> List.of("ECDSA_SHA_512");
                    case ECC_NIST_EDWARDS25519 -> List.of("ED25519_SHA_512", "ED25519_PH_SHA_512");
                    case SM2 -> List.of("SM2DSA");
                    default -> name.startsWith("RSA") ? RSA : List.of("ML_DSA_SHAKE_256");
                };
            case GENERATE_VERIFY_MAC ->
                name.startsWith("HMAC") ? List.of(name.replace("HMAC_", "HMAC_SHA_")) : List.of();
            case KEY_AGREEMENT -> name.startsWith("ECC_NIST_P") || spec == KeySpec.SM2 ? List.of("ECDH") : List.of();
            default -> throw new AssertionError("A usage that is new: " + usage);
        };
    }

    private static String memberOf(KeyUsageType usage) {
        return switch (usage) {
            case ENCRYPT_DECRYPT -> "EncryptionAlgorithms";
            case SIGN_VERIFY -> "SigningAlgorithms";
            case GENERATE_VERIFY_MAC -> "MacAlgorithms";
            default -> "KeyAgreementAlgorithms";
        };
    }

    @Test
    void everySpecIsMadeForItsUsagesAndForNoOther() {
        for (KeySpec spec : KeySpec.knownValues()) {
            for (KeyUsageType usage : KeyUsageType.knownValues()) {
                List<String> algorithms = algorithms(spec, usage);
                Response answer = KMS.call("CreateKey", "{'KeySpec':'%s','KeyUsage':'%s'}", spec, usage);
                if (algorithms.isEmpty()) {
                    assertThat(refusal(answer))
                            .isEqualTo("ValidationException: KeyUsage " + usage + " is not compatible with KeySpec "
                                    + spec);
                    continue;
                }
                Map<String, Object> key = KmsServer.json(answer).getMap("KeyMetadata");
                assertThat(key)
                        .as(spec + " for " + usage)
                        .containsEntry("KeySpec", spec.toString())
                        .containsEntry("CustomerMasterKeySpec", spec.toString())
                        .containsEntry("KeyUsage", usage.toString())
                        .containsEntry("KeyState", "Enabled")
                        .containsEntry(memberOf(usage), algorithms);
                assertThat(key.keySet().stream().filter(member -> member.endsWith("Algorithms")))
                        .containsExactly(memberOf(usage));
                use(key.get("KeyId").toString(), spec, usage, algorithms);
            }
            if (spec != KeySpec.SYMMETRIC_DEFAULT) {
                assertThat(refusal(KMS.call("CreateKey", "{'KeySpec':'%s'}", spec)))
                        .isEqualTo("ValidationException: You must specify a KeyUsage value for all KMS keys except for"
                                + " symmetric encryption keys.");
            }
        }
    }

    private static void use(String key, KeySpec spec, KeyUsageType usage, List<String> algorithms) {
        for (String algorithm : algorithms) {
            switch (usage) {
                case ENCRYPT_DECRYPT -> encrypt(key, algorithm);
                case SIGN_VERIFY -> sign(key, algorithm);
                case GENERATE_VERIFY_MAC -> authenticate(key, algorithm);
                default -> agree(key, spec);
            }
        }
    }

    private static void encrypt(String key, String algorithm) {
        JsonPath sealed =
                KMS.ok("Encrypt", "{'KeyId':'%s','Plaintext':'YQ==','EncryptionAlgorithm':'%s'}", key, algorithm);
        String ciphertext = sealed.getString("CiphertextBlob");
        assertThat(sealed.getString("EncryptionAlgorithm")).isEqualTo(algorithm);
        assertThat(KMS.ok(
                                "Decrypt",
                                "{'KeyId':'%s','CiphertextBlob':'%s','EncryptionAlgorithm':'%s'}",
                                key,
                                ciphertext,
                                algorithm)
                        .getString("Plaintext"))
                .isEqualTo("YQ==");
    }

    private static void sign(String key, String algorithm) {
        boolean ofDigest = algorithm.equals("ED25519_PH_SHA_512");
        String message = KmsServer.base64("a".repeat(64));
        String body = "'KeyId':'" + key + "','SigningAlgorithm':'" + algorithm + "','MessageType':'"
                + (ofDigest ? "DIGEST" : "RAW") + "','Message':'" + message + "'";
        String signature = KMS.ok("Sign", "{" + body + "}").getString("Signature");
        assertThat(KMS.ok("Verify", "{" + body + ",'Signature':'%s'}", signature)
                        .getBoolean("SignatureValid"))
                .isTrue();
        String other = body.replace(message, KmsServer.base64("b".repeat(64)));
        assertThat(refusal(KMS.call("Verify", "{" + other + ",'Signature':'%s'}", signature)))
                .isEqualTo("KMSInvalidSignatureException: ");
    }

    private static void authenticate(String key, String algorithm) {
        String body = "'KeyId':'" + key + "','MacAlgorithm':'" + algorithm + "','Message':'YQ=='";
        String mac = KMS.ok("GenerateMac", "{" + body + "}").getString("Mac");
        assertThat(KMS.ok("VerifyMac", "{" + body + ",'Mac':'%s'}", mac).getBoolean("MacValid"))
                .isTrue();
        assertThat(refusal(KMS.call("VerifyMac", "{" + body + ",'Mac':'YQ=='}")))
                .isEqualTo("KMSInvalidMacException: ");
    }

    private static void agree(String key, KeySpec spec) {
        String other = KMS.key("'KeyUsage':'KEY_AGREEMENT','KeySpec':'" + spec + "'");
        assertThat(secret(key, other)).isNotEmpty().isEqualTo(secret(other, key));
    }

    private static String secret(String ours, String theirs) {
        String theirPublicKey = KMS.ok("GetPublicKey", "{'KeyId':'%s'}", theirs).getString("PublicKey");
        return KMS.ok(
                        "DeriveSharedSecret",
                        "{'KeyId':'%s','KeyAgreementAlgorithm':'ECDH','PublicKey':'%s'}",
                        ours,
                        theirPublicKey)
                .getString("SharedSecret");
    }

    @Test
    void everyDataKeyPair_isOpenedByItsKey() {
        String key = KMS.key();
        for (DataKeyPairSpec spec : DataKeyPairSpec.knownValues()) {
            JsonPath pair = KMS.ok("GenerateDataKeyPair", "{'KeyId':'%s','KeyPairSpec':'%s'}", key, spec);
            assertThat(pair.getString("KeyPairSpec")).isEqualTo(spec.toString());
            assertThat(KMS.ok("Decrypt", "{'CiphertextBlob':'%s'}", pair.getString("PrivateKeyCiphertextBlob"))
                            .getString("Plaintext"))
                    .as(spec.toString())
                    .isEqualTo(pair.getString("PrivateKeyPlaintext"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSAES_OAEP_SHA_1, 214",
        "RSA_2048, RSAES_OAEP_SHA_256, 190",
        "RSA_3072, RSAES_OAEP_SHA_256, 318",
        "RSA_4096, RSAES_OAEP_SHA_1, 470",
        "SM2, SM2PKE, 1024"
    })
    void plaintextIsAsLongAsTheKeyLetsIt(String spec, String algorithm, int most) {
        String key = KMS.key("'KeyUsage':'ENCRYPT_DECRYPT','KeySpec':'" + spec + "'");
        String body = "{'KeyId':'%s','EncryptionAlgorithm':'%s','Plaintext':'%s'}";
        KMS.ok("Encrypt", body, key, algorithm, KmsServer.base64("a".repeat(most)));
        assertThat(refusal(KMS.call("Encrypt", body, key, algorithm, KmsServer.base64("a".repeat(most + 1)))))
                .isEqualTo("ValidationException: Algorithm " + algorithm + " and key spec " + spec
                        + " cannot encrypt data larger than " + most + " bytes.");
    }
}
