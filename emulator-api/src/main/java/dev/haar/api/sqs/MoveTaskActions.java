package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.queue.MoveTask;
import dev.haar.engine.queue.MoveTaskHandle;
import dev.haar.engine.queue.MoveTasks;
import dev.haar.engine.queue.QueueAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.model.CancelMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.CancelMessageMoveTaskResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksRequest;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResponse;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskResponse;

/** Moving messages out of dead-letter queues. */
final class MoveTaskActions {
    private static final int MOST_RESULTS = 10;

    private final MoveTasks tasks;

    MoveTaskActions(MoveTasks tasks) {
        this.tasks = tasks;
    }

    CompletionStage<StartMessageMoveTaskResponse> startMessageMoveTask(
            StartMessageMoveTaskRequest request, Caller caller) {
        if (request.sourceArn() == null) {
            throw SqsErrors.missing("SourceArn");
        }
        return tasks.start(request.sourceArn(), request.destinationArn(), request.maxNumberOfMessagesPerSecond())
                .thenApply(task -> StartMessageMoveTaskResponse.builder()
                        .taskHandle(MoveTaskHandle.of(task).text())
                        .build());
    }

    CompletionStage<CancelMessageMoveTaskResponse> cancelMessageMoveTask(
            CancelMessageMoveTaskRequest request, Caller caller) {
        if (request.taskHandle() == null) {
            throw SqsErrors.missing("TaskHandle");
        }
        return tasks.cancel(request.taskHandle())
                .thenApply(task -> CancelMessageMoveTaskResponse.builder()
                        .approximateNumberOfMessagesMoved((long) task.moved())
                        .build());
    }

    CompletionStage<ListMessageMoveTasksResponse> listMessageMoveTasks(
            ListMessageMoveTasksRequest request, Caller caller) {
        if (request.sourceArn() == null) {
            throw SqsErrors.missing("SourceArn");
        }
        Integer most = request.maxResults();
        if (most != null && (most < 1 || most > MOST_RESULTS)) {
            throw SqsErrors.invalid("Value " + most
                    + " for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if provided.");
        }
        List<ListMessageMoveTasksResultEntry> results = tasks.list(request.sourceArn()).stream()
                .limit(most == null ? 1 : most)
                .map(MoveTaskActions::entry)
                .toList();
        ListMessageMoveTasksResponse.Builder response = ListMessageMoveTasksResponse.builder();
        if (!results.isEmpty()) {
            response.results(results);
        }
        return CompletableFuture.completedFuture(response.build());
    }

    private static ListMessageMoveTasksResultEntry entry(MoveTask task) {
        return ListMessageMoveTasksResultEntry.builder()
                .taskHandle(
                        task.status() == MoveTask.Status.RUNNING
                                ? MoveTaskHandle.of(task).text()
                                : null)
                .status(task.status().name())
                .sourceArn(task.source().arn())
                .destinationArn(task.destination().map(QueueAddress::arn).orElse(null))
                .maxNumberOfMessagesPerSecond(task.messagesPerSecond())
                .approximateNumberOfMessagesMoved((long) task.moved())
                .approximateNumberOfMessagesToMove((long) task.toMove())
                .failureReason(task.failureReason())
                .startedTimestamp(task.startedAt())
                .build();
    }
}
