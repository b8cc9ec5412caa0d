package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.sse.Encryption;
import dev.haar.api.validation.Violations;
import dev.haar.core.arn.Arn;
import dev.haar.engine.message.MessageAttributes;
import dev.haar.engine.message.MessageText;
import dev.haar.engine.sse.Seal;
import dev.haar.engine.topic.Publication;
import dev.haar.engine.topic.Published;
import dev.haar.engine.topic.Topic;
import dev.haar.engine.topic.TopicAddress;
import dev.haar.engine.topic.Topics;
import dev.haar.kms.KmsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Publishing messages.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
final class PublishActions {
    private static final int MOST_ENTRIES = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final Topics topics;
    private final Encryption encryption;
    private final DirectPublish direct;

    PublishActions(Topics topics, Encryption encryption, DirectPublish direct) {
        this.topics = topics;
        this.encryption = encryption;
        this.direct = direct;
    }

    CompletionStage<PublishResponse> publish(PublishRequest request, Caller caller) {
        if (request.phoneNumber() != null) {
            return direct.toPhone(request, caller);
        }
        String arn = request.topicArn();
        if (arn != null && request.targetArn() != null) {
            throw SnsErrors.invalid("TopicArn or TargetArn Reason: both TopicArn and TargetArn parameters are set");
        }
        if (arn == null && request.targetArn() != null) {
            arn = request.targetArn();
            if (Arn.parse(arn)
                    .filter(each -> each.resource().startsWith("endpoint/"))
                    .isPresent()) {
                return direct.toDevice(request, caller);
            }
        }
        if (arn == null) {
            throw SnsErrors.invalid("TopicArn or TargetArn Reason: no value for required parameter");
        }
        TopicAddress address = TopicArns.topic(arn, request.topicArn() == null ? "TargetArn" : "TopicArn", caller);
        Topic topic = topics.get(address);
        new Violations().required("message", request.message()).check();
        MessageAttributes attributes = AttributeValues.ofMessage(request.messageAttributes());
        Publication publication = Publications.of(
                new Publications.Given(
                        request.message(),
                        request.messageStructure(),
                        request.subject(),
                        request.messageGroupId(),
                        request.messageDeduplicationId()),
                attributes,
                topic,
                caller);
        Publications.checkSubject(request.subject());
        requireSmall(request.message(), attributes, topic.maximumMessageSize());
        return sealing(topic)
                .thenCompose(seal -> topics.publish(address, publication, seal))
                .thenApply(published -> PublishResponse.builder()
                        .messageId(published.messageId())
                        .sequenceNumber(published.sequenceNumber())
                        .build());
    }

    CompletionStage<PublishBatchResponse> publishBatch(PublishBatchRequest request, Caller caller) {
        TopicAddress address = TopicArns.topic(request.topicArn(), "TopicArn", caller);
        Topic topic = topics.get(address);
        List<PublishBatchRequestEntry> entries = request.publishBatchRequestEntries();
        checkEntries(entries);
        // Whatever is wrong with one of them but for its subject is, on AWS, wrong with the whole call.
        List<Publication> publications = new ArrayList<>(entries.size());
        long size = 0;
        for (PublishBatchRequestEntry entry : entries) {
            MessageAttributes attributes = AttributeValues.read(entry.messageAttributes());
            size += size(entry.message(), attributes);
            publications.add(Publications.of(
                    new Publications.Given(
                            entry.message(),
                            entry.messageStructure(),
                            entry.subject(),
                            entry.messageGroupId(),
                            entry.messageDeduplicationId()),
                    attributes,
                    topic,
                    caller));
        }
        // What one message may have is what all of a batch may have together.
        if (size > topic.maximumMessageSize()) {
            throw SnsErrors.batch(
                    "BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
        }
        publications.removeIf(publication -> !Publications.isSubject(publication.subject()));
        if (publications.isEmpty()) {
            return CompletableFuture.completedFuture(answer(entries, List.of()));
        }
        return sealing(topic)
                .thenCompose(seal -> topics.publishAll(address, publications, seal))
                .thenApply(published -> answer(entries, published));
    }

    /** What encrypts the messages of an encrypted topic: without it none can be published. */
    private CompletionStage<Optional<Seal>> sealing(Topic topic) {
        String keyId = topic.attributes().get("KmsMasterKeyId");
        TopicAddress address = topic.address();
        return encryption.ready(keyId, address.account(), address.region()).thenApply(ready -> {
            if (keyId == null || keyId.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(encryption.seal(address.arn(), keyId));
            } catch (KmsException e) {
                throw SnsErrors.of(e);
            }
        });
    }

    private static PublishBatchResponse answer(List<PublishBatchRequestEntry> entries, List<Published> all) {
        List<PublishBatchResultEntry> successful = new ArrayList<>(all.size());
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        Iterator<Published> each = all.iterator();
        for (PublishBatchRequestEntry entry : entries) {
            if (!Publications.isSubject(entry.subject())) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InvalidParameter")
                        .message("Invalid parameter: Subject")
                        .senderFault(true)
                        .build());
                continue;
            }
            Published published = each.next();
            successful.add(PublishBatchResultEntry.builder()
                    .id(entry.id())
                    .messageId(published.messageId())
                    .sequenceNumber(published.sequenceNumber())
                    .build());
        }
        return PublishBatchResponse.builder()
                .successful(successful)
                .failed(failed)
                .build();
    }

    private static void checkEntries(List<PublishBatchRequestEntry> entries) {
        if (entries.isEmpty()) {
            throw SnsErrors.batch("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw SnsErrors.batch(
                    "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        Violations violations = new Violations();
        for (int i = 0; i < entries.size(); i++) {
            String path = "publishBatchRequestEntries." + (i + 1) + ".member.";
            PublishBatchRequestEntry entry = entries.get(i);
            violations.required(path + "id", entry.id()).required(path + "message", entry.message());
            AttributeValues.requireTypes(entry.messageAttributes(), path + "messageAttributes", violations);
        }
        violations.check();
        Set<String> ids = new HashSet<>();
        for (PublishBatchRequestEntry entry : entries) {
            if (!ID.matcher(entry.id()).matches()) {
                throw SnsErrors.batch(
                        "InvalidBatchEntryId",
                        "The Id of a batch entry in a batch request doesn't abide by the specification.");
            }
            if (!ids.add(entry.id())) {
                throw SnsErrors.batch(
                        "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            }
        }
    }

    /** Refuses a message that is longer with its attributes than so many bytes. */
    static void requireSmall(String message, MessageAttributes attributes, int largest) {
        if (size(message, attributes) > largest) {
            throw SnsErrors.invalid("Message too long");
        }
    }

    private static int size(String message, MessageAttributes attributes) {
        return MessageText.utf8Length(message) + attributes.size();
    }
}
