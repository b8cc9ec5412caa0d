package dev.haar.kms.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** RSASSA-PKCS1-v1_5 and RSASSA-PSS. */
record RsaSignatures(String algorithm) implements SignatureScheme {
    private static final Map<Integer, String> DIGEST_INFO = Map.of(
            256, "3031300d060960864801650304020105000420",
            384, "3041300d060960864801650304020205000430",
            512, "3051300d060960864801650304020305000440");

    @Override
    public byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type)
            throws GeneralSecurityException, CryptoException, IOException {
        byte[] digest = Sha2.digest(algorithm, message, type);
        if (isPss()) {
            PSSSigner signer = pss();
            signer.init(true, PrivateKeyFactory.createKey(pkcs8.reveal()));
            signer.update(digest, 0, digest.length);
            return signer.generateSignature();
        }
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(pkcs8.reveal());
        cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePrivate(key));
        return cipher.doFinal(digestInfo(digest));
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature)
            throws GeneralSecurityException, IOException {
        byte[] digest = Sha2.digest(algorithm, message, type);
        if (isPss()) {
            PSSSigner signer = pss();
            signer.init(false, PublicKeyFactory.createKey(publicKey));
            signer.update(digest, 0, digest.length);
            return signer.verifySignature(signature);
        }
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        X509EncodedKeySpec key = new X509EncodedKeySpec(publicKey);
        cipher.init(Cipher.DECRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(key));
        return MessageDigest.isEqual(cipher.doFinal(signature), digestInfo(digest));
    }

    private boolean isPss() {
        return algorithm.startsWith("RSASSA_PSS");
    }

    /** PSS over a digest, which the JDK does not have. */
    private PSSSigner pss() {
        return PSSSigner.createRawSigner(
                new RSABlindedEngine(),
                Sha2.of(algorithm),
                Sha2.of(algorithm),
                Sha2.bits(algorithm) / Byte.SIZE,
                PSSSigner.TRAILER_IMPLICIT);
    }

    private byte[] digestInfo(byte[] digest) {
        byte[] prefix = HexFormat.of().parseHex(DIGEST_INFO.get(Sha2.bits(algorithm)));
        byte[] info = Arrays.copyOf(prefix, prefix.length + digest.length);
        System.arraycopy(digest, 0, info, prefix.length, digest.length);
        return info;
    }
}
