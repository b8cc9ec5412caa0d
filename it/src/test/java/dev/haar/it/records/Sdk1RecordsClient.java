package dev.haar.it.records;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.kms.AWSKMS;
import com.amazonaws.services.kms.AWSKMSClientBuilder;
import com.amazonaws.services.kms.model.CreateAliasRequest;
import com.amazonaws.services.kms.model.DisableKeyRequest;
import com.amazonaws.services.kms.model.EnableKeyRequest;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sns.model.CreateTopicRequest;
import com.amazonaws.services.sns.model.SubscribeRequest;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.model.CreateQueueRequest;
import com.amazonaws.services.sqs.model.Message;
import dev.haar.it.Clients;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** By SDK v1. */
final class Sdk1RecordsClient implements RecordsClient {
    private final AWSKMS kms;
    private final AmazonSNS sns;
    private final AmazonSQS sqs;

    Sdk1RecordsClient(URI endpoint) {
        EndpointConfiguration where = new EndpointConfiguration(endpoint.toString(), Clients.REGION);
        AWSCredentialsProvider credentials =
                new AWSStaticCredentialsProvider(new BasicAWSCredentials(Clients.ACCESS_KEY, Clients.ACCESS_KEY));
        kms = AWSKMSClientBuilder.standard()
                .withEndpointConfiguration(where)
                .withCredentials(credentials)
                .build();
        sns = AmazonSNSClientBuilder.standard()
                .withEndpointConfiguration(where)
                .withCredentials(credentials)
                .build();
        sqs = Clients.sdk1(endpoint);
    }

    @Override
    public String key(String alias) {
        String keyId = kms.createKey().getKeyMetadata().getKeyId();
        kms.createAlias(new CreateAliasRequest().withAliasName(alias).withTargetKeyId(keyId));
        return keyId;
    }

    @Override
    public void enableKey(String keyId, boolean enabled) {
        if (enabled) {
            kms.enableKey(new EnableKeyRequest().withKeyId(keyId));
        } else {
            kms.disableKey(new DisableKeyRequest().withKeyId(keyId));
        }
    }

    @Override
    public String topic(String name, String keyId) {
        return sns.createTopic(new CreateTopicRequest(name).withAttributes(Map.of("KmsMasterKeyId", keyId)))
                .getTopicArn();
    }

    @Override
    public String queue(String name, String keyId, String topicArn) {
        String url = sqs.createQueue(new CreateQueueRequest(name).withAttributes(Map.of("KmsMasterKeyId", keyId)))
                .getQueueUrl();
        String arn =
                sqs.getQueueAttributes(url, List.of("QueueArn")).getAttributes().get("QueueArn");
        sns.subscribe(new SubscribeRequest(topicArn, "sqs", arn).withAttributes(Map.of("RawMessageDelivery", "true")));
        return url;
    }

    @Override
    public void publish(String topicArn, String record) {
        sns.publish(topicArn, record);
    }

    @Override
    public String take(String queueUrl) {
        Message message = sqs.receiveMessage(queueUrl).getMessages().get(0);
        sqs.deleteMessage(queueUrl, message.getReceiptHandle());
        return message.getBody();
    }

    @Override
    public String errorCode(RuntimeException thrown) {
        return ((AmazonServiceException) thrown).getErrorCode();
    }

    @Override
    public void close() {
        kms.shutdown();
        sns.shutdown();
        sqs.shutdown();
    }
}
