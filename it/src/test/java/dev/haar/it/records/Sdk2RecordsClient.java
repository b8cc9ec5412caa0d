package dev.haar.it.records;

import dev.haar.it.Clients;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** By SDK v2. */
final class Sdk2RecordsClient implements RecordsClient {
    private final KmsClient kms;
    private final SnsClient sns;
    private final SqsClient sqs;

    Sdk2RecordsClient(URI endpoint) {
        kms = Clients.kms(endpoint);
        sns = Clients.sns(endpoint);
        sqs = Clients.sync(endpoint);
    }

    @Override
    public String key(String alias) {
        String keyId = kms.createKey().keyMetadata().keyId();
        kms.createAlias(request -> request.aliasName(alias).targetKeyId(keyId));
        return keyId;
    }

    @Override
    public void enableKey(String keyId, boolean enabled) {
        if (enabled) {
            kms.enableKey(request -> request.keyId(keyId));
        } else {
            kms.disableKey(request -> request.keyId(keyId));
        }
    }

    @Override
    public String topic(String name, String keyId) {
        return sns.createTopic(request -> request.name(name).attributes(Map.of("KmsMasterKeyId", keyId)))
                .topicArn();
    }

    @Override
    public String queue(String name, String keyId, String topicArn) {
        String url = sqs.createQueue(request ->
                        request.queueName(name).attributes(Map.of(QueueAttributeName.KMS_MASTER_KEY_ID, keyId)))
                .queueUrl();
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sns.subscribe(request -> request.topicArn(topicArn)
                .protocol("sqs")
                .endpoint(arn)
                .attributes(Map.of("RawMessageDelivery", "true")));
        return url;
    }

    @Override
    public void publish(String topicArn, String record) {
        sns.publish(request -> request.topicArn(topicArn).message(record));
    }

    @Override
    public String take(String queueUrl) {
        Message message = sqs.receiveMessage(request -> request.queueUrl(queueUrl))
                .messages()
                .get(0);
        sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        return message.body();
    }

    @Override
    public String errorCode(RuntimeException thrown) {
        return ((AwsServiceException) thrown).awsErrorDetails().errorCode();
    }

    @Override
    public void close() {
        kms.close();
        sns.close();
        sqs.close();
    }
}
