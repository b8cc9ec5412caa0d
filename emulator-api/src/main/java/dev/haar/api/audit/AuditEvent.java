package dev.haar.api.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call.
 *
 * @param id a UUID
 * @param source the service that was called, such as {@code kms.amazonaws.com}
 * @param name the action
 * @param request what was asked, by CloudTrail's names, without anything secret
 * @param response what was answered where something was changed, likewise; null where nothing was
 * @param errorCode why it was refused; null if it was not
 * @param readOnly whether it could not change anything
 * @param resources the ARNs of what it was about
 * @param recipient the account whose event it is
 */
public record AuditEvent(
        String id,
        Instant time,
        Actor actor,
        String source,
        String name,
        String region,
        Map<String, Object> request,
        Map<String, Object> response,
        String errorCode,
        String errorMessage,
        String requestId,
        boolean readOnly,
        List<String> resources,
        String recipient) {}
