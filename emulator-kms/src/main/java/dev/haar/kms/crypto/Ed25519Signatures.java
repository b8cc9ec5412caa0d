package dev.haar.kms.crypto;

import java.io.IOException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Ed25519 of RFC 8032, which takes the message and not its digest. */
final class Ed25519Signatures implements SignatureScheme {
    private static final String ALGORITHM = "ED25519_SHA_512";

    @Override
    public byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type) throws IOException {
        requireRaw(type);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8.reveal()));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature) throws IOException {
        requireRaw(type);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, (Ed25519PublicKeyParameters) PublicKeyFactory.createKey(publicKey));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    private static void requireRaw(MessageType type) {
        if (type != MessageType.RAW) {
            throw SignatureScheme.notFor(ALGORITHM, type);
        }
    }
}
