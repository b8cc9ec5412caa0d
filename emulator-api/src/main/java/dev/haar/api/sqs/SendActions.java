package dev.haar.api.sqs;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.Failures;
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
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Sending messages. */
final class SendActions {
    private static final Set<EngineError> OF_KEYS = EnumSet.of(
            EngineError.KMS_ACCESS_DENIED,
            EngineError.KMS_DISABLED,
            EngineError.KMS_INVALID_KEY_USAGE,
            EngineError.KMS_INVALID_STATE,
            EngineError.KMS_NOT_FOUND);
    private static final String ENTRY = "SendMessageBatchRequestEntry";
    private static final long LONGEST_BATCH = 1_048_576;

    /** How many bytes a character can take in UTF-8. */
    private static final int MOST_BYTES = 3;

    private final Queues queues;
    private final Bodies bodies;
    private final Function<Caller, String> senders;

    /** @param senders the unique ids of callers */
    SendActions(Queues queues, Bodies bodies, Function<Caller, String> senders) {
        this.queues = queues;
        this.bodies = bodies;
        this.senders = senders;
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
                senders.apply(caller));
        return bodies.whenReady(queue, () -> queue.send(message))
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
        List<Draft> drafts = new ArrayList<>(entries.size());
        long most = 0;
        for (int i = 0; i < entries.size(); i++) {
            requireBody(entries.get(i).messageBody(), ENTRY + "." + (i + 1) + ".MessageBody");
            drafts.add(Draft.of(entries.get(i), caller, senders));
            most += drafts.get(i).mostSize();
        }
        long size = most <= LONGEST_BATCH
                ? most
                : drafts.stream().mapToLong(Draft::size).sum();
        if (size > LONGEST_BATCH) {
            throw SqsErrors.batch(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + LONGEST_BATCH + " bytes. You have sent " + size
                            + " bytes.");
        }
        List<OutgoingMessage> messages = drafts.stream()
                .filter(draft -> draft.refusal() == null)
                .map(Draft::message)
                .toList();
        requireFifoIds(queue, messages);
        return bodies.whenReady(
                queue,
                () -> batch.answer(
                        outcomes(
                                drafts,
                                unlessItsKeyRefuses(queue.send(messages)).iterator()),
                        caller,
                        (index, sent) -> drafts.get(index).success(sent),
                        (successful, failed) -> SendMessageBatchResponse.builder()
                                .successful(successful.isEmpty() ? null : successful)
                                .failed(failed.isEmpty() ? null : failed)
                                .build()));
    }

    /** A key that cannot be used refuses the batch, not its entries: these are errors that AWS's model has of the action. */
    private static List<CompletableFuture<SentMessage>> unlessItsKeyRefuses(List<CompletableFuture<SentMessage>> sent) {
        for (CompletableFuture<SentMessage> each : sent) {
            if (each.isCompletedExceptionally()
                    && Failures.unwrap(
                                    each.handle((message, failure) -> failure).join())
                            instanceof EngineException refusal
                    && OF_KEYS.contains(refusal.error())) {
                throw refusal;
            }
        }
        return sent;
    }

    /** What became of each entry: those that could not be sent have failed by themselves. */
    private static List<CompletableFuture<SentMessage>> outcomes(
            List<Draft> drafts, Iterator<CompletableFuture<SentMessage>> sent) {
        List<CompletableFuture<SentMessage>> outcomes = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            outcomes.add(draft.refusal() == null ? sent.next() : CompletableFuture.failedFuture(draft.refusal()));
        }
        return outcomes;
    }

    /**
     * An entry of a batch as a message.
     *
     * @param refusal why it cannot be one; null if it can
     */
    private record Draft(
            SendMessageBatchRequestEntry entry,
            OutgoingMessage message,
            MessageAttributes system,
            AwsException refusal) {
        static Draft of(SendMessageBatchRequestEntry entry, Caller caller, Function<Caller, String> senders) {
            try {
                MessageAttributes system = AttributeValues.readSystem(entry.messageSystemAttributesAsStrings());
                OutgoingMessage message = new OutgoingMessage(
                        entry.messageBody(),
                        AttributeValues.read(entry.messageAttributes()),
                        entry.delaySeconds(),
                        entry.messageGroupId(),
                        entry.messageDeduplicationId(),
                        AttributeValues.traceHeader(system, caller),
                        senders.apply(caller));
                return new Draft(entry, message, system, null);
            } catch (AwsException e) {
                return new Draft(entry, null, null, e);
            }
        }

        /** Its size at most: few batches are so long that their bytes have to be counted. */
        long mostSize() {
            return MOST_BYTES * (long) entry.messageBody().length()
                    + (refusal == null ? message.attributes().size() : 0);
        }

        int size() {
            return MessageText.utf8Length(entry.messageBody())
                    + (refusal == null ? message.attributes().size() : 0);
        }

        SendMessageBatchResultEntry success(SentMessage sent) {
            return SendMessageBatchResultEntry.builder()
                    .id(entry.id())
                    .messageId(sent.id().toString())
                    .md5OfMessageBody(sent.bodyMd5().hex())
                    .md5OfMessageAttributes(md5(message.attributes()))
                    .md5OfMessageSystemAttributes(md5(system))
                    .sequenceNumber(sent.sequenceNumber())
                    .build();
        }
    }

    /** One entry without the ids of a FIFO queue fails them all, and as an invalid value at that. */
    private static void requireFifoIds(Queue queue, List<OutgoingMessage> messages) {
        try {
            queue.checkFifoIds(messages);
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
