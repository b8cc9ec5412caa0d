package dev.haar.engine.topic;

import java.util.Map;

/**
 * A topic as it is at one time.
 *
 * @param attributes what was set, by AWS's names
 * @param tags its tags
 * @param unsubscribed how many of its subscriptions were deleted
 */
public record Topic(TopicAddress address, Map<String, String> attributes, Map<String, String> tags, int unsubscribed) {
    public Topic {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
    }

    /** Whether the message itself is its deduplication id where none is given. */
    public boolean contentBasedDeduplication() {
        return Boolean.parseBoolean(attributes.get("ContentBasedDeduplication"));
    }

    String signatureVersion() {
        return attributes.getOrDefault("SignatureVersion", "1");
    }

    Topic withAttributes(Map<String, String> next) {
        return new Topic(address, next, tags, unsubscribed);
    }

    Topic withTags(Map<String, String> next) {
        return new Topic(address, attributes, next, unsubscribed);
    }

    Topic withOneLess() {
        return new Topic(address, attributes, tags, unsubscribed + 1);
    }
}
