package dev.haar.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and signatures that standards publish. */
class KnownAnswersTest {
    private static final String ML_DSA_IDS = "2.16.840.1.101.3.4.3.";

    /**
     * Appendix C of RFC 9881: the private key is the seed 00 01 02 ... 1f, the public key begins like this. Behind the first
     * 32 bytes of it every coefficient depends on all of the seed.
     */
    @ParameterizedTest
    @CsvSource({
        "44, 17, MIIFMjALBglghkgBZQMEAxEDggUhANeytHJUquDbReeTDUqY0sl9jxOX0Xidr6Fw"
                + "JLMW6b7JT8mUbULxm3mnQTu6oz5xSctC7VEVaTrAQfrLmIretf4OHYYxGEmVtZLD"
                + "l9IpTi4U+QqkFLo4JomaxD9MzKy8JumoMrlRGNXLQzy++WYLABOOCBf2HnYsonTD",
        "65, 18, MIIHsjALBglghkgBZQMEAxIDggehAEhoPZGXjjHrPd24sEc0gtK4il9iWUn9j1il"
                + "YeaWvUwn0Fs427Lt8B5mTv2Bvh6ok2iM5oqi1RxZWPi7xutOie5n0sAyCVTVchLK"
                + "xyKf8dbq8DkovVFRH42I2EdzbH3icw1ZeOVBBxMWCXiGdxG/VTmgv8TDUMK+Vyuv",
        "87, 19, MIIKMjALBglghkgBZQMEAxMDggohAJeSvOwvJDBoaoL8zzwvX/Zl53HXq0G5AljP"
                + "p+kOyXEkpzsyO5uiGrZNdnxDP1pSHv/hj4bkahiJUsRGfgSLcp5/xNEV5+SNoYlt"
                + "X+EZsQ3N3vYssweVQHS0IzblKDbeYdqUH4036misgQb6vhkHBnmvYAhTcSD3B5O4"
    })
    void mlDsaKeysFollowFromTheirSeedsAsTheRfcSays(int bits, int number, String beginning) throws Exception {
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        byte[] privateKey = new PrivateKeyInfo(
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(ML_DSA_IDS + number)),
                        new DERTaggedObject(false, 0, new DEROctetString(seed)))
                .getEncoded();
        KeyPairs.Pair pair = KeyPairs.of(new SecretBytes(privateKey), "ML-DSA-" + bits, bits);
        byte[] expected = Base64.getDecoder().decode(beginning);
        assertThat(Arrays.copyOf(pair.publicKey(), expected.length)).isEqualTo(expected);
    }

    /** Appendix A.2 of RFC 7515: RSASSA-PKCS1-v1_5 with SHA-256. */
    @Test
    void rsaVerifiesWhatTheRfcSigned() throws Exception {
        String modulus =
                "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
                        + "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
                        + "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
                        + "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
        byte[] signature = decoded("cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
                + "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
                + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
                + "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
                + "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB"
                + "p0igcN_IoypGlUPQGe77Rw");
        byte[] message = ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
                        + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(new BigInteger(1, decoded(modulus)), BigInteger.valueOf(65_537)))
                .getEncoded();
        String algorithm = "RSASSA_PKCS1_V1_5_SHA_256";
        assertThat(Signatures.verify(algorithm, publicKey, message, MessageType.RAW, signature))
                .isTrue();
        message[0] ^= 1;
        assertThat(Signatures.verify(algorithm, publicKey, message, MessageType.RAW, signature))
                .isFalse();
    }

    private static byte[] decoded(String base64Url) {
        return Base64.getUrlDecoder().decode(base64Url);
    }
}
