package dev.haar.api.sqs;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.api.service.Caller;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.Queues;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueResponse;

/** Making, finding, emptying and deleting queues. */
final class QueueActions {
    private final Queues queues;
    private final Bodies bodies;

    QueueActions(Queues queues, Bodies bodies) {
        this.queues = queues;
        this.bodies = bodies;
    }

    CompletionStage<CreateQueueResponse> createQueue(CreateQueueRequest request, Caller caller) {
        requireService("CreateQueue", caller);
        QueueAddress address = address(request.queueName(), caller.account(), caller);
        return queues.create(address, request.attributesAsStrings(), request.tags())
                .thenCompose(queue -> bodies.ready(queue).thenApply(ready -> queue))
                .thenApply(queue -> CreateQueueResponse.builder()
                        .queueUrl(QueueUrls.url(queue.address(), caller))
                        .build());
    }

    CompletionStage<GetQueueUrlResponse> getQueueUrl(GetQueueUrlRequest request, Caller caller) {
        String owner = request.queueOwnerAWSAccountId();
        QueueAddress address = address(request.queueName(), owner == null ? caller.account() : owner, caller);
        Queue queue = queues.get(address);
        return CompletableFuture.completedFuture(GetQueueUrlResponse.builder()
                .queueUrl(QueueUrls.url(queue.address(), caller))
                .build());
    }

    CompletionStage<DeleteQueueResponse> deleteQueue(DeleteQueueRequest request, Caller caller) {
        return queues.delete(QueueUrls.address(request.queueUrl(), caller))
                .thenApply(done -> DeleteQueueResponse.builder().build());
    }

    CompletionStage<PurgeQueueResponse> purgeQueue(PurgeQueueRequest request, Caller caller) {
        return queues.get(QueueUrls.address(request.queueUrl(), caller))
                .purge()
                .thenApply(done -> PurgeQueueResponse.builder().build());
    }

    CompletionStage<ListQueuesResponse> listQueues(ListQueuesRequest request, Caller caller) {
        requireService("ListQueues", caller);
        String prefix = request.queueNamePrefix() == null ? "" : request.queueNamePrefix();
        List<Queue> matching = queues.list(address -> address.account().equals(caller.account())
                && address.region().equals(caller.region())
                && address.name().startsWith(prefix));
        Page<Queue> page =
                Page.of(matching, queue -> queue.address().name(), request.maxResults(), request.nextToken());
        List<String> urls = urls(page, caller);
        return CompletableFuture.completedFuture(ListQueuesResponse.builder()
                // Without queues AWS leaves the list out; that of dead-letter sources is there and empty.
                .queueUrls(urls.isEmpty() ? null : urls)
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<ListDeadLetterSourceQueuesResponse> listDeadLetterSourceQueues(
            ListDeadLetterSourceQueuesRequest request, Caller caller) {
        Queue target = queues.get(QueueUrls.address(request.queueUrl(), caller));
        List<Queue> sources = queues.deadLetterSources(target.address());
        Page<Queue> page = Page.of(sources, queue -> queue.address().name(), request.maxResults(), request.nextToken());
        return CompletableFuture.completedFuture(ListDeadLetterSourceQueuesResponse.builder()
                .queueUrls(urls(page, caller))
                .nextToken(page.nextToken())
                .build());
    }

    private static List<String> urls(Page<Queue> page, Caller caller) {
        return page.items().stream()
                .map(queue -> QueueUrls.url(queue.address(), caller))
                .toList();
    }

    /** By AWS Query, the URL of a queue is the endpoint of what can be done with that queue alone. */
    private static void requireService(String action, Caller caller) {
        if (caller.isQuery() && QueueUrls.isOfQueue(caller.path())) {
            throw new AwsException(CommonErrors.invalidAction(action));
        }
    }

    private static QueueAddress address(String name, String account, Caller caller) {
        if (name == null) {
            throw SqsErrors.missing("QueueName");
        }
        return new QueueAddress(account, caller.region(), name);
    }
}
