package dev.haar.engine.settings;

import dev.haar.core.arn.Arn;
import dev.haar.engine.EngineException;
import dev.haar.engine.json.JsonText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which queues may choose a queue as their dead-letter queue.
 *
 * @param permission all, none, or those that are named
 * @param sourceQueueArns the ARNs of up to ten queues that may; empty unless they are named
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
public record RedriveAllowPolicy(Permission permission, Set<String> sourceQueueArns) {
    private static final int MOST_SOURCES = 10;

    /** Who may. */
    public enum Permission {
        ALLOW_ALL,
        DENY_ALL,
        BY_QUEUE
    }

    /**
     * Reads a policy.
     *
     * @throws EngineException if the text is no such policy
     */
    static RedriveAllowPolicy parse(String text) {
        Map<String, Object> document = JsonText.parseObject(text)
                .orElseThrow(() -> invalid(text, "Redrive allow policy is not a valid JSON map."));
        Object permission = document.get("redrivePermission");
        if (permission == null) {
            throw invalid(text, "Redrive allow policy does not contain mandatory attribute: redrivePermission.");
        }
        boolean named = document.containsKey("sourceQueueArns");
        if (permission.equals("byQueue")) {
            return new RedriveAllowPolicy(Permission.BY_QUEUE, readSources(text, document.get("sourceQueueArns")));
        }
        if (!permission.equals("allowAll") && !permission.equals("denyAll")) {
            throw invalid(
                    text,
                    "Invalid value for redrivePermission: " + permission
                            + ", valid values are allowAll, denyAll and byQueue.");
        }
        if (named) {
            throw invalid(text, "sourceQueueArns can be specified only when redrivePermission is byQueue.");
        }
        return new RedriveAllowPolicy(
                permission.equals("allowAll") ? Permission.ALLOW_ALL : Permission.DENY_ALL, Set.of());
    }

    /** Whether the queue with this ARN may. */
    public boolean allows(String sourceQueueArn) {
        return permission == Permission.ALLOW_ALL
                || permission == Permission.BY_QUEUE && sourceQueueArns.contains(sourceQueueArn);
    }

    private static Set<String> readSources(String text, Object sources) {
        if (!(sources instanceof List<?> list) || list.isEmpty()) {
            throw invalid(text, "Redrive allow policy does not contain mandatory attribute: sourceQueueArns.");
        }
        if (list.size() > MOST_SOURCES) {
            throw invalid(text, "sourceQueueArns can contain at most 10 queue ARNs.");
        }
        Set<String> arns = new HashSet<>();
        for (Object source : list) {
            if (!(source instanceof String arn)
                    || Arn.parse(arn)
                            .filter(parsed -> parsed.service().equals("sqs"))
                            .isEmpty()) {
                throw invalid(text, "Invalid queue ARN in sourceQueueArns: " + source + ".");
            }
            arns.add(arn);
        }
        return Set.copyOf(arns);
    }

    private static EngineException invalid(String text, String reason) {
        return EngineException.invalidParameter(QueueAttribute.REDRIVE_ALLOW_POLICY.wireName(), text, reason);
    }
}
