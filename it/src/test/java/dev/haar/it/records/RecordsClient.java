package dev.haar.it.records;

/** What the example of the medical records does, whatever SDK does it. */
interface RecordsClient extends AutoCloseable {
    /** Makes a key with an alias and answers its id. */
    String key(String alias);

    void enableKey(String keyId, boolean enabled);

    /** Makes a topic under a key and answers its ARN. */
    String topic(String name, String keyId);

    /** Makes a queue under a key, which gets the topic's messages raw, and answers its URL. */
    String queue(String name, String keyId, String topicArn);

    void publish(String topicArn, String record);

    /** Receives one message and deletes it. */
    String take(String queueUrl);

    /** The code of the error that the SDK has thrown. */
    String errorCode(RuntimeException thrown);

    @Override
    void close();
}
