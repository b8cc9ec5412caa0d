package dev.haar.api.service;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What is fixed about an AWS service on the wire, as its published model has it. */
public enum ServiceModel {
    SQS(
            "sqs",
            new Json("AmazonSQS", "1.0", "message"),
            new Query("2012-11-05", "http://queue.amazonaws.com/doc/2012-11-05/", Set.of()),
            () -> SqsClient.class),
    SNS(
            "sns",
            null,
            new Query(
                    "2010-03-31",
                    "http://sns.amazonaws.com/doc/2010-03-31/",
                    Set.of(
                            "CreateSMSSandboxPhoneNumber",
                            "DeleteSMSSandboxPhoneNumber",
                            "OptInPhoneNumber",
                            "SetSMSAttributes",
                            "TagResource",
                            "UntagResource",
                            "VerifySMSSandboxPhoneNumber")),
            () -> SnsClient.class),
    KMS("kms", new Json("TrentService", "1.1", "message"), null, () -> KmsClient.class),
    SERVICE_DISCOVERY(
            "servicediscovery",
            new Json("Route53AutoNaming_v20170314", "1.1", "Message"),
            null,
            () -> ServiceDiscoveryClient.class),
    STS(
            "sts",
            null,
            new Query("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/", Set.of()),
            () -> StsClient.class);

    /** The error shapes of the SQS model; all others that SQS answers belong to the framework beneath it. */
    private static final Set<String> SQS_ERRORS = Set.of(
            "BatchEntryIdsNotDistinct",
            "BatchRequestTooLong",
            "EmptyBatchRequest",
            "InvalidAddress",
            "InvalidAttributeName",
            "InvalidAttributeValue",
            "InvalidBatchEntryId",
            "InvalidIdFormat",
            "InvalidMessageContents",
            "InvalidSecurity",
            "KmsAccessDenied",
            "KmsDisabled",
            "KmsInvalidKeyUsage",
            "KmsInvalidState",
            "KmsNotFound",
            "KmsOptInRequired",
            "KmsThrottled",
            "MessageNotInflight",
            "OverLimit",
            "PurgeQueueInProgress",
            "QueueDeletedRecently",
            "QueueDoesNotExist",
            "QueueNameExists",
            "ReceiptHandleIsInvalid",
            "RequestThrottled",
            "ResourceNotFoundException",
            "TooManyEntriesInBatchRequest",
            "UnsupportedOperation");

    /**
     * How a service speaks AWS JSON.
     *
     * @param targetPrefix what stands before the action in {@code X-Amz-Target}
     * @param version the version in the content type, 1.0 or 1.1
     * @param errorMessage the member of an error that holds its message
     */
    public record Json(String targetPrefix, String version, String errorMessage) {
        /** The content type of an answer. */
        public String contentType() {
            return version.equals("1.0") ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
        }
    }

    /**
     * How a service speaks AWS Query.
     *
     * @param version the parameter {@code Version}
     * @param namespace the XML namespace of its answers
     * @param emptyResults the actions whose answers have a result with nothing in it, which clients look for; all others
     *     that tell nothing have none
     */
    public record Query(String version, String namespace, Set<String> emptyResults) {}

    private final String id;
    private final Json json;
    private final Query query;
    private final Supplier<Class<?>> client;

    ServiceModel(String id, Json json, Query query, Supplier<Class<?>> client) {
        this.id = id;
        this.json = json;
        this.query = query;
        this.client = client;
    }

    /** The service's name in a credential scope, in ARNs and on the operator surface. */
    public String id() {
        return id;
    }

    /** How it speaks AWS JSON, if it does. */
    public Optional<Json> json() {
        return Optional.ofNullable(json);
    }

    /** How it speaks AWS Query, if it does. */
    public Optional<Query> query() {
        return Optional.ofNullable(query);
    }

    /** Whether its JSON errors carry the Query error code in a header, for clients that grew up with Query. */
    public boolean isQueryCompatible() {
        return this == SQS;
    }

    /** The value of {@code __type} for an error shape. */
    public String errorType(String shape) {
        if (this != SQS) {
            return shape;
        }
        return (SQS_ERRORS.contains(shape) ? "com.amazonaws.sqs#" : "com.amazon.coral.service#") + shape;
    }

    /** The SDK's client: its methods are the service's actions. Loaded when asked for and not before. */
    Class<?> client() {
        return client.get();
    }
}
