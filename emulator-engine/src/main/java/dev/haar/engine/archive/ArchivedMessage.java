package dev.haar.engine.archive;

import dev.haar.engine.message.MessageAttributes;
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
        String subject,
        MessageAttributes attributes,
        String groupId,
        String deduplicationId,
        String traceHeader,
        String endpointUrl) {}
