package dev.haar.engine.topic;

import dev.haar.engine.archive.ArchivePolicy;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A topic as it is at one time.
 *
 * @param attributes what was set, by AWS's names
 * @param tags its tags
 * @param unsubscribed how many of its subscriptions were deleted
 * @param archiving where its messages are kept; null if they are not
 */
public record Topic(
        TopicAddress address,
        Map<String, String> attributes,
        Map<String, String> tags,
        int unsubscribed,
        Archiving archiving) {
    static final String ARCHIVE_POLICY = "ArchivePolicy";

    /** Kept like an attribute, but no attribute of AWS's: it is read and put by actions of its own. */
    static final String DATA_PROTECTION_POLICY = "DataProtectionPolicy";

    public Topic {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
    }

    /** One whose messages are not kept. */
    Topic(TopicAddress address, Map<String, String> attributes, Map<String, String> tags, int unsubscribed) {
        this(address, attributes, tags, unsubscribed, null);
    }

    /**
     * A topic's archive.
     *
     * @param id its id: a topic that ends archiving and begins again has another
     * @param since when it began, in milliseconds since the epoch
     */
    public record Archiving(UUID id, long since) {}

    /** How many bytes a message may have, attributes included. */
    public int maximumMessageSize() {
        String size = attributes.get(LargeMessages.ATTRIBUTE);
        return size == null ? LargeMessages.USUAL : Integer.parseInt(size);
    }

    /** What protects its messages, as it was given; null if nothing does. */
    public String dataProtectionPolicy() {
        return attributes.get(DATA_PROTECTION_POLICY);
    }

    /** The earliest time of messages that its archive has, as AWS writes it; none without an archive. */
    public Optional<String> beginningArchiveTime(long now) {
        return archiving == null ? Optional.empty() : Optional.of(Lines.time(archiveBeginning(now)));
    }

    /** The earliest time of messages that its archive has, in milliseconds since the epoch; only if it has one. */
    long archiveBeginning(long now) {
        long oldest = ArchivePolicy.parse(attributes.get(ARCHIVE_POLICY))
                .orElseThrow(IllegalStateException::new)
                .beginning(now);
        return Math.max(archiving.since(), oldest);
    }

    /** Whether the message itself is its deduplication id where none is given. */
    public boolean contentBasedDeduplication() {
        return Boolean.parseBoolean(attributes.get("ContentBasedDeduplication"));
    }

    String signatureVersion() {
        return attributes.getOrDefault("SignatureVersion", "1");
    }

    Topic withAttributes(Map<String, String> next) {
        return new Topic(address, next, tags, unsubscribed, archiving);
    }

    /** With an archive if its policy asks for one, the same as before if it had one. */
    Topic withArchive(Supplier<UUID> ids, long now) {
        if (!attributes.containsKey(ARCHIVE_POLICY)) {
            return new Topic(address, attributes, tags, unsubscribed, null);
        }
        Archiving current = archiving == null ? new Archiving(ids.get(), now) : archiving;
        return new Topic(address, attributes, tags, unsubscribed, current);
    }

    Topic withTags(Map<String, String> next) {
        return new Topic(address, attributes, next, unsubscribed, archiving);
    }

    Topic withOneLess() {
        return new Topic(address, attributes, tags, unsubscribed + 1, archiving);
    }
}
