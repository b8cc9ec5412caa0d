package dev.haar.api.sns;

import dev.haar.core.arn.Arn;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.settings.QueueAttribute;
import dev.haar.engine.topic.QueueAdmission;
import dev.haar.kms.KmsException;
import dev.haar.kms.policy.PolicyRequest;
import dev.haar.kms.policy.PolicyRequest.ServicePrincipal;
import dev.haar.kms.policy.ResourcePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has queues take messages of those topics only that their policies let SNS send for; one without a policy takes none.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html">Subscribing a queue</a>
 */
public final class QueuePolicies implements QueueAdmission {
    private static final ServicePrincipal SNS = new ServicePrincipal("sns.amazonaws.com");

    /** Many queues have one policy's text; those that are gone leave theirs behind until there are this many. */
    private static final int MOST_READ = 10_000;

    private final Map<String, Optional<ResourcePolicy>> read = new ConcurrentHashMap<>();

    @Override
    public boolean admits(Queue queue, String topicArn) {
        Optional<String> text = queue.settings().value(QueueAttribute.POLICY);
        if (text.isEmpty()) {
            return false;
        }
        if (read.size() >= MOST_READ) {
            read.clear();
        }
        return read.computeIfAbsent(text.get(), QueuePolicies::parse)
                .map(policy -> policy.allows(request(queue, topicArn)))
                .orElse(false);
    }

    private static PolicyRequest request(Queue queue, String topicArn) {
        String account = Arn.parse(topicArn).map(Arn::account).orElse("");
        return new PolicyRequest(
                SNS,
                "sqs:SendMessage",
                queue.address().arn(),
                Map.of("aws:SourceArn", List.of(topicArn), "aws:SourceAccount", List.of(account)));
    }

    /** A policy that cannot be read admits nobody. */
    private static Optional<ResourcePolicy> parse(String text) {
        try {
            return Optional.of(ResourcePolicy.parse(text, "sqs"));
        } catch (KmsException e) {
            return Optional.empty();
        }
    }
}
