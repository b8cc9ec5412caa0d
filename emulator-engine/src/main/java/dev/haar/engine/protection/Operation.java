package dev.haar.engine.protection;

import java.util.Map;

/**
 * What a policy does about sensitive data.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-operations.html">Operations</a>
 */
sealed interface Operation {
    /**
     * Tells of it, and of messages that have none.
     *
     * @param sampleRate of how many messages in a hundred, 0 to 99
     * @param findings where findings are told, as the policy says; null for nowhere
     * @param noFindings where it is told that there are none; null for nowhere
     */
    record Audit(int sampleRate, Map<String, Object> findings, Map<String, Object> noFindings) implements Operation {}

    /** Puts a character for each of its own. */
    record Mask(char with) implements Operation {}

    /** Takes it out. */
    record Redact() implements Operation {}

    /** Lets no message with it pass. */
    record Deny() implements Operation {}
}
