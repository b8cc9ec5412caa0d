package dev.haar.api.sse;

import dev.haar.engine.sse.BodyEncryption;
import dev.haar.engine.sse.SealedText;
import dev.haar.kms.crypto.AesGcm;
import dev.haar.kms.crypto.Hmacs;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.crypto.Sealer;
import dev.haar.kms.crypto.SecretBytes;
import dev.haar.kms.registry.ServiceKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;

/**
 * Encryption under the key that SQS has for itself (SqsManagedSseEnabled), of which KMS and its audit log know nothing. Each
 * run of Haar encrypts under a key that follows from SQS's by a number of its own, so that it can count its nonces. A body is,
 * as text with one character a byte:
 *
 * <pre>
 * 1 byte     {@link BodyEncryption#MARK}
 * 1 byte     2, or 3 if the body was deflated
 * 16 bytes   the number of the run
 * the rest   AES-256-GCM of the body in UTF-8; all before it is authenticated
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html">
 *     SQS-managed encryption keys</a>
 */
final class SqsKey {
    private static final String SQS = "sqs";
    private static final int UNDER_IT = 2;
    private static final int HEAD = 18;

    private final ServiceKeys keys;
    private final byte[] run = Randomness.bytes(HEAD - 2);
    private final Map<ByteBuffer, SecretBytes> ofRuns = new ConcurrentHashMap<>();
    private volatile InUse inUse;

    /** A key whose nonces are counted here, and what it follows from. */
    private record InUse(SecretBytes root, Sealer sealer) {}

    SqsKey(ServiceKeys keys) {
        this.keys = keys;
    }

    /** Whether a body is encrypted under it. */
    static boolean hasSealed(String body) {
        return (body.charAt(1) & UNDER_IT) != 0;
    }

    String seal(String body) {
        Plain plain = Plain.of(body);
        byte[] head = ByteBuffer.allocate(HEAD)
                .put((byte) BodyEncryption.MARK)
                .put((byte) (plain.deflated() ? UNDER_IT + 1 : UNDER_IT))
                .put(run)
                .array();
        byte[] all = sealer().seal(head, plain.bytes());
        return SealedText.of(all);
    }

    private Sealer sealer() {
        SecretBytes root = keys.get(SQS);
        InUse found = inUse;
        // Another key of SQS's is rare: the state took back what it had not kept.
        if (found == null || !found.root.equals(root)) {
            found = renewed(root);
        }
        return found.sealer;
    }

    private synchronized InUse renewed(SecretBytes root) {
        if (inUse == null || !inUse.root.equals(root)) {
            ofRuns.clear();
            inUse = new InUse(root, new Sealer(derive(root, run)));
        }
        return inUse;
    }

    String open(String body) {
        byte[] all = SealedText.bytes(body);
        byte[] itsRun = Arrays.copyOfRange(all, 2, HEAD);
        SecretBytes key = ofRuns.computeIfAbsent(ByteBuffer.wrap(itsRun), absent -> derive(keys.get(SQS), itsRun));
        try {
            byte[] plain = AesGcm.open(key, all, HEAD);
            return new Plain(plain, (all[1] & 1) != 0).text();
        } catch (AEADBadTagException e) {
            throw SealedBody.changed(e);
        }
    }

    private static SecretBytes derive(SecretBytes root, byte[] number) {
        return new SecretBytes(Hmacs.of("HMAC_SHA_256", root, number));
    }
}
