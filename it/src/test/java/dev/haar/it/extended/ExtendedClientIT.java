package dev.haar.it.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.sqs.javamessaging.AmazonSQSExtendedClient;
import com.amazon.sqs.javamessaging.ExtendedClientConfiguration;
import dev.haar.it.HaarExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** AWS's extended client: a large body goes to S3, and a pointer with a reserved attribute goes through the queue. */
class ExtendedClientIT {
    private static final String LARGE = "x".repeat(2 * 1024 * 1024);
    private static final MessageAttributeValue VALUE =
            MessageAttributeValue.builder().dataType("String").stringValue("v").build();

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private final PayloadStore store = new PayloadStore();
    private String queue;

    @BeforeEach
    void createQueue() {
        queue = haar.sqs()
                .createQueue(r -> r.queueName("orders").attributesWithStrings(Map.of("VisibilityTimeout", "0")))
                .queueUrl();
    }

    @ParameterizedTest
    @CsvSource({"true, SQSLargePayloadSize", "false, ExtendedPayloadSize"})
    void aLargeBody_goesByPointer_andComesBackWhole(boolean legacy, String reserved) {
        AmazonSQSExtendedClient extended = extended(legacy);
        extended.sendMessage(SendMessageRequest.builder()
                .queueUrl(queue)
                .messageBody(LARGE)
                .messageAttributes(Map.of("own", VALUE))
                .build());

        Message pointer = haar.sqs()
                .receiveMessage(r -> r.queueUrl(queue).messageAttributeNames("All"))
                .messages()
                .get(0);
        assertThat(pointer.body()).contains("\"s3BucketName\":\"payloads\"").contains("\"s3Key\":");
        assertThat(pointer.messageAttributes()).containsOnlyKeys("own", reserved);
        assertThat(pointer.messageAttributes().get(reserved).dataType()).isEqualTo("Number");
        assertThat(pointer.messageAttributes().get(reserved).stringValue()).isEqualTo(Integer.toString(LARGE.length()));

        Message whole = receive(extended);
        assertThat(whole.body()).isEqualTo(LARGE);
        assertThat(whole.messageAttributes()).containsOnlyKeys("own");

        extended.deleteMessage(DeleteMessageRequest.builder()
                .queueUrl(queue)
                .receiptHandle(whole.receiptHandle())
                .build());
        assertThat(store.size()).isZero();
        assertThat(haar.sqs().receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
    }

    @Test
    void aSmallBody_goesAsItIs() {
        AmazonSQSExtendedClient extended = extended(false);
        extended.sendMessage(SendMessageRequest.builder()
                .queueUrl(queue)
                .messageBody("small")
                .build());
        assertThat(store.size()).isZero();
        assertThat(receive(extended).body()).isEqualTo("small");
    }

    @Test
    void aBatch_mayHaveBoth() {
        AmazonSQSExtendedClient extended = extended(false);
        extended.sendMessageBatch(SendMessageBatchRequest.builder()
                .queueUrl(queue)
                .entries(entry("large", LARGE), entry("small", "small"))
                .build());
        assertThat(store.size()).isEqualTo(1);
        assertThat(extended.receiveMessage(ReceiveMessageRequest.builder()
                                .queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .build())
                        .messages())
                .extracting(Message::body)
                .containsExactlyInAnyOrder(LARGE, "small");
    }

    private Message receive(AmazonSQSExtendedClient extended) {
        return extended.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queue)
                        .messageAttributeNames("own")
                        .build())
                .messages()
                .get(0);
    }

    private AmazonSQSExtendedClient extended(boolean legacy) {
        ExtendedClientConfiguration configuration =
                new ExtendedClientConfiguration().withPayloadSupportEnabled(store.client(), "payloads");
        return new AmazonSQSExtendedClient(
                haar.sqs(), legacy ? configuration : configuration.withLegacyReservedAttributeNameDisabled());
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }
}
