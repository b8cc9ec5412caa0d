package dev.haar.kms.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.BigIntegers;

/** SM2PKE. A ciphertext is the DER of GM/T 0009: the point's coordinates, the SM3 digest, the encrypted text. */
public final class Sm2Encryption {
    /** As many bytes as AWS takes. */
    public static final int LARGEST = 1024;

    private static final int COORDINATE = 32;
    private static final int DIGEST = 32;

    private Sm2Encryption() {}

    /** Encrypts under a public key, a DER SubjectPublicKeyInfo. */
    public static byte[] encrypt(byte[] publicKey, byte[] plaintext) {
        try {
            SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.init(true, new ParametersWithRandom(PublicKeyFactory.createKey(publicKey), Randomness.source()));
            byte[] bare = engine.processBlock(plaintext, 0, plaintext.length);
            int digest = 1 + 2 * COORDINATE;
            return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                        new ASN1Integer(new BigInteger(1, bare, 1, COORDINATE)),
                        new ASN1Integer(new BigInteger(1, bare, 1 + COORDINATE, COORDINATE)),
                        new DEROctetString(Arrays.copyOfRange(bare, digest, digest + DIGEST)),
                        new DEROctetString(Arrays.copyOfRange(bare, digest + DIGEST, bare.length))
                    })
                    .getEncoded(ASN1Encoding.DER);
        } catch (InvalidCipherTextException | IOException e) {
            throw new IllegalStateException("A key of ours does not encrypt with SM2PKE.", e);
        }
    }

    /**
     * Decrypts with a private key in PKCS #8.
     *
     * @throws dev.haar.kms.KmsException with INVALID_CIPHERTEXT
     */
    public static byte[] decrypt(SecretBytes pkcs8, byte[] ciphertext) {
        try {
            ASN1Sequence parts = ASN1Sequence.getInstance(ciphertext);
            byte[] digest = ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets();
            byte[] text = ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets();
            byte[] bare = new byte[1 + 2 * COORDINATE + digest.length + text.length];
            bare[0] = 4;
            coordinate(parts, 0, bare, 1);
            coordinate(parts, 1, bare, 1 + COORDINATE);
            System.arraycopy(digest, 0, bare, 1 + 2 * COORDINATE, digest.length);
            System.arraycopy(text, 0, bare, 1 + 2 * COORDINATE + digest.length, text.length);
            SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.init(false, PrivateKeyFactory.createKey(pkcs8.reveal()));
            return engine.processBlock(bare, 0, bare.length);
        } catch (InvalidCipherTextException | IOException | RuntimeException e) {
            // BouncyCastle's ways to say that this is no ciphertext are many.
            throw CiphertextBlob.invalid();
        }
    }

    private static void coordinate(ASN1Sequence parts, int index, byte[] to, int offset) {
        BigInteger value = ASN1Integer.getInstance(parts.getObjectAt(index)).getPositiveValue();
        BigIntegers.asUnsignedByteArray(value, to, offset, COORDINATE);
    }
}
