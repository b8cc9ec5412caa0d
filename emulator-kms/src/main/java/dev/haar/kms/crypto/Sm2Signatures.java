package dev.haar.kms.crypto;

import java.io.IOException;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** SM2DSA with SM3 and the standard's default distinguishing identifier. A digest is one that holds Z already. */
final class Sm2Signatures implements SignatureScheme {
    private static final String ALGORITHM = "SM2DSA";
    private static final int DIGEST_BYTES = 32;

    @Override
    public byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type) throws CryptoException, IOException {
        SM2Signer signer = new SM2Signer(digest(message, type));
        signer.init(true, new ParametersWithRandom(PrivateKeyFactory.createKey(pkcs8.reveal()), Randomness.source()));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature) throws IOException {
        SM2Signer signer = new SM2Signer(digest(message, type));
        signer.init(false, PublicKeyFactory.createKey(publicKey));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    private static Digest digest(byte[] message, MessageType type) {
        return switch (type) {
            case RAW -> new SM3Digest();
            case DIGEST -> new Given(SignatureScheme.digest(ALGORITHM, message, DIGEST_BYTES));
            case EXTERNAL_MU -> throw SignatureScheme.notFor(ALGORITHM, type);
        };
    }

    /** The digest that was given, whatever is fed to it. */
    private record Given(byte[] digest) implements Digest {
        @Override
        public String getAlgorithmName() {
            return "SM3";
        }

        @Override
        public int getDigestSize() {
            return digest.length;
        }

        @Override
        public void update(byte in) {
            // The result is known.
        }

        @Override
        public void update(byte[] in, int offset, int length) {
            // The result is known.
        }

        @Override
        public int doFinal(byte[] out, int offset) {
            System.arraycopy(digest, 0, out, offset, digest.length);
            return digest.length;
        }

        @Override
        public void reset() {
            // The result is known.
        }
    }
}
