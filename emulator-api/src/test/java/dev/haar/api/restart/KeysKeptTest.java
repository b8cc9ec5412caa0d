package dev.haar.api.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;

/** AWS KMS over a restart. */
class KeysKeptTest extends OverARestart {
    private static final String KMS = "TrentService.";
    private static final String PLAINTEXT = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

    private JsonPath kms(String action, String body, Object... values) {
        return haar.json(KMS + action, body.formatted(values));
    }

    private void keeps(String action, String body, Object... values) {
        haar.keeps(KMS + action, body.formatted(values));
    }

    private String key(String members) {
        String key = kms("CreateKey", "{%s}", members).getString("KeyMetadata.KeyId");
        keeps("DescribeKey", "{'KeyId':'%s'}", key);
        keeps("GetKeyPolicy", "{'KeyId':'%s','PolicyName':'default'}", key);
        keeps("ListResourceTags", "{'KeyId':'%s'}", key);
        keeps("ListGrants", "{'KeyId':'%s'}", key);
        return key;
    }

    private String encrypt(String key) {
        String blob = kms("Encrypt", "{'KeyId':'%s','Plaintext':'%s'}", key, PLAINTEXT)
                .getString("CiphertextBlob");
        keeps("Decrypt", "{'KeyId':'%s','CiphertextBlob':'%s'}", key, blob);
        return blob;
    }

    @Test
    void keysWithAllThatBelongsToThem() {
        String key = key("'Description':'d','Tags':[{'TagKey':'a','TagValue':'b'}]");
        encrypt(key);
        kms("CreateAlias", "{'AliasName':'alias/kept','TargetKeyId':'%s'}", key);
        kms("UpdateKeyDescription", "{'KeyId':'%s','Description':'changed'}", key);
        kms("TagResource", "{'KeyId':'%s','Tags':[{'TagKey':'c','TagValue':'d'}]}", key);
        kms("EnableKeyRotation", "{'KeyId':'%s','RotationPeriodInDays':100}", key);
        kms("RotateKeyOnDemand", "{'KeyId':'%s'}", key);
        encrypt(key);
        String policy =
                "{\\'Version\\':\\'2012-10-17\\',\\'Statement\\':[{\\'Sid\\':\\'kept\\',\\'Effect\\':\\'Allow\\',"
                        + "\\'Principal\\':{\\'AWS\\':\\'arn:aws:iam::000000000000:root\\'},\\'Action\\':\\'kms:*\\',"
                        + "\\'Resource\\':\\'*\\'}]}";
        kms("PutKeyPolicy", "{'KeyId':'%s','PolicyName':'default','Policy':'%s'}", key, policy);
        String token = kms(
                        "CreateGrant",
                        "{'KeyId':'%s','GranteePrincipal':'arn:aws:iam::000000000000:role/r','Operations':['Decrypt'],"
                                + "'RetiringPrincipal':'arn:aws:iam::000000000000:role/s','Name':'n',"
                                + "'Constraints':{'EncryptionContextSubset':{'a':'b'}}}",
                        key)
                .getString("GrantToken");
        keeps("GetKeyRotationStatus", "{'KeyId':'%s'}", key);
        keeps("ListKeyRotations", "{'KeyId':'%s'}", key);
        keeps("ListRetirableGrants", "{'RetiringPrincipal':'arn:aws:iam::000000000000:role/s'}");
        keeps("ListAliases", "{}");
        keeps("ListKeys", "{}");
        String disabled = key("");
        kms("DisableKey", "{'KeyId':'%s'}", disabled);
        String going = key("");
        kms("ScheduleKeyDeletion", "{'KeyId':'%s','PendingWindowInDays':9}", going);
        haar.restart();
        kms("RetireGrant", "{'GrantToken':'%s'}", token);
        assertThat(kms("ListGrants", "{'KeyId':'%s'}", key).getList("Grants")).isEmpty();
        haar.haar().clock().advance(Duration.ofDays(101));
        assertThat(kms("ListKeyRotations", "{'KeyId':'%s'}", key).getList("Rotations"))
                .hasSize(2);
    }

    @Test
    void keysThatSignAuthenticateAndAgree() {
        String rsa = key("'KeySpec':'RSA_2048','KeyUsage':'SIGN_VERIFY'");
        String signature = kms(
                        "Sign", "{'KeyId':'%s','Message':'%s','SigningAlgorithm':'RSASSA_PSS_SHA_256'}", rsa, PLAINTEXT)
                .getString("Signature");
        keeps(
                "Verify",
                "{'KeyId':'%s','Message':'%s','SigningAlgorithm':'RSASSA_PSS_SHA_256','Signature':'%s'}",
                rsa,
                PLAINTEXT,
                signature);
        keeps("GetPublicKey", "{'KeyId':'%s'}", rsa);
        String hmac = key("'KeySpec':'HMAC_256','KeyUsage':'GENERATE_VERIFY_MAC'");
        keeps("GenerateMac", "{'KeyId':'%s','Message':'%s','MacAlgorithm':'HMAC_SHA_256'}", hmac, PLAINTEXT);
        String agreeing = key("'KeySpec':'ECC_NIST_P256','KeyUsage':'KEY_AGREEMENT'");
        String other = kms(
                        "GetPublicKey", "{'KeyId':'%s'}", key("'KeySpec':'ECC_NIST_P256','KeyUsage':'KEY_AGREEMENT'"))
                .getString("PublicKey");
        keeps("DeriveSharedSecret", "{'KeyId':'%s','KeyAgreementAlgorithm':'ECDH','PublicKey':'%s'}", agreeing, other);
        haar.restart();
    }

    @Test
    void importedMaterial_andATokenThatWasFetchedBefore() throws Exception {
        String imported = key("'Origin':'EXTERNAL'");
        importMaterial(imported, parameters(imported));
        encrypt(imported);
        String expecting = key("'Origin':'EXTERNAL'");
        JsonPath parameters = parameters(expecting);
        haar.restart();
        importMaterial(expecting, parameters);
        kms("Encrypt", "{'KeyId':'%s','Plaintext':'%s'}", expecting, PLAINTEXT);
        kms("DeleteImportedKeyMaterial", "{'KeyId':'%s'}", imported);
        assertThat(kms("DescribeKey", "{'KeyId':'%s'}", imported).getString("KeyMetadata.KeyState"))
                .isEqualTo("PendingImport");
    }

    private JsonPath parameters(String key) {
        return kms(
                "GetParametersForImport",
                "{'KeyId':'%s','WrappingAlgorithm':'RSAES_OAEP_SHA_256','WrappingKeySpec':'RSA_2048'}",
                key);
    }

    private void importMaterial(String key, JsonPath parameters) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(parameters.getString("PublicKey")))),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        kms(
                "ImportKeyMaterial",
                "{'KeyId':'%s','ImportToken':'%s','EncryptedKeyMaterial':'%s',"
                        + "'ExpirationModel':'KEY_MATERIAL_DOES_NOT_EXPIRE'}",
                key,
                parameters.getString("ImportToken"),
                Base64.getEncoder().encodeToString(cipher.doFinal(new byte[32])));
    }

    @Test
    void replicasAndKeyStores() {
        String primary = key("'MultiRegion':true");
        String blob = encrypt(primary);
        kms("ReplicateKey", "{'KeyId':'%s','ReplicaRegion':'eu-west-1'}", primary);
        haar.keepsIn("eu-west-1", KMS + "DescribeKey", "{'KeyId':'%s'}".formatted(primary));
        haar.keepsIn("eu-west-1", KMS + "Decrypt", "{'KeyId':'%s','CiphertextBlob':'%s'}".formatted(primary, blob));
        String store = kms(
                        "CreateCustomKeyStore",
                        "{'CustomKeyStoreName':'kept','CloudHsmClusterId':'cluster-2a23b4cdefg',"
                                + "'TrustAnchorCertificate':'certificate','KeyStorePassword':'secret12'}")
                .getString("CustomKeyStoreId");
        kms("ConnectCustomKeyStore", "{'CustomKeyStoreId':'%s'}", store);
        keeps("DescribeCustomKeyStores", "{}");
        encrypt(key("'Origin':'AWS_CLOUDHSM','CustomKeyStoreId':'%s'".formatted(store)));
        haar.restart();
    }
}
