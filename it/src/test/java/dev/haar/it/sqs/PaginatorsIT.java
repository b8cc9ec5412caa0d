package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.HaarExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Lists in pages, by the paginators of SDK v2. */
class PaginatorsIT {
    private static final int QUEUES = 25;

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private List<String> urls;
    private String deadLetters;

    @BeforeEach
    void createQueues() {
        deadLetters = haar.sqs().createQueue(r -> r.queueName("dead")).queueUrl();
        String arn = haar.sqs()
                .getQueueAttributes(r -> r.queueUrl(deadLetters).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String policy = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":3}";
        urls = IntStream.range(10, 10 + QUEUES)
                .mapToObj(i -> haar.sqs()
                        .createQueue(r ->
                                r.queueName("q-" + i).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)))
                        .queueUrl())
                .toList();
    }

    @Test
    void listQueues_sync() {
        assertThat(haar.sqs()
                        .listQueuesPaginator(r -> r.queueNamePrefix("q-").maxResults(4))
                        .queueUrls())
                .containsExactlyElementsOf(urls);
    }

    @Test
    void listQueues_async() {
        List<String> found = new ArrayList<>();
        haar.sqsAsync()
                .listQueuesPaginator(r -> r.queueNamePrefix("q-").maxResults(4))
                .queueUrls()
                .subscribe(found::add)
                .join();
        assertThat(found).isEqualTo(urls);
    }

    @Test
    void listDeadLetterSourceQueues_sync() {
        assertThat(haar.sqs()
                        .listDeadLetterSourceQueuesPaginator(
                                r -> r.queueUrl(deadLetters).maxResults(4))
                        .queueUrls())
                .containsExactlyElementsOf(urls);
    }

    @Test
    void listDeadLetterSourceQueues_async() {
        List<String> found = new ArrayList<>();
        haar.sqsAsync()
                .listDeadLetterSourceQueuesPaginator(
                        r -> r.queueUrl(deadLetters).maxResults(4))
                .queueUrls()
                .subscribe(found::add)
                .join();
        assertThat(found).isEqualTo(urls);
    }
}
