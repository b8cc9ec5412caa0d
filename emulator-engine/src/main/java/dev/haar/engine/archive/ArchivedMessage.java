package dev.haar.engine.archive;

import dev.haar.engine.json.JsonText;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.sse.Seal;
import dev.haar.engine.sse.Unsealing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A message as it was published.
 *
 * @param archive the archive it is in
 * @param sequence its sequence number in the topic
 * @param at when it was published, in milliseconds since the epoch
 * @param messageId its id
 * @param message its text
 * @param bodies the texts for certain protocols
 * @param sealed whether the texts are encrypted, as an encrypted topic's are: then {@code message} is all of them
 * @param subject null for none
 * @param groupId its message group id
 * @param deduplicationId its deduplication id, given or computed
 * @param traceHeader null for none
 * @param endpointUrl where its unsubscribe link leads
 */
public record ArchivedMessage(
        UUID archive,
        long sequence,
        long at,
        String messageId,
        String message,
        Map<String, String> bodies,
        boolean sealed,
        String subject,
        MessageAttributes attributes,
        String groupId,
        String deduplicationId,
        String traceHeader,
        String endpointUrl) {
    /** The protocol of the text for all others, as in a message of the structure {@code json}. */
    private static final String DEFAULT = "default";

    /** The same with its texts encrypted; as on AWS the subject and the attributes are not. */
    public ArchivedMessage closed(Seal seal) {
        Map<String, String> texts = new LinkedHashMap<>(bodies);
        texts.put(DEFAULT, message);
        return with(seal.seal(messageId, JsonText.write(texts)), Map.of(), true);
    }

    /**
     * The same in clear.
     *
     * @throws dev.haar.engine.EngineException if the key cannot be used
     * @throws IllegalStateException if this is not what was sealed
     */
    public ArchivedMessage opened(Unsealing unsealing) {
        if (!sealed) {
            return this;
        }
        Map<String, String> texts = ArchiveRows.texts(unsealing.open(message));
        String common = texts.remove(DEFAULT);
        return with(common, texts, false);
    }

    private ArchivedMessage with(String text, Map<String, String> texts, boolean encrypted) {
        return new ArchivedMessage(
                archive,
                sequence,
                at,
                messageId,
                text,
                texts,
                encrypted,
                subject,
                attributes,
                groupId,
                deduplicationId,
                traceHeader,
                endpointUrl);
    }
}
