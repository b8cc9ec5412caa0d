package dev.haar.kms.crypto;

import dev.haar.kms.KmsException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;

/** Elliptic-curve Diffie-Hellman: the x coordinate of the shared point. */
public final class Ecdh {
    private Ecdh() {}

    /**
     * The secret that the owner of the other key derives too.
     *
     * @param publicKey the other's public key, a DER SubjectPublicKeyInfo
     * @throws KmsException with VALIDATION if that is no key on the same curve
     */
    public static byte[] agree(SecretBytes pkcs8, byte[] publicKey) {
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            PrivateKey ours = keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.reveal()));
            PublicKey theirs = keys.generatePublic(new X509EncodedKeySpec(publicKey));
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(ours);
            agreement.doPhase(theirs, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw KmsException.invalid("The public key is not a valid key on the curve of the KMS key.");
        }
    }
}
