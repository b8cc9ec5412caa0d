package dev.haar.it.sqs;

import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAddressException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException;
import software.amazon.awssdk.services.sqs.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException;
import software.amazon.awssdk.services.sqs.model.QueueDeletedRecentlyException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sqs.model.UnsupportedOperationException;

/** The refusals of SQS. */
final class Refusals {
    private static final String PREFIX = "AWS.SimpleQueueService.";

    static final Refusal INVALID_PARAMETER = Refusal.of("InvalidParameterValue");
    static final Refusal MISSING_PARAMETER = Refusal.of("MissingParameter");
    static final Refusal INVALID_ADDRESS = Refusal.of(InvalidAddressException.class, 404, "InvalidAddress");
    static final Refusal INVALID_ATTRIBUTE_NAME =
            Refusal.of(InvalidAttributeNameException.class, 400, "InvalidAttributeName");
    static final Refusal INVALID_ATTRIBUTE_VALUE =
            Refusal.of(InvalidAttributeValueException.class, 400, "InvalidAttributeValue");
    static final Refusal INVALID_CONTENTS =
            Refusal.of(InvalidMessageContentsException.class, 400, "InvalidMessageContents");
    static final Refusal INVALID_HANDLE =
            Refusal.of(ReceiptHandleIsInvalidException.class, 404, "ReceiptHandleIsInvalid");
    static final Refusal NO_QUEUE = Refusal.of(QueueDoesNotExistException.class, 400, PREFIX + "NonExistentQueue");
    static final Refusal QUEUE_EXISTS = Refusal.of(QueueNameExistsException.class, 400, "QueueAlreadyExists");
    static final Refusal DELETED_RECENTLY =
            Refusal.of(QueueDeletedRecentlyException.class, 400, PREFIX + "QueueDeletedRecently");
    static final Refusal PURGE_IN_PROGRESS =
            Refusal.of(PurgeQueueInProgressException.class, 403, PREFIX + "PurgeQueueInProgress");
    static final Refusal OVER_LIMIT = Refusal.of(OverLimitException.class, 403, "OverLimit");
    static final Refusal NOT_FOUND = Refusal.of(ResourceNotFoundException.class, 404, "ResourceNotFoundException");
    static final Refusal UNSUPPORTED =
            Refusal.of(UnsupportedOperationException.class, 400, PREFIX + "UnsupportedOperation");
    static final Refusal EMPTY_BATCH = Refusal.of(EmptyBatchRequestException.class, 400, PREFIX + "EmptyBatchRequest");
    static final Refusal TOO_MANY_ENTRIES =
            Refusal.of(TooManyEntriesInBatchRequestException.class, 400, PREFIX + "TooManyEntriesInBatchRequest");
    static final Refusal IDS_NOT_DISTINCT =
            Refusal.of(BatchEntryIdsNotDistinctException.class, 400, PREFIX + "BatchEntryIdsNotDistinct");
    static final Refusal INVALID_ENTRY_ID =
            Refusal.of(InvalidBatchEntryIdException.class, 400, PREFIX + "InvalidBatchEntryId");
    static final Refusal BATCH_TOO_LONG =
            Refusal.of(BatchRequestTooLongException.class, 400, PREFIX + "BatchRequestTooLong");

    private Refusals() {}
}
