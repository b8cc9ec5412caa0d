package dev.haar.api.sse;

import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.SealedText;
import dev.haar.kms.crypto.AesGcm;
import dev.haar.kms.crypto.SecretBytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.crypto.AEADBadTagException;

/**
 * A body that is encrypted under a key of KMS's, with all that is needed to open it but the key. As text it is one character
 * a byte:
 *
 * <pre>
 * 1 byte     {@link BodyEncryption#MARK}
 * 1 byte     0, or 1 if the body was deflated
 * 2 bytes    the length of the ARN
 * n bytes    the ARN of the queue or topic for which it was encrypted, UTF-8
 * 16 bytes   the id of the message
 * 2 bytes    the length of the data key
 * m bytes    the data key, as KMS encrypted it
 * the rest   AES-256-GCM of the body in UTF-8; all before it is authenticated
 * </pre>
 *
 * @param arn the queue or topic for which it was encrypted
 * @param dataKey the data key, as KMS encrypted it
 * @param all everything
 * @param head how many bytes go before the ciphertext
 */
record SealedBody(String arn, byte[] dataKey, byte[] all, int head) {
    private static final int ID = 2 * Long.BYTES;

    static String seal(String body, String resourceArn, UUID messageId, SealingKey key) {
        Plain plain = Plain.of(body);
        byte[] arn = resourceArn.getBytes(StandardCharsets.UTF_8);
        byte[] wrapped = key.dataKey().wrapped();
        byte[] head = ByteBuffer.allocate(2 + 2 * Short.BYTES + arn.length + ID + wrapped.length)
                .put((byte) BodyEncryption.MARK)
                .put((byte) (plain.deflated() ? 1 : 0))
                .putShort((short) arn.length)
                .put(arn)
                .putLong(messageId.getMostSignificantBits())
                .putLong(messageId.getLeastSignificantBits())
                .putShort((short) wrapped.length)
                .put(wrapped)
                .array();
        byte[] all = key.sealer().seal(head, plain.bytes());
        return SealedText.of(all);
    }

    /** Reads what {@link #seal} wrote. */
    static SealedBody parse(String text) {
        byte[] all = SealedText.bytes(text);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(all).position(2);
            byte[] arn = new byte[buffer.getShort()];
            buffer.get(arn);
            buffer.position(buffer.position() + ID);
            byte[] dataKey = new byte[buffer.getShort()];
            buffer.get(dataKey);
            return new SealedBody(new String(arn, StandardCharsets.UTF_8), dataKey, all, buffer.position());
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
            throw changed(e);
        }
    }

    String open(SecretBytes key) {
        try {
            return new Plain(AesGcm.open(key, all, head), all[1] == 1).text();
        } catch (AEADBadTagException e) {
            throw changed(e);
        }
    }

    /** The file was written to by somebody else. */
    static IllegalStateException changed(Exception cause) {
        return new IllegalStateException("An encrypted body was changed.", cause);
    }
}
