package dev.haar.engine.sse;

/**
 * Encrypts what an encrypted topic keeps of what is published to it. Its data key is at hand, so it refuses nothing and never
 * waits: it is used under the topic's lock. Safe for use by several threads.
 */
public interface Seal {
    /**
     * The text as it is kept, one character a byte.
     *
     * @param messageId the message's id, a UUID
     */
    String seal(String messageId, String text);
}
