package dev.haar.engine.sse;

import java.util.UUID;

/**
 * Encrypts the bodies of messages for as long as they are in a queue. Safe for use by several threads; never waits, as it is
 * called under the queue's lock.
 */
public interface BodyEncryption extends Unsealing {
    /** For engines that nobody looks into: no queue names a key, and what is under SQS's own stays as it is. */
    BodyEncryption NONE = new BodyEncryption() {
        @Override
        public String seal(String queueArn, String sourceArn, KeySetting key, UUID messageId, String body) {
            if (key instanceof KeySetting.OfSqs) {
                return body;
            }
            throw new IllegalStateException("This engine has nothing to encrypt with.");
        }

        @Override
        public String open(String text) {
            return Unsealing.NONE.open(text);
        }
    };

    /**
     * The body as it is kept. It begins with a character that no message may have, so that one can tell.
     *
     * @param queueArn the queue
     * @param sourceArn the ARN of the topic that sends; null if a client does
     * @param messageId the message's id
     * @throws dev.haar.engine.EngineException if the key cannot be used
     */
    String seal(String queueArn, String sourceArn, KeySetting key, UUID messageId, String body);

    /** What a body that is encrypted begins with. */
    char MARK = '\u0001';

    /** Whether a body is encrypted. */
    static boolean isSealed(String body) {
        return !body.isEmpty() && body.charAt(0) == MARK;
    }
}
