package dev.haar.kms.crypto;

import dev.haar.kms.KmsException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * RSA and ECDSA signatures, by the names that AWS has for the algorithms. Signatures of ECDSA are DER; the salt of PSS is
 * as long as the digest.
 */
public final class Signatures {
    private static final Map<Integer, String> DIGEST_INFO = Map.of(
            256, "3031300d060960864801650304020105000420",
            384, "3041300d060960864801650304020205000430",
            512, "3051300d060960864801650304020305000440");

    private Signatures() {}

    /** Signs a message, or its digest. */
    public static byte[] sign(String algorithm, SecretBytes pkcs8, byte[] message, boolean isDigest) {
        byte[] digest = digest(algorithm, message, isDigest);
        try {
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8.reveal());
            if (algorithm.startsWith("RSASSA_PKCS1")) {
                Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePrivate(spec));
                return cipher.doFinal(digestInfo(algorithm, digest));
            }
            if (algorithm.startsWith("RSASSA_PSS")) {
                PSSSigner signer = pss(algorithm);
                signer.init(true, PrivateKeyFactory.createKey(pkcs8.reveal()));
                signer.update(digest, 0, digest.length);
                return signer.generateSignature();
            }
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(KeyFactory.getInstance("EC").generatePrivate(spec));
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException | CryptoException | IOException e) {
            throw new IllegalStateException("A key of ours does not sign with " + algorithm + ".", e);
        }
    }

    /** Whether a signature is the public key's for the message, or for its digest. */
    public static boolean verify(
            String algorithm, byte[] publicKey, byte[] message, boolean isDigest, byte[] signatureBytes) {
        byte[] digest = digest(algorithm, message, isDigest);
        try {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(publicKey);
            if (algorithm.startsWith("RSASSA_PKCS1")) {
                Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                cipher.init(Cipher.DECRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(spec));
                return MessageDigest.isEqual(cipher.doFinal(signatureBytes), digestInfo(algorithm, digest));
            }
            if (algorithm.startsWith("RSASSA_PSS")) {
                PSSSigner signer = pss(algorithm);
                signer.init(false, PublicKeyFactory.createKey(publicKey));
                signer.update(digest, 0, digest.length);
                return signer.verifySignature(signatureBytes);
            }
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initVerify(KeyFactory.getInstance("EC").generatePublic(spec));
            signature.update(digest);
            return signature.verify(signatureBytes);
        } catch (GeneralSecurityException | IOException e) {
            // What is no signature at all is a wrong one.
            return false;
        }
    }

    /** PSS over a digest, which the JDK does not have. */
    private static PSSSigner pss(String algorithm) {
        int bits = bits(algorithm);
        return PSSSigner.createRawSigner(
                new RSABlindedEngine(), sha(bits), sha(bits), bits / Byte.SIZE, PSSSigner.TRAILER_IMPLICIT);
    }

    private static Digest sha(int bits) {
        return switch (bits) {
            case 256 -> new SHA256Digest();
            case 384 -> new SHA384Digest();
            default -> new SHA512Digest();
        };
    }

    private static int bits(String algorithm) {
        return Integer.parseInt(algorithm.substring(algorithm.length() - 3));
    }

    private static byte[] digestInfo(String algorithm, byte[] digest) {
        byte[] prefix = HexFormat.of().parseHex(DIGEST_INFO.get(bits(algorithm)));
        byte[] info = Arrays.copyOf(prefix, prefix.length + digest.length);
        System.arraycopy(digest, 0, info, prefix.length, digest.length);
        return info;
    }

    private static byte[] digest(String algorithm, byte[] message, boolean isDigest) {
        int bits = bits(algorithm);
        if (isDigest) {
            if (message.length != bits / Byte.SIZE) {
                throw KmsException.invalid("Digest is invalid length for algorithm " + algorithm + ".");
            }
            return message;
        }
        try {
            return MessageDigest.getInstance("SHA-" + bits).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-" + bits + ".", e);
        }
    }
}
