package dev.haar.kms.crypto;

import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.crypto.AEADBadTagException;

/**
 * A symmetric ciphertext, which names the key that opens it:
 *
 * <pre>
 * 1 byte     the version, 2
 * 12 bytes   the account, ASCII
 * 1 byte     the length of the key id
 * n bytes    the key id, UTF-8
 * 32 bytes   the id of the key material
 * 4 bytes    the CRC-32 of what goes before; not in version 1
 * 12 bytes   the nonce
 * the rest   AES-256-GCM ciphertext with a tag of 16 bytes
 * </pre>
 *
 * <p>Everything before the nonce is authenticated, and so is the encryption context: its pairs in the order of their
 * keys, each text preceded by its length. No Region is in it, so that the related keys of several Regions share blobs.
 * The CRC tells a blob whose key is not there from one that was changed.
 *
 * @param account the key's account
 * @param keyId the key's id
 * @param materialId the material's id, 64 hexadecimal digits
 * @param header the bytes before the nonce
 * @param sealed nonce, ciphertext and tag
 */
public record CiphertextBlob(String account, String keyId, String materialId, byte[] header, byte[] sealed) {
    private static final int VERSION = 2;
    private static final int WITHOUT_CRC = 1;
    private static final int ACCOUNT = 12;
    private static final int MATERIAL = 32;

    /** Encrypts under a nonce of its own. */
    public static byte[] seal(
            SecretBytes key,
            String account,
            String keyId,
            String materialId,
            Map<String, String> context,
            byte[] plaintext) {
        byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
        int names = 2 + ACCOUNT + id.length + MATERIAL;
        ByteBuffer buffer = ByteBuffer.allocate(names + Integer.BYTES)
                .put((byte) VERSION)
                .put(account.getBytes(StandardCharsets.US_ASCII))
                .put((byte) id.length)
                .put(id)
                .put(HexFormat.of().parseHex(materialId));
        byte[] header = buffer.putInt(crc(buffer.array(), names)).array();
        byte[] sealed = AesGcm.seal(key, bound(header, context), plaintext);
        return ByteBuffer.allocate(header.length + sealed.length)
                .put(header)
                .put(sealed)
                .array();
    }

    /**
     * Reads a blob.
     *
     * @throws KmsException with INVALID_CIPHERTEXT if it is none
     */
    public static CiphertextBlob parse(byte[] blob) {
        if (blob.length < 2 + ACCOUNT || blob[0] != VERSION && blob[0] != WITHOUT_CRC) {
            throw invalid();
        }
        int idLength = blob[1 + ACCOUNT] & 0xff;
        int names = 2 + ACCOUNT + idLength + MATERIAL;
        int headerLength = blob[0] == WITHOUT_CRC ? names : names + Integer.BYTES;
        if (blob.length < headerLength + AesGcm.OVERHEAD) {
            throw invalid();
        }
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        if (blob[0] != WITHOUT_CRC && buffer.getInt(names) != crc(blob, names)) {
            throw invalid();
        }
        byte[] header = new byte[headerLength];
        buffer.get(header);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return new CiphertextBlob(
                new String(header, 1, ACCOUNT, StandardCharsets.US_ASCII),
                new String(header, 2 + ACCOUNT, idLength, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(header, names - MATERIAL, names),
                header,
                sealed);
    }

    /**
     * Decrypts.
     *
     * @throws KmsException with INVALID_CIPHERTEXT if a byte was changed or the context is another
     */
    public byte[] open(SecretBytes key, Map<String, String> context) {
        try {
            return AesGcm.open(key, bound(header, context), sealed);
        } catch (AEADBadTagException e) {
            throw invalid();
        }
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Whether it says for certain which key has sealed it. */
    public boolean isSound() {
        return header[0] != WITHOUT_CRC;
    }

    /** The ciphertext cannot be opened; AWS does not say why. */
    public static KmsException invalid() {
        return new KmsException(KmsError.INVALID_CIPHERTEXT, "");
    }

    private static byte[] bound(byte[] header, Map<String, String> context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(header);
            for (Map.Entry<String, String> pair : new TreeMap<>(context).entrySet()) {
                write(out, pair.getKey());
                write(out, pair.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail.", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
