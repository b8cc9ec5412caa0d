package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueCounts;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.settings.PolicyStatements;
import dev.haar.engine.settings.QueueAttribute;
import dev.haar.engine.settings.QueueSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sqs.model.AddPermissionRequest;
import software.amazon.awssdk.services.sqs.model.AddPermissionResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sqs.model.RemovePermissionResponse;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesResponse;

/** The attributes of queues, and the policy among them. */
final class AttributeActions {
    private static final String ALL = "All";
    private static final int MILLIS_PER_SECOND = 1000;

    private final Queues queues;
    private final Bodies bodies;

    AttributeActions(Queues queues, Bodies bodies) {
        this.queues = queues;
        this.bodies = bodies;
    }

    CompletionStage<GetQueueAttributesResponse> getQueueAttributes(GetQueueAttributesRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        Map<String, String> all = attributes(queue);
        List<String> names = request.attributeNamesAsStrings();
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String name : names) {
            if (!name.equals(ALL)
                    && !all.containsKey(name)
                    && QueueAttribute.ofWireName(name).isEmpty()) {
                throw SqsErrors.unknownAttribute(name);
            }
        }
        all.forEach((name, value) -> {
            if (names.contains(ALL) || names.contains(name)) {
                chosen.put(name, value);
            }
        });
        GetQueueAttributesResponse.Builder response = GetQueueAttributesResponse.builder();
        if (!chosen.isEmpty()) {
            response.attributesWithStrings(chosen);
        }
        return CompletableFuture.completedFuture(response.build());
    }

    CompletionStage<SetQueueAttributesResponse> setQueueAttributes(SetQueueAttributesRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (!request.hasAttributes()) {
            throw SqsErrors.missing("Attributes");
        }
        return queues.configure(queue.address(), request.attributesAsStrings())
                .thenCompose(done -> bodies.ready(queue))
                .thenApply(done -> SetQueueAttributesResponse.builder().build());
    }

    CompletionStage<AddPermissionResponse> addPermission(AddPermissionRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (request.label() == null) {
            throw SqsErrors.missing("Label");
        }
        if (request.awsAccountIds().isEmpty()) {
            throw SqsErrors.missing("AWSAccountIds");
        }
        if (request.actions().isEmpty()) {
            throw SqsErrors.missing("Actions");
        }
        return changePolicy(
                        queue,
                        policy -> PolicyStatements.add(
                                policy.value(QueueAttribute.POLICY),
                                queue.address().arn(),
                                request.label(),
                                request.awsAccountIds(),
                                request.actions()))
                .thenApply(done -> AddPermissionResponse.builder().build());
    }

    CompletionStage<RemovePermissionResponse> removePermission(RemovePermissionRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (request.label() == null) {
            throw SqsErrors.missing("Label");
        }
        return changePolicy(
                        queue, policy -> PolicyStatements.remove(policy.value(QueueAttribute.POLICY), request.label()))
                .thenApply(done -> RemovePermissionResponse.builder().build());
    }

    private static CompletableFuture<Void> changePolicy(Queue queue, Function<QueueSettings, String> change) {
        UnaryOperator<QueueSettings> step =
                settings -> settings.with(Map.of(QueueAttribute.POLICY.wireName(), change.apply(settings)));
        return queue.configure(step);
    }

    private static Map<String, String> attributes(Queue queue) {
        Map<String, String> all = new LinkedHashMap<>();
        QueueCounts counts = queue.counts();
        all.put("QueueArn", queue.address().arn());
        all.put("ApproximateNumberOfMessages", Integer.toString(counts.visible()));
        all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.notVisible()));
        all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
        all.put("CreatedTimestamp", Long.toString(queue.createdAt() / MILLIS_PER_SECOND));
        all.put("LastModifiedTimestamp", Long.toString(queue.modifiedAt() / MILLIS_PER_SECOND));
        all.putAll(queue.settings().asMap());
        return all;
    }
}
