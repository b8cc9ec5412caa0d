package dev.haar.it;

import software.amazon.awssdk.services.sqs.SqsClient;

/** The two clients of SDK v2, on each of which the tests of SQS run. */
public enum Sdk2 {
    SYNC {
        @Override
        public SqsClient client(HaarExtension haar) {
            return haar.sqs();
        }
    },
    ASYNC {
        @Override
        public SqsClient client(HaarExtension haar) {
            return Blocking.of(haar.sqsAsync());
        }
    };

    /** The client, each call of which waits for its answer. */
    public abstract SqsClient client(HaarExtension haar);
}
