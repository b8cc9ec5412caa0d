package dev.haar.engine.archive;

import dev.haar.engine.json.JsonText;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a FIFO topic keeps its messages.
 *
 * @param days 1 to 365
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html">Message archiving
 *     for topic owners</a>
 */
public record ArchivePolicy(int days) {
    private static final String PERIOD = "MessageRetentionPeriod";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");
    private static final int MOST_DAYS = 365;
    private static final long DAY = 86_400_000;

    /**
     * The policy in a JSON text; none if that is an empty object, which ends archiving.
     *
     * @throws ArchivePolicyException if it is none
     */
    public static Optional<ArchivePolicy> parse(String text) {
        Map<String, Object> policy =
                JsonText.parseObject(text).orElseThrow(() -> new ArchivePolicyException("Invalid JSON"));
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        for (String member : policy.keySet()) {
            if (!member.equals(PERIOD)) {
                throw new ArchivePolicyException("Attribute " + member + " is unknown");
            }
        }
        return Optional.of(new ArchivePolicy(days(policy.get(PERIOD))));
    }

    /** The time before which messages are no longer kept, in milliseconds since the epoch. */
    public long beginning(long now) {
        return now - days * DAY;
    }

    /** People write the number as a number or, like AWS's examples, as a text. */
    private static int days(Object value) {
        String text = value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
        int days = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (days < 1 || days > MOST_DAYS) {
            throw new ArchivePolicyException(PERIOD + " must be an integer from 1 to " + MOST_DAYS);
        }
        return days;
    }
}
