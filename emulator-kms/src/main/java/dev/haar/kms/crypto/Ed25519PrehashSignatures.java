package dev.haar.kms.crypto;

import java.io.IOException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519ph of RFC 8032 with an empty context: it takes the SHA-512 digest of the message. */
final class Ed25519PrehashSignatures implements SignatureScheme {
    private static final String ALGORITHM = "ED25519_PH_SHA_512";
    private static final byte[] NO_CONTEXT = new byte[0];

    @Override
    public byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type) throws IOException {
        byte[] digest = digest(message, type);
        byte[] secret = ((Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8.reveal())).getEncoded();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.signPrehash(secret, 0, NO_CONTEXT, digest, 0, signature, 0);
        return signature;
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature) throws IOException {
        byte[] digest = digest(message, type);
        byte[] point = ((Ed25519PublicKeyParameters) PublicKeyFactory.createKey(publicKey)).getEncoded();
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verifyPrehash(signature, 0, point, 0, NO_CONTEXT, digest, 0);
    }

    private static byte[] digest(byte[] message, MessageType type) {
        if (type != MessageType.DIGEST) {
            throw SignatureScheme.notFor(ALGORITHM, type);
        }
        return SignatureScheme.digest(ALGORITHM, message, Ed25519.PREHASH_SIZE);
    }
}
