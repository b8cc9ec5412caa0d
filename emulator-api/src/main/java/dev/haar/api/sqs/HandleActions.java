package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.VisibilityRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;

/** Deleting received messages, and changing for how long they stay invisible. */
final class HandleActions {
    private static final String DELETE_ENTRY = "DeleteMessageBatchRequestEntry";
    private static final String CHANGE_ENTRY = "ChangeMessageVisibilityBatchRequestEntry";

    private final Queues queues;

    HandleActions(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<DeleteMessageResponse> deleteMessage(DeleteMessageRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (request.receiptHandle() == null) {
            // AWS calls it so here, and only here.
            throw SqsErrors.missing("MessageHandle");
        }
        return queue.delete(List.of(request.receiptHandle()))
                .get(0)
                .thenApply(done -> DeleteMessageResponse.builder().build());
    }

    CompletionStage<DeleteMessageBatchResponse> deleteMessageBatch(DeleteMessageBatchRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        List<DeleteMessageBatchRequestEntry> entries = request.entries();
        Batch<DeleteMessageBatchRequestEntry> batch =
                new Batch<>(DELETE_ENTRY, entries, DeleteMessageBatchRequestEntry::id);
        List<String> handles = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            handles.add(required(entries.get(i).receiptHandle(), DELETE_ENTRY, i, "ReceiptHandle"));
        }
        return batch.answer(
                queue.delete(handles),
                caller,
                (index, done) -> DeleteMessageBatchResultEntry.builder()
                        .id(batch.id(index))
                        .build(),
                (successful, failed) -> DeleteMessageBatchResponse.builder()
                        .successful(successful.isEmpty() ? null : successful)
                        .failed(failed.isEmpty() ? null : failed)
                        .build());
    }

    CompletionStage<ChangeMessageVisibilityResponse> changeMessageVisibility(
            ChangeMessageVisibilityRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        if (request.receiptHandle() == null) {
            throw SqsErrors.missing("ReceiptHandle");
        }
        if (request.visibilityTimeout() == null) {
            throw SqsErrors.missing("VisibilityTimeout");
        }
        VisibilityRequest change = new VisibilityRequest(request.receiptHandle(), request.visibilityTimeout());
        return queue.changeVisibility(List.of(change))
                .get(0)
                .thenApply(done -> ChangeMessageVisibilityResponse.builder().build());
    }

    CompletionStage<ChangeMessageVisibilityBatchResponse> changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        List<ChangeMessageVisibilityBatchRequestEntry> entries = request.entries();
        Batch<ChangeMessageVisibilityBatchRequestEntry> batch =
                new Batch<>(CHANGE_ENTRY, entries, ChangeMessageVisibilityBatchRequestEntry::id);
        List<VisibilityRequest> changes = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            ChangeMessageVisibilityBatchRequestEntry entry = entries.get(i);
            changes.add(new VisibilityRequest(
                    required(entry.receiptHandle(), CHANGE_ENTRY, i, "ReceiptHandle"),
                    required(entry.visibilityTimeout(), CHANGE_ENTRY, i, "VisibilityTimeout")));
        }
        return batch.answer(
                queue.changeVisibility(changes),
                caller,
                (index, done) -> ChangeMessageVisibilityBatchResultEntry.builder()
                        .id(batch.id(index))
                        .build(),
                (successful, failed) -> ChangeMessageVisibilityBatchResponse.builder()
                        .successful(successful.isEmpty() ? null : successful)
                        .failed(failed.isEmpty() ? null : failed)
                        .build());
    }

    private static <T> T required(T value, String entry, int index, String parameter) {
        if (value == null) {
            throw SqsErrors.missing(entry + "." + (index + 1) + "." + parameter);
        }
        return value;
    }
}
