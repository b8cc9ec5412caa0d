package dev.haar.kms.key;

import java.util.List;

/**
 * The kinds of keys that can be made.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html">Key specs</a>
 */
public enum KeySpec {
    SYMMETRIC_DEFAULT(Family.SYMMETRIC, 256, KeyUsage.ENCRYPT_DECRYPT),
    RSA_2048(Family.RSA, 2048, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    RSA_3072(Family.RSA, 3072, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    RSA_4096(Family.RSA, 4096, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    ECC_NIST_P256(Family.EC, 256, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    ECC_NIST_P384(Family.EC, 384, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    ECC_NIST_P521(Family.EC, 521, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    HMAC_224(Family.HMAC, 224, KeyUsage.GENERATE_VERIFY_MAC),
    HMAC_256(Family.HMAC, 256, KeyUsage.GENERATE_VERIFY_MAC),
    HMAC_384(Family.HMAC, 384, KeyUsage.GENERATE_VERIFY_MAC),
    HMAC_512(Family.HMAC, 512, KeyUsage.GENERATE_VERIFY_MAC);

    /** What a kind of key is made of. */
    public enum Family {
        SYMMETRIC,
        RSA,
        EC,
        HMAC
    }

    private final Family family;
    private final int bits;
    private final List<KeyUsage> usages;

    KeySpec(Family family, int bits, KeyUsage... usages) {
        this.family = family;
        this.bits = bits;
        this.usages = List.of(usages);
    }

    public Family family() {
        return family;
    }

    /** The length of the key, of its modulus or of its field. */
    public int bits() {
        return bits;
    }

    /** What a key of this kind can be made for. */
    public List<KeyUsage> usages() {
        return usages;
    }

    /** The algorithms that a key of this kind and usage works with, by AWS's names and in AWS's order. */
    public List<String> algorithms(KeyUsage usage) {
        return switch (family) {
            case SYMMETRIC -> List.of("SYMMETRIC_DEFAULT");
            case HMAC -> List.of("HMAC_SHA_" + bits);
            case EC ->
                usage == KeyUsage.KEY_AGREEMENT ? List.of("ECDH") : List.of("ECDSA_SHA_" + (bits == 521 ? 512 : bits));
            case RSA ->
                usage == KeyUsage.ENCRYPT_DECRYPT
                        ? List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256")
                        : List.of(
                                "RSASSA_PKCS1_V1_5_SHA_256",
                                "RSASSA_PKCS1_V1_5_SHA_384",
                                "RSASSA_PKCS1_V1_5_SHA_512",
                                "RSASSA_PSS_SHA_256",
                                "RSASSA_PSS_SHA_384",
                                "RSASSA_PSS_SHA_512");
        };
    }
}
