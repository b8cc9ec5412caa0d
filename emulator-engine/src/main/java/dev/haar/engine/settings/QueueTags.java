package dev.haar.engine.settings;

import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules for a queue's tags: up to 50, keys of 1 to 128 and values of up to 256 characters, case-sensitive.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html">Cost allocation
 *     tags</a>
 */
public final class QueueTags {
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private QueueTags() {}

    /** The tags with some added or given new values. */
    public static Map<String, String> with(Map<String, String> tags, Map<String, String> added) {
        added.forEach(QueueTags::check);
        Map<String, String> all = new TreeMap<>(tags);
        all.putAll(added);
        if (all.size() > MOST_TAGS) {
            throw invalid("Too many tags added for queue: " + all.size() + ". The maximum is " + MOST_TAGS + ".");
        }
        return all;
    }

    /** The tags without those of the given keys. */
    public static Map<String, String> without(Map<String, String> tags, Collection<String> keys) {
        Map<String, String> rest = new TreeMap<>(tags);
        rest.keySet().removeAll(keys);
        return rest;
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw invalid("Tag keys must be between 1 and " + LONGEST_KEY + " characters in length.");
        }
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw invalid("Tag keys beginning with aws: are reserved for AWS use.");
        }
        if (value.length() > LONGEST_VALUE) {
            throw invalid("Tag values must be between 0 and " + LONGEST_VALUE + " characters in length.");
        }
    }

    private static EngineException invalid(String message) {
        return new EngineException(EngineError.INVALID_PARAMETER, message);
    }
}
