package dev.haar.engine.protection;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an audit tells of one message.
 *
 * @param principal who published it
 * @param identifiers what was found; empty if nothing was
 * @param destination where AWS would have told it, as the policy says
 */
public record Finding(
        Instant at,
        String messageId,
        String principal,
        String topicArn,
        List<Detected> identifiers,
        Map<String, Object> destination) {
    /** One kind of sensitive data, and where it was. */
    public record Detected(String name, List<Span> detections) {}
}
