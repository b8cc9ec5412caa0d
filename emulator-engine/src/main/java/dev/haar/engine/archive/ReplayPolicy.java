package dev.haar.engine.archive;

import dev.haar.engine.json.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;

/**
 * Which messages of a topic's archive a subscription wants again.
 *
 * @param start from when on, in milliseconds since the epoch
 * @param end until when; null for all that is there and all that comes
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html">Message replay for
 *     topic subscribers</a>
 */
public record ReplayPolicy(long start, Long end) {
    private static final String TYPE = "PointType";
    private static final String START = "StartingPoint";
    private static final String END = "EndingPoint";
    private static final Set<String> MEMBERS = Set.of(TYPE, START, END);

    /**
     * The policy in a JSON text.
     *
     * @throws ArchivePolicyException if it is none
     */
    public static ReplayPolicy parse(String text) {
        Map<String, Object> policy =
                JsonText.parseObject(text).orElseThrow(() -> new ArchivePolicyException("Invalid JSON"));
        for (String member : policy.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new ArchivePolicyException("Attribute " + member + " is unknown");
            }
        }
        if (!"Timestamp".equals(policy.get(TYPE))) {
            throw new ArchivePolicyException(TYPE + " must be Timestamp");
        }
        long start = point(START, policy.get(START));
        Long end = policy.containsKey(END) ? Long.valueOf(point(END, policy.get(END))) : null;
        if (end != null && end < start) {
            throw new ArchivePolicyException(END + " must not be before " + START);
        }
        return new ReplayPolicy(start, end);
    }

    /** Whether it asks for a message of that time. */
    public boolean covers(long at) {
        return start <= at && (end == null || at <= end);
    }

    /** Whether nothing that is still to come can be covered. */
    public boolean isOver(long now) {
        return end != null && end < now;
    }

    private static long point(String member, Object value) {
        if (value instanceof String text) {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                return instant.toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new ArchivePolicyException(member + " must be a timestamp in ISO 8601 format");
            }
        }
        throw new ArchivePolicyException(member + " must be a timestamp in ISO 8601 format");
    }
}
