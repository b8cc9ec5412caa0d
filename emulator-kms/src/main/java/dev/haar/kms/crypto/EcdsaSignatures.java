package dev.haar.kms.crypto;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** ECDSA on the NIST curves and on secp256k1, of which the JDK has lost the latter. */
record EcdsaSignatures(String algorithm) implements SignatureScheme {
    @Override
    public byte[] sign(SecretBytes pkcs8, byte[] message, MessageType type) throws IOException {
        byte[] digest = Sha2.digest(algorithm, message, type);
        ECKeyParameters key = (ECKeyParameters) PrivateKeyFactory.createKey(pkcs8.reveal());
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, key);
        BigInteger[] pair = signer.generateSignature(digest);
        return StandardDSAEncoding.INSTANCE.encode(signer.getOrder(), pair[0], pair[1]);
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, MessageType type, byte[] signature) throws IOException {
        byte[] digest = Sha2.digest(algorithm, message, type);
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, PublicKeyFactory.createKey(publicKey));
        try {
            BigInteger[] pair = StandardDSAEncoding.INSTANCE.decode(signer.getOrder(), signature);
            return signer.verifySignature(digest, pair[0], pair[1]);
        } catch (IllegalArgumentException e) {
            // That is no DER.
            return false;
        }
    }
}
