package dev.haar.engine.queue;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.AttributeRules;
import dev.haar.engine.message.MessageText;
import dev.haar.engine.settings.QueueSettings;

/** What a queue accepts. */
final class SendRules {
    private static final int LONGEST_DELAY = 900;
    private static final int LONGEST_ID = 128;
    private static final String WRONG_QUEUE_TYPE =
            "The request include parameter that is not valid for this queue type.";

    private SendRules() {}

    /**
     * Checks that the ids of a FIFO queue are there.
     *
     * @throws EngineException if one is not
     */
    static void checkFifoIds(OutgoingMessage message, QueueSettings settings) {
        if (!settings.isFifo()) {
            return;
        }
        if (message.groupId() == null) {
            throw new EngineException(
                    EngineError.MISSING_PARAMETER, "The request must contain the parameter MessageGroupId.");
        }
        if (message.deduplicationId() == null && !settings.contentBasedDeduplication()) {
            throw new EngineException(
                    EngineError.INVALID_PARAMETER,
                    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                            + " explicitly");
        }
    }

    /**
     * Checks a message for a queue with the given settings.
     *
     * @param body its body
     * @param size its size in bytes, with its attributes
     * @throws EngineException if the queue does not accept it
     */
    static void check(OutgoingMessage message, MeasuredBody body, int size, QueueSettings settings) {
        if (!body.permitted()) {
            throw unpermitted(body.text());
        }
        AttributeRules.check(message.attributes());
        if (size > settings.maximumMessageSize()) {
            throw new EngineException(
                    EngineError.MESSAGE_TOO_LONG,
                    "Message must be shorter than " + settings.maximumMessageSize() + " bytes.");
        }
        checkDelay(message.delaySeconds(), settings);
        checkId("MessageGroupId", message.groupId());
        checkId("MessageDeduplicationId", message.deduplicationId());
        if (message.deduplicationId() != null && !settings.isFifo()) {
            throw EngineException.invalidParameter(
                    "MessageDeduplicationId", message.deduplicationId(), WRONG_QUEUE_TYPE);
        }
    }

    /** @throws EngineException if the id is there and not one to 128 letters, digits and punctuation marks */
    static void checkId(String parameter, String id) {
        if (id == null) {
            return;
        }
        // Visible ASCII is exactly the letters, digits and punctuation marks that AWS lists.
        if (id.isEmpty() || id.length() > LONGEST_ID || !isVisibleAscii(id)) {
            throw EngineException.invalidParameter(
                    parameter,
                    id,
                    parameter + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static EngineException unpermitted(String body) {
        int at = 0;
        while (MessageText.isPermitted(Character.toString(body.codePointAt(at)))) {
            at = body.offsetByCodePoints(at, 1);
        }
        return new EngineException(
                EngineError.INVALID_MESSAGE_CONTENTS,
                "Invalid binary character '#x"
                        + Integer.toHexString(body.codePointAt(at)).toUpperCase(java.util.Locale.ROOT)
                        + "' was found in the message body, the set of allowed characters is #x9 | #xA | #xD |"
                        + " [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].");
    }

    private static void checkDelay(Integer delaySeconds, QueueSettings settings) {
        if (delaySeconds == null) {
            return;
        }
        if (delaySeconds < 0 || delaySeconds > LONGEST_DELAY) {
            throw EngineException.invalidParameter(
                    "DelaySeconds", delaySeconds, "DelaySeconds must be >= 0 and <= 900.");
        }
        if (settings.isFifo() && delaySeconds > 0) {
            throw EngineException.invalidParameter("DelaySeconds", delaySeconds, WRONG_QUEUE_TYPE);
        }
    }
}
