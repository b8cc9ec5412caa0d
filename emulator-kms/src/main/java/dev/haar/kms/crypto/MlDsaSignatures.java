package dev.haar.kms.crypto;

import java.io.IOException;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * ML-DSA of FIPS 204 with an empty context.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/offline-operations.html">External μ</a>
 */
final class MlDsaSignatures implements SignatureScheme {
    private static final String ALGORITHM = "ML_DSA_SHAKE_256";
    private static final int MU_BYTES = 64;

    @Override
    public byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type) throws CryptoException, IOException {
        byte[] input = input(message, type);
        MLDSASigner signer = signer(
                true, new ParametersWithRandom(PrivateKeyFactory.createKey(pkcs8.reveal()), Randomness.source()));
        if (type == MessageType.EXTERNAL_MU) {
            return signer.generateMuSignature(input);
        }
        signer.update(input, 0, input.length);
        return signer.generateSignature();
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature) throws IOException {
        byte[] input = input(message, type);
        MLDSASigner signer = signer(false, PublicKeyFactory.createKey(publicKey));
        if (type == MessageType.EXTERNAL_MU) {
            return signer.verifyMuSignature(input, signature);
        }
        signer.update(input, 0, input.length);
        return signer.verifySignature(signature);
    }

    private static MLDSASigner signer(boolean forSigning, CipherParameters key) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(forSigning, key);
        return signer;
    }

    private static byte[] input(byte[] message, MessageType type) {
        return switch (type) {
            case RAW -> message;
            case EXTERNAL_MU -> SignatureScheme.digest(ALGORITHM, message, MU_BYTES);
            case DIGEST -> throw SignatureScheme.notFor(ALGORITHM, type);
        };
    }
}
