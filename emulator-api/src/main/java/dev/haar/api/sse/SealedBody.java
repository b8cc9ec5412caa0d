package dev.haar.api.sse;

import dev.haar.engine.sse.BodyEncryption;
import dev.haar.kms.crypto.AesGcm;
import dev.haar.kms.crypto.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import javax.crypto.AEADBadTagException;

/**
 * A body that is encrypted, with all that is needed to open it but the key. As text it is one character a byte, behind
 * {@link BodyEncryption#MARK}:
 *
 * <pre>
 * 1 byte     0, or 1 if the body was deflated
 * 2 bytes    the length of the ARN
 * n bytes    the ARN of the queue for which it was encrypted, UTF-8
 * 16 bytes   the id that the message had then
 * 2 bytes    the length of the data key
 * m bytes    the data key, as KMS encrypted it
 * the rest   AES-256-GCM of the body in UTF-8; all before it is authenticated
 * </pre>
 *
 * <p>A body of almost 1 MiB is deflated, so that what is kept of it is no longer than any other text may be. That always
 * makes it shorter: UTF-8 leaves some of each byte unused.
 *
 * @param header the bytes before the ciphertext
 * @param ciphertext nonce, ciphertext and tag
 */
record SealedBody(boolean deflated, String queueArn, byte[] dataKey, byte[] header, byte[] ciphertext) {
    private static final int ID_BYTES = 16;
    private static final int LARGE = 1_000_000;

    static String seal(String body, String queueArn, UUID messageId, DataKey key) {
        byte[] plain = body.getBytes(StandardCharsets.UTF_8);
        boolean deflated = plain.length > LARGE;
        byte[] arn = queueArn.getBytes(StandardCharsets.UTF_8);
        byte[] header = ByteBuffer.allocate(1 + 2 * Short.BYTES + arn.length + ID_BYTES + key.wrapped().length)
                .put((byte) (deflated ? 1 : 0))
                .putShort((short) arn.length)
                .put(arn)
                .putLong(messageId.getMostSignificantBits())
                .putLong(messageId.getLeastSignificantBits())
                .putShort((short) key.wrapped().length)
                .put(key.wrapped())
                .array();
        byte[] ciphertext = AesGcm.seal(key.secret(), header, deflated ? deflate(plain) : plain);
        byte[] all = new byte[1 + header.length + ciphertext.length];
        all[0] = BodyEncryption.MARK;
        System.arraycopy(header, 0, all, 1, header.length);
        System.arraycopy(ciphertext, 0, all, 1 + header.length, ciphertext.length);
        return new String(all, StandardCharsets.ISO_8859_1);
    }

    /** Reads what {@link #seal} wrote. */
    static SealedBody parse(String text) {
        byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(all);
            buffer.get();
            boolean deflated = buffer.get() == 1;
            byte[] arn = new byte[buffer.getShort()];
            buffer.get(arn);
            buffer.getLong();
            buffer.getLong();
            byte[] dataKey = new byte[buffer.getShort()];
            buffer.get(dataKey);
            int end = buffer.position();
            return new SealedBody(
                    deflated,
                    new String(arn, StandardCharsets.UTF_8),
                    dataKey,
                    Arrays.copyOfRange(all, 1, end),
                    Arrays.copyOfRange(all, end, all.length));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalStateException("An encrypted body was changed.", e);
        }
    }

    String open(SecretBytes key) {
        try {
            byte[] plain = AesGcm.open(key, header, ciphertext);
            return new String(deflated ? inflate(plain) : plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException | DataFormatException e) {
            throw new IllegalStateException("An encrypted body was changed.", e);
        }
    }

    private static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream(bytes.length);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail.", e);
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    private static byte[] inflate(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream inflated = new ByteArrayOutputStream(2 * bytes.length);
            byte[] portion = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(portion);
                if (count == 0 && inflater.needsInput()) {
                    throw new DataFormatException("The end is missing.");
                }
                inflated.write(portion, 0, count);
            }
            return inflated.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
