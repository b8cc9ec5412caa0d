package dev.haar.kms.registry;

import static dev.haar.kms.registry.TestKeys.assertRefused;
import static dev.haar.kms.registry.TestKeys.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.kms.KmsError;
import dev.haar.kms.crypto.KeyPairs;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.crypto.Sm2Encryption;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeyMaker;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.key.KeyState;
import dev.haar.kms.key.Material;
import dev.haar.kms.key.MaterialState;
import dev.haar.kms.key.Origin;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.crypto.engines.AESWrapPadEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** Material that owners bring along, wrapped by other means than ours. */
class ImportsTest {
    private static final byte[] AES = new byte[32];

    private final TestKeys test = new TestKeys();

    private Key external() {
        return test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.EXTERNAL, false);
    }

    private static Imports.Terms terms(boolean isNew) {
        return new Imports.Terms(Optional.of(isNew), null, 0, null);
    }

    private static byte[] oaep(byte[] publicKey, String digest, byte[] secret) throws Exception {
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey));
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT));
        return cipher.doFinal(secret);
    }

    private static byte[] wrap(String algorithm, byte[] publicKey, byte[] secret) throws Exception {
        if (algorithm.equals("SM2PKE")) {
            return Sm2Encryption.encrypt(publicKey, secret);
        }
        String digest = algorithm.endsWith("_1") ? "SHA-1" : "SHA-256";
        if (algorithm.startsWith("RSAES")) {
            return oaep(publicKey, digest, secret);
        }
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        AESWrapPadEngine engine = new AESWrapPadEngine();
        engine.init(true, new KeyParameter(key));
        byte[] head = oaep(publicKey, digest, key);
        byte[] tail = engine.wrap(secret, 0, secret.length);
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    private Material brought(Key key, String algorithm, KeySpec wrapping, byte[] secret) throws Exception {
        Imports.Parameters parameters = test.imports.parameters(key, wrapping, algorithm);
        return test.imports.unwrap(
                test.again(key), parameters.token(), wrap(algorithm, parameters.publicKey(), secret));
    }

    private Key take(Key key, byte[] secret, Imports.Terms terms) throws Exception {
        Material material = brought(key, "RSAES_OAEP_SHA_256", KeySpec.RSA_2048, secret);
        return join(test.imports.take(key.address(), material, terms));
    }

    private static byte[] secret(int fill) {
        byte[] secret = AES.clone();
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    @Test
    void everyWrappingAlgorithmIsUnderstood() throws Exception {
        for (String algorithm : new String[] {
            "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"
        }) {
            assertThat(brought(external(), algorithm, KeySpec.RSA_2048, AES).secret())
                    .as(algorithm)
                    .isEqualTo(new SecretBytes(AES));
        }
        assertThat(brought(external(), "SM2PKE", KeySpec.SM2, AES).secret()).isEqualTo(new SecretBytes(AES));
    }

    @Test
    void everyWrappingKeyWraps() throws Exception {
        for (KeySpec wrapping : new KeySpec[] {KeySpec.RSA_3072, KeySpec.RSA_4096}) {
            for (String algorithm : new String[] {"RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1"}) {
                assertThat(brought(external(), algorithm, wrapping, AES).secret())
                        .as(algorithm + " under " + wrapping)
                        .isEqualTo(new SecretBytes(AES));
            }
        }
    }

    /** All of HMAC's lengths, all curves, and all parameter sets of ML-DSA, whose keys fit into no block of RSA. */
    @Test
    void everyKindOfMaterialCanBeBrought() throws Exception {
        for (KeySpec spec : KeySpec.values()) {
            boolean isLong = spec.family() == KeySpec.Family.RSA || spec.family() == KeySpec.Family.ML_DSA;
            String algorithm = isLong ? "RSA_AES_KEY_WRAP_SHA_256" : "RSAES_OAEP_SHA_256";
            Material own = KeyMaker.material(spec);
            Key key = test.key(spec, Origin.EXTERNAL, false);
            Material material =
                    brought(key, algorithm, KeySpec.RSA_3072, own.secret().reveal());
            assertThat(material.publicKey()).as(spec.name()).isEqualTo(own.publicKey());
        }
    }

    @Test
    void privateKeysOfRsaAndLongCurves_areTooLongForOaep() {
        for (String algorithm : new String[] {"RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"}) {
            Key rsa = test.key(KeySpec.RSA_2048, Origin.EXTERNAL, false);
            assertRefused(
                    KmsError.UNSUPPORTED_OPERATION, () -> test.imports.parameters(rsa, KeySpec.RSA_4096, algorithm));
            Key curve = test.key(KeySpec.ECC_NIST_P521, Origin.EXTERNAL, false);
            assertRefused(
                    KmsError.UNSUPPORTED_OPERATION, () -> test.imports.parameters(curve, KeySpec.RSA_2048, algorithm));
        }
    }

    @Test
    void privateKeys_comeWithTheirPublicHalf() throws Exception {
        Key key = test.key(KeySpec.RSA_2048, Origin.EXTERNAL, false);
        KeyPairs.Pair pair = KeyPairs.rsa(2048);
        Material material = brought(
                key,
                "RSA_AES_KEY_WRAP_SHA_256",
                KeySpec.RSA_2048,
                pair.privateKey().reveal());
        assertThat(material.publicKey()).isEqualTo(pair.publicKey());
        Key curve = test.key(KeySpec.ECC_NIST_P256, Origin.EXTERNAL, false);
        assertRefused(KmsError.INCORRECT_KEY_MATERIAL, () -> {
            try {
                brought(
                        curve,
                        "RSA_AES_KEY_WRAP_SHA_256",
                        KeySpec.RSA_2048,
                        pair.privateKey().reveal());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void keyIsEnabledByItsMaterialAndPendingWithout() throws Exception {
        Key key = external();
        assertThat(test.again(key).state()).isEqualTo(KeyState.PENDING_IMPORT);
        take(key, secret(1), terms(true));
        assertThat(test.again(key).state()).isEqualTo(KeyState.ENABLED);
        byte[] ciphertext = test.encrypt(key);
        join(test.imports.delete(key.address(), null));
        assertThat(test.again(key).state()).isEqualTo(KeyState.PENDING_IMPORT);
        assertRefused(KmsError.INVALID_STATE, () -> test.decrypt(ciphertext));
        Material other = brought(key, "RSAES_OAEP_SHA_256", KeySpec.RSA_2048, secret(2));
        assertRefused(KmsError.INCORRECT_KEY_MATERIAL, test.imports.take(key.address(), other, terms(false)));
        take(key, secret(1), terms(false));
        assertThat(test.decrypt(ciphertext).plaintext()).isEqualTo(TestKeys.SECRET);
    }

    @Test
    void materialGoesWhenItsTimeIsOver() throws Exception {
        Key key = external();
        long validTo = test.time.millis() + Duration.ofDays(3).toMillis();
        take(key, secret(1), new Imports.Terms(Optional.empty(), null, validTo, null));
        test.advance(Duration.ofDays(3).minusMillis(1));
        assertThat(test.again(key).state()).isEqualTo(KeyState.ENABLED);
        test.advance(Duration.ofMillis(1));
        assertThat(test.again(key).state()).isEqualTo(KeyState.PENDING_IMPORT);
        assertThat(test.again(key).ring().current().orElseThrow().isPresent()).isFalse();
    }

    @Test
    void tokenLastsADayAndIsForOneKey() throws Exception {
        Key key = external();
        Key other = external();
        Imports.Parameters parameters = test.imports.parameters(key, KeySpec.RSA_2048, "RSAES_OAEP_SHA_256");
        byte[] wrapped = wrap("RSAES_OAEP_SHA_256", parameters.publicKey(), AES);
        assertRefused(KmsError.INVALID_IMPORT_TOKEN, () -> test.imports.unwrap(other, parameters.token(), wrapped));
        assertRefused(
                KmsError.INVALID_CIPHERTEXT,
                () -> test.imports.unwrap(key, parameters.token(), Arrays.copyOf(wrapped, 200)));
        test.advance(Duration.ofHours(24).minusMillis(1));
        test.imports.unwrap(key, parameters.token(), wrapped);
        test.advance(Duration.ofMillis(1));
        assertRefused(KmsError.EXPIRED_IMPORT_TOKEN, () -> test.imports.unwrap(key, parameters.token(), wrapped));
    }

    @Test
    void newMaterialWaitsForItsRotation() throws Exception {
        Key key = external();
        take(key, secret(1), terms(true));
        byte[] before = test.encrypt(key);
        assertRefused(KmsError.INVALID_STATE, test.rotations.now(key.address()));
        take(key, secret(2), terms(true));
        assertThat(test.again(key).ring().pending()).isPresent();
        assertThat(test.again(key).current().secret()).isEqualTo(new SecretBytes(secret(1)));
        join(test.rotations.now(key.address()));
        assertThat(test.again(key).current().secret()).isEqualTo(new SecretBytes(secret(2)));
        assertThat(test.again(key).ring().materials())
                .extracting(Material::state)
                .containsExactly(MaterialState.NON_CURRENT, MaterialState.CURRENT);
        assertThat(test.decrypt(before).plaintext()).isEqualTo(TestKeys.SECRET);
    }

    @Test
    void replicaTakesThePrimarysMaterialOnly() throws Exception {
        Key primary = test.key(KeySpec.SYMMETRIC_DEFAULT, Origin.EXTERNAL, true);
        take(primary, secret(1), terms(true));
        Key replica = join(test.replicas.replicate(primary.address(), "eu-central-1", TestKeys.labels()));
        assertThat(test.again(replica).state()).isEqualTo(KeyState.PENDING_IMPORT);
        Material other = brought(replica, "RSAES_OAEP_SHA_256", KeySpec.RSA_2048, secret(2));
        assertRefused(KmsError.INCORRECT_KEY_MATERIAL, test.imports.take(replica.address(), other, terms(false)));
        take(replica, secret(1), terms(false));
        assertThat(test.again(replica).current().id())
                .isEqualTo(test.again(primary).current().id());
        take(primary, secret(2), terms(true));
        assertRefused(KmsError.INVALID_STATE, test.rotations.now(primary.address()));
        take(replica, secret(2), terms(false));
        String pending = test.again(primary).ring().pending().orElseThrow().id();
        join(test.imports.delete(primary.address(), pending));
        assertThat(test.again(replica).ring().find(pending)).isEmpty();
        assertThat(test.again(replica).state()).isEqualTo(KeyState.ENABLED);
        take(primary, secret(2), terms(true));
        take(replica, secret(2), terms(false));
        join(test.rotations.now(primary.address()));
        assertThat(test.again(replica).current().id())
                .isEqualTo(test.again(primary).current().id());
    }
}
