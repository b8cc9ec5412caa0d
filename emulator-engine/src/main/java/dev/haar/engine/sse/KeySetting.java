package dev.haar.engine.sse;

/** Under which key the bodies of a queue's messages are encrypted. */
public sealed interface KeySetting {
    /**
     * A key of KMS's.
     *
     * @param keyId the key's id, ARN, alias or alias ARN
     * @param reuseSeconds how long a data key is used again before there is another; 60 to 86,400
     */
    record OfKms(String keyId, int reuseSeconds) implements KeySetting {}

    /** One that SQS has for itself, of which KMS knows nothing: SqsManagedSseEnabled. */
    record OfSqs() implements KeySetting {}
}
