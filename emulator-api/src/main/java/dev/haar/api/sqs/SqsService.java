package dev.haar.api.sqs;

import dev.haar.api.operator.Resettable;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.api.service.Refusals;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.engine.EngineException;
import dev.haar.engine.queue.MoveTasks;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.Queues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.model.AddPermissionRequest;
import software.amazon.awssdk.services.sqs.model.CancelMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;

/** Amazon SQS, all of it. */
public final class SqsService implements Service, Resettable {
    private static final Refusals<EngineException> REFUSALS = new Refusals<>(EngineException.class, SqsErrors::of);

    private final Queues queues;
    private final MoveTasks moveTasks;
    private final Bodies bodies;
    private final Function<Caller, String> senders;

    /** @param senders the unique ids of callers, which messages carry as {@code SenderId} */
    public SqsService(Queues queues, MoveTasks moveTasks, Bodies bodies, Function<Caller, String> senders) {
        this.queues = queues;
        this.moveTasks = moveTasks;
        this.bodies = bodies;
        this.senders = senders;
    }

    @Override
    public ServiceModel model() {
        return ServiceModel.SQS;
    }

    @Override
    public List<Action<?, ?>> actions() {
        QueueActions queue = new QueueActions(queues, bodies);
        AttributeActions attribute = new AttributeActions(queues, bodies);
        TagActions tag = new TagActions(queues);
        SendActions send = new SendActions(queues, bodies, senders);
        ReceiveActions receive = new ReceiveActions(queues, bodies);
        HandleActions handle = new HandleActions(queues);
        MoveTaskActions moveTask = new MoveTaskActions(moveTasks);
        return List.of(
                REFUSALS.action("AddPermission", AddPermissionRequest::builder, attribute::addPermission),
                REFUSALS.action(
                        "CancelMessageMoveTask",
                        CancelMessageMoveTaskRequest::builder,
                        moveTask::cancelMessageMoveTask),
                REFUSALS.action(
                        "ChangeMessageVisibility",
                        ChangeMessageVisibilityRequest::builder,
                        handle::changeMessageVisibility),
                REFUSALS.action(
                        "ChangeMessageVisibilityBatch",
                        ChangeMessageVisibilityBatchRequest::builder,
                        handle::changeMessageVisibilityBatch),
                REFUSALS.action("CreateQueue", CreateQueueRequest::builder, queue::createQueue),
                REFUSALS.action("DeleteMessage", DeleteMessageRequest::builder, handle::deleteMessage),
                REFUSALS.action("DeleteMessageBatch", DeleteMessageBatchRequest::builder, handle::deleteMessageBatch),
                REFUSALS.action("DeleteQueue", DeleteQueueRequest::builder, queue::deleteQueue),
                REFUSALS.action(
                        "GetQueueAttributes", GetQueueAttributesRequest::builder, attribute::getQueueAttributes),
                REFUSALS.action("GetQueueUrl", GetQueueUrlRequest::builder, queue::getQueueUrl),
                REFUSALS.action(
                        "ListDeadLetterSourceQueues",
                        ListDeadLetterSourceQueuesRequest::builder,
                        queue::listDeadLetterSourceQueues),
                REFUSALS.action(
                        "ListMessageMoveTasks", ListMessageMoveTasksRequest::builder, moveTask::listMessageMoveTasks),
                REFUSALS.action("ListQueueTags", ListQueueTagsRequest::builder, tag::listQueueTags),
                REFUSALS.action("ListQueues", ListQueuesRequest::builder, queue::listQueues),
                REFUSALS.action("PurgeQueue", PurgeQueueRequest::builder, queue::purgeQueue),
                REFUSALS.action("ReceiveMessage", ReceiveMessageRequest::builder, receive::receiveMessage),
                REFUSALS.action("RemovePermission", RemovePermissionRequest::builder, attribute::removePermission),
                REFUSALS.action("SendMessage", SendMessageRequest::builder, send::sendMessage),
                REFUSALS.action("SendMessageBatch", SendMessageBatchRequest::builder, send::sendMessageBatch),
                REFUSALS.action(
                        "SetQueueAttributes", SetQueueAttributesRequest::builder, attribute::setQueueAttributes),
                REFUSALS.action(
                        "StartMessageMoveTask", StartMessageMoveTaskRequest::builder, moveTask::startMessageMoveTask),
                REFUSALS.action("TagQueue", TagQueueRequest::builder, tag::tagQueue),
                REFUSALS.action("UntagQueue", UntagQueueRequest::builder, tag::untagQueue));
    }

    @Override
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new LinkedHashMap<>();
        List<Queue> all = queues.list(address -> true);
        holdings.put("queues", (long) all.size());
        holdings.put(
                "messages",
                all.stream()
                        .map(Queue::counts)
                        .mapToLong(counts -> (long) counts.visible() + counts.notVisible() + counts.delayed())
                        .sum());
        return holdings;
    }

    @Override
    public String service() {
        return model().id();
    }

    @Override
    public void reset(Optional<String> account, Optional<String> region) {
        Predicate<QueueAddress> filter =
                address -> account.map(address.account()::equals).orElse(true)
                        && region.map(address.region()::equals).orElse(true);
        moveTasks.reset(filter);
        queues.reset(filter);
    }
}
