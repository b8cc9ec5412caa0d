package dev.haar.engine.queue;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers to receives of a FIFO queue that named themselves, for five minutes: a consumer who did not get the answer
 * asks again under the same name and gets the same messages and receipt handles, unless one of them has been deleted,
 * shown again or given another visibility timeout since. Guarded by its queue.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html">Using
 *     the receive request attempt ID</a>
 */
final class ReceiveAttempts {
    /** How long a name is remembered, in milliseconds. */
    static final long REMEMBERED = 5 * 60 * 1000;

    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    /**
     * An answer.
     *
     * @param deliveries what was handed out
     * @param visibleAt until when that was to be invisible
     */
    private record Attempt(List<Delivery> deliveries, long visibleAt, long until) {
        boolean isRepeatable() {
            return deliveries.stream().allMatch(each -> each.isCurrent() && each.message().visibleAt == visibleAt);
        }
    }

    /** What the receive of this name was handed out, or null if it cannot be repeated. */
    List<Delivery> find(String attemptId, long now) {
        Iterator<Attempt> oldest = attempts.values().iterator();
        while (oldest.hasNext() && oldest.next().until <= now) {
            oldest.remove();
        }
        Attempt attempt = attempts.get(attemptId);
        return attempt != null && attempt.isRepeatable() ? attempt.deliveries : null;
    }

    /** Remembers, or remembers anew, what the receive of this name was handed out. */
    void remember(String attemptId, List<Delivery> deliveries, long visibleAt, long now) {
        // Out first, so that the map stays in the order of time.
        attempts.remove(attemptId);
        attempts.put(attemptId, new Attempt(deliveries, visibleAt, now + REMEMBERED));
    }
}
