package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.Receive;
import dev.haar.engine.queue.ReceiveOptions;
import dev.haar.engine.queue.ReceivedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Receiving messages. */
final class ReceiveActions {
    private static final ReceiveMessageResponse NOTHING =
            ReceiveMessageResponse.builder().build();

    private final Queues queues;
    private final Bodies bodies;

    ReceiveActions(Queues queues, Bodies bodies) {
        this.queues = queues;
        this.bodies = bodies;
    }

    @SuppressWarnings("deprecation") // AttributeNames is the older name of a member that clients still send.
    CompletionStage<ReceiveMessageResponse> receiveMessage(ReceiveMessageRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        SystemAttributes systemAttributes = SystemAttributes.named(
                request.attributeNamesAsStrings(), request.messageSystemAttributeNamesAsStrings());
        if (!caller.client().isOpen()) {
            return CompletableFuture.completedFuture(NOTHING);
        }
        Receive receive = queue.receive(new ReceiveOptions(
                request.maxNumberOfMessages(),
                request.visibilityTimeout(),
                request.waitTimeSeconds(),
                request.receiveRequestAttemptId()));
        caller.client().whenLost(receive::abandon);
        AttributeNames names = new AttributeNames(request.messageAttributeNames());
        return receive.messages()
                .thenCompose(messages -> bodies.opened(messages, queue, caller))
                .thenApply(messages -> answer(messages, systemAttributes, names))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        // What cannot be opened was not received.
                        receive.abandon();
                    }
                });
    }

    private static ReceiveMessageResponse answer(
            List<ReceivedMessage> received, SystemAttributes systemAttributes, AttributeNames names) {
        if (received.isEmpty()) {
            return NOTHING;
        }
        List<Message> messages = new ArrayList<>(received.size());
        for (ReceivedMessage each : received) {
            messages.add(message(each, systemAttributes, names).build());
        }
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    /** A message with what a consumer wants of it. */
    static Message.Builder message(ReceivedMessage received, SystemAttributes systemAttributes, AttributeNames names) {
        Message.Builder message = Message.builder()
                .messageId(received.id().toString())
                .receiptHandle(received.receiptHandle())
                .body(received.body())
                .md5OfBody(received.bodyMd5().hex());
        Map<String, String> chosen = systemAttributes.of(received);
        if (!chosen.isEmpty()) {
            message.attributesWithStrings(chosen);
        }
        MessageAttributes attributes = received.attributes().select(names::include);
        if (!attributes.isEmpty()) {
            message.messageAttributes(AttributeValues.write(attributes));
            message.md5OfMessageAttributes(attributes.md5().hex());
        }
        return message;
    }
}
