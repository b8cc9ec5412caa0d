package dev.haar.kms.crypto;

import dev.haar.kms.KmsException;
import java.io.IOException;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.BigIntegers;

/** Elliptic-curve Diffie-Hellman on the NIST curves and that of SM2: the x coordinate of the shared point. */
public final class Ecdh {
    private Ecdh() {}

    /**
     * The secret that the owner of the other key derives too.
     *
     * @param publicKey the other's public key, a DER SubjectPublicKeyInfo
     * @throws KmsException with VALIDATION if that is no key on the same curve
     */
    public static byte[] agree(SecretBytes pkcs8, byte[] publicKey) {
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(ours(pkcs8));
        try {
            AsymmetricKeyParameter theirs = PublicKeyFactory.createKey(publicKey);
            if (theirs instanceof ECPublicKeyParameters point) {
                return BigIntegers.asUnsignedByteArray(agreement.getFieldSize(), agreement.calculateAgreement(point));
            }
        } catch (IOException | RuntimeException e) {
            // Whatever it is, it is no such key: the parser throws what it likes.
            throw invalid();
        }
        throw invalid();
    }

    private static ECPrivateKeyParameters ours(SecretBytes pkcs8) {
        try {
            return (ECPrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8.reveal());
        } catch (IOException e) {
            throw new IllegalStateException("A key of ours cannot be read.", e);
        }
    }

    private static KmsException invalid() {
        return KmsException.invalid("The public key is not a valid key on the curve of the KMS key.");
    }
}
