package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.settings.QueueTags;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsResponse;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueResponse;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueResponse;

/** The tags of queues. */
final class TagActions {
    private final Queues queues;

    TagActions(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<TagQueueResponse> tagQueue(TagQueueRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (!request.hasTags()) {
            throw SqsErrors.missing("Tags");
        }
        return queue.tag(tags -> QueueTags.with(tags, request.tags()))
                .thenApply(done -> TagQueueResponse.builder().build());
    }

    CompletionStage<UntagQueueResponse> untagQueue(UntagQueueRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (!request.hasTagKeys()) {
            throw SqsErrors.missing("TagKeys");
        }
        return queue.tag(tags -> QueueTags.without(tags, request.tagKeys()))
                .thenApply(done -> UntagQueueResponse.builder().build());
    }

    CompletionStage<ListQueueTagsResponse> listQueueTags(ListQueueTagsRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        Map<String, String> tags = queue.tags();
        ListQueueTagsResponse.Builder response = ListQueueTagsResponse.builder();
        if (!tags.isEmpty()) {
            response.tags(new TreeMap<>(tags));
        }
        return CompletableFuture.completedFuture(response.build());
    }
}
