package dev.haar.engine.topic;

import dev.haar.engine.message.MessageAttributes;
import java.util.Map;

/**
 * A message to be published.
 *
 * @param message its text; with bodies per protocol, the default one
 * @param bodies the text for certain protocols
 * @param subject null for none
 * @param groupId null for none
 * @param deduplicationId null for none
 * @param traceHeader null for none
 * @param endpointUrl where the unsubscribe link leads
 */
public record Publication(
        String message,
        Map<String, String> bodies,
        String subject,
        MessageAttributes attributes,
        String groupId,
        String deduplicationId,
        String traceHeader,
        String endpointUrl) {
    String body(String protocol) {
        return bodies.getOrDefault(protocol, message);
    }
}
