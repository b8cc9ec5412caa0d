package dev.haar.api.sqs;

import dev.haar.api.service.Caller;
import dev.haar.engine.EngineError;
import dev.haar.engine.EngineException;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.message.MessageText;
import dev.haar.engine.queue.OutgoingMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.SentMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Sending messages. */
final class SendActions {
    private static final String ENTRY = "SendMessageBatchRequestEntry";
    private static final long LONGEST_BATCH = 1_048_576;

    private final Queues queues;

    SendActions(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<SendMessageResponse> sendMessage(SendMessageRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        requireBody(request.messageBody(), "MessageBody");
        MessageAttributes attributes = AttributeValues.read(request.messageAttributes());
        MessageAttributes system = AttributeValues.readSystem(request.messageSystemAttributesAsStrings());
        OutgoingMessage message = new OutgoingMessage(
                request.messageBody(),
                attributes,
                request.delaySeconds(),
                request.messageGroupId(),
                request.messageDeduplicationId(),
                AttributeValues.traceHeader(system, caller),
                caller.account());
        return queue.send(message)
                .thenApply(sent -> SendMessageResponse.builder()
                        .messageId(sent.id().toString())
                        .md5OfMessageBody(sent.bodyMd5().hex())
                        .md5OfMessageAttributes(md5(attributes))
                        .md5OfMessageSystemAttributes(md5(system))
                        .sequenceNumber(sent.sequenceNumber())
                        .build());
    }

    CompletionStage<SendMessageBatchResponse> sendMessageBatch(SendMessageBatchRequest request, Caller caller) {
        Queue queue = queues.get(QueueUrls.address(request.queueUrl(), caller));
        List<SendMessageBatchRequestEntry> entries = request.entries();
        Batch<SendMessageBatchRequestEntry> batch = new Batch<>(ENTRY, entries, SendMessageBatchRequestEntry::id);
        List<OutgoingMessage> messages = new ArrayList<>(entries.size());
        List<MessageAttributes> system = new ArrayList<>(entries.size());
        long size = 0;
        for (int i = 0; i < entries.size(); i++) {
            SendMessageBatchRequestEntry entry = entries.get(i);
            requireBody(entry.messageBody(), ENTRY + "." + (i + 1) + ".MessageBody");
            system.add(AttributeValues.readSystem(entry.messageSystemAttributesAsStrings()));
            messages.add(outgoing(entry, system.get(i), caller));
            size += MessageText.utf8Length(entry.messageBody())
                    + messages.get(i).attributes().size();
        }
        if (size > LONGEST_BATCH) {
            throw SqsErrors.batch(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + LONGEST_BATCH + " bytes. You have sent " + size
                            + " bytes.");
        }
        requireFifoIds(queue, messages);
        return batch.answer(
                queue.send(messages),
                caller,
                (index, sent) -> success(batch.id(index), sent, messages.get(index), system.get(index)),
                (successful, failed) -> SendMessageBatchResponse.builder()
                        .successful(successful.isEmpty() ? null : successful)
                        .failed(failed.isEmpty() ? null : failed)
                        .build());
    }

    private static OutgoingMessage outgoing(
            SendMessageBatchRequestEntry entry, MessageAttributes system, Caller caller) {
        return new OutgoingMessage(
                entry.messageBody(),
                AttributeValues.read(entry.messageAttributes()),
                entry.delaySeconds(),
                entry.messageGroupId(),
                entry.messageDeduplicationId(),
                AttributeValues.traceHeader(system, caller),
                caller.account());
    }

    private static SendMessageBatchResultEntry success(
            String id, SentMessage sent, OutgoingMessage message, MessageAttributes system) {
        return SendMessageBatchResultEntry.builder()
                .id(id)
                .messageId(sent.id().toString())
                .md5OfMessageBody(sent.bodyMd5().hex())
                .md5OfMessageAttributes(md5(message.attributes()))
                .md5OfMessageSystemAttributes(md5(system))
                .sequenceNumber(sent.sequenceNumber())
                .build();
    }

    /** One entry without the ids of a FIFO queue fails them all, and as an invalid value at that. */
    private static void requireFifoIds(Queue queue, List<OutgoingMessage> messages) {
        try {
            messages.forEach(queue::checkFifoIds);
        } catch (EngineException e) {
            throw e.error() == EngineError.MISSING_PARAMETER ? SqsErrors.invalid(e.getMessage()) : e;
        }
    }

    private static void requireBody(String body, String parameter) {
        if (body == null || body.isEmpty()) {
            throw SqsErrors.missing(parameter);
        }
    }

    private static String md5(MessageAttributes attributes) {
        return attributes.isEmpty() ? null : attributes.md5().hex();
    }
}
