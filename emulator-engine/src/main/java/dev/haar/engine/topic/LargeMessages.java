package dev.haar.engine.topic;

import java.util.Collection;
import java.util.Set;

/**
 * How large the messages of a topic may be.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html">SetTopicAttributes</a>
 */
final class LargeMessages {
    static final String ATTRIBUTE = "MaximumMessageSize";

    /** Bytes, where a topic does not say otherwise. */
    static final int USUAL = 262_144;

    private static final int LEAST = 1024;
    private static final int MOST = 1_048_576;
    private static final int MOST_SUBSCRIPTIONS = 100;
    private static final Set<String> PROTOCOLS = Set.of("sqs", "lambda", "firehose");

    private LargeMessages() {}

    static boolean isSize(String value) {
        if (!value.matches("[0-9]{1,7}")) {
            return false;
        }
        int size = Integer.parseInt(value);
        return size >= LEAST && size <= MOST;
    }

    /** Refuses larger messages than usual to subscribers that cannot take them. */
    static void check(Topic topic, Collection<String> protocols, String where) {
        boolean large = topic.maximumMessageSize() > USUAL;
        if (large && (protocols.size() > MOST_SUBSCRIPTIONS || !PROTOCOLS.containsAll(protocols))) {
            throw TopicException.invalid(where + ATTRIBUTE + ": above " + USUAL + " a topic can have at most "
                    + MOST_SUBSCRIPTIONS + " subscriptions, of the protocols sqs, lambda and firehose");
        }
    }
}
