package dev.haar.kms.key;

import java.util.List;

/**
 * The kinds of keys that can be made.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html">Key specs</a>
 */
public enum KeySpec {
    SYMMETRIC_DEFAULT(Family.SYMMETRIC, "AES", 256, KeyUsage.ENCRYPT_DECRYPT),
    RSA_2048(Family.RSA, "RSA", 2048, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    RSA_3072(Family.RSA, "RSA", 3072, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    RSA_4096(Family.RSA, "RSA", 4096, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    ECC_NIST_P256(Family.EC, "secp256r1", 256, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    ECC_NIST_P384(Family.EC, "secp384r1", 384, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    ECC_NIST_P521(Family.EC, "secp521r1", 521, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    ECC_SECG_P256K1(Family.EC, "secp256k1", 256, KeyUsage.SIGN_VERIFY),
    ECC_NIST_EDWARDS25519(Family.ED25519, "Ed25519", 256, KeyUsage.SIGN_VERIFY),
    SM2(Family.SM2, "sm2p256v1", 256, KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    HMAC_224(Family.HMAC, "HMAC", 224, KeyUsage.GENERATE_VERIFY_MAC),
    HMAC_256(Family.HMAC, "HMAC", 256, KeyUsage.GENERATE_VERIFY_MAC),
    HMAC_384(Family.HMAC, "HMAC", 384, KeyUsage.GENERATE_VERIFY_MAC),
    HMAC_512(Family.HMAC, "HMAC", 512, KeyUsage.GENERATE_VERIFY_MAC),
    ML_DSA_44(Family.ML_DSA, "ML-DSA-44", 44, KeyUsage.SIGN_VERIFY),
    ML_DSA_65(Family.ML_DSA, "ML-DSA-65", 65, KeyUsage.SIGN_VERIFY),
    ML_DSA_87(Family.ML_DSA, "ML-DSA-87", 87, KeyUsage.SIGN_VERIFY);

    /** What a kind of key is made of. */
    public enum Family {
        SYMMETRIC,
        RSA,
        EC,
        ED25519,
        SM2,
        HMAC,
        ML_DSA
    }

    private final Family family;
    private final String kind;
    private final int bits;
    private final List<KeyUsage> usages;

    KeySpec(Family family, String kind, int bits, KeyUsage... usages) {
        this.family = family;
        this.kind = kind;
        this.bits = bits;
        this.usages = List.of(usages);
    }

    public Family family() {
        return family;
    }

    /** The name of the curve, or of the algorithm, by the standard that defines it. */
    public String kind() {
        return kind;
    }

    /** The length of the key, of its modulus or of its field; of ML-DSA the number of the parameter set. */
    public int bits() {
        return bits;
    }

    /** Whether its keys have one secret and no public half. */
    public boolean isSecret() {
        return family == Family.SYMMETRIC || family == Family.HMAC;
    }

    /** Whether AWS counts them as one type of key: symmetric encryption keys, HMAC keys, or key pairs of whatever kind. */
    public boolean isOfTypeOf(KeySpec other) {
        return isSecret() ? family == other.family : !other.isSecret();
    }

    /** What a key of this kind can be made for. */
    public List<KeyUsage> usages() {
        return usages;
    }

    /** The algorithms that a key of this kind and usage works with, by AWS's names and in AWS's order. */
    public List<String> algorithms(KeyUsage usage) {
        if (usage == KeyUsage.KEY_AGREEMENT) {
            return List.of("ECDH");
        }
        return switch (family) {
            case SYMMETRIC -> List.of("SYMMETRIC_DEFAULT");
            case HMAC -> List.of("HMAC_SHA_" + bits);
            case EC -> List.of("ECDSA_SHA_" + (bits == 521 ? 512 : bits));
            case ED25519 -> List.of("ED25519_SHA_512", "ED25519_PH_SHA_512");
            case SM2 -> List.of(usage == KeyUsage.ENCRYPT_DECRYPT ? "SM2PKE" : "SM2DSA");
            case ML_DSA -> List.of("ML_DSA_SHAKE_256");
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
