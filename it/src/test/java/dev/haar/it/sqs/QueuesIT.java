package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Sdk2;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;

/** CreateQueue, GetQueueUrl, DeleteQueue and ListQueues. */
class QueuesIT extends SqsTest {
    QueuesIT(Sdk2 sdk) {
        super(sdk);
    }

    @Test
    void createQueue_isFoundByItsName() {
        String url = queue("orders");
        assertThat(url).isEqualTo(haar.endpoint() + "/000000000000/orders");
        assertThat(sqs.getQueueUrl(r -> r.queueName("orders")).queueUrl()).isEqualTo(url);
        assertThat(arn(url)).isEqualTo("arn:aws:sqs:us-east-1:000000000000:orders");
    }

    @Test
    void createQueue_again_isTheSameQueue() {
        String url = queue("orders", "DelaySeconds", "5");
        assertThat(queue("orders", "DelaySeconds", "5")).isEqualTo(url);
        assertThat(queue("orders")).isEqualTo(url);
        assertThat(sqs.listQueues().queueUrls()).containsExactly(url);
    }

    @Test
    void createQueue_againWithAnotherAttribute_isRefused() {
        queue("orders", "DelaySeconds", "5");
        Refusals.QUEUE_EXISTS.expect(
                () -> queue("orders", "DelaySeconds", "6"),
                "A queue already exists with the same name and a different value for attribute DelaySeconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "a.b", "queue.fifo", "ü"})
    void createQueue_byAnImpossibleName_isRefused(String name) {
        Refusals.INVALID_PARAMETER.expect(
                () -> queue(name),
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }

    @Test
    void createQueue_byTooLongAName_isRefused() {
        queue("q".repeat(80));
        Refusals.INVALID_PARAMETER.expect(() -> queue("q".repeat(81)), "1 to 80 in length");
    }

    @Test
    void createQueue_fifoWithoutTheSuffix_isRefused() {
        Refusals.INVALID_PARAMETER.expect(
                () -> queue("orders", "FifoQueue", "true"), "must end with .fifo suffix and be 1 to 80 in length.");
    }

    @Test
    void createQueue_withAnUnknownAttribute_isRefused() {
        Refusals.INVALID_ATTRIBUTE_NAME.expect(() -> queue("orders", "Colour", "red"), "Unknown Attribute Colour.");
    }

    @Test
    void createQueue_withAValueOutOfRange_isRefused() {
        Refusals.INVALID_ATTRIBUTE_VALUE.expect(
                () -> queue("orders", "VisibilityTimeout", "43201"),
                "Invalid value for the parameter VisibilityTimeout.");
    }

    @Test
    void getQueueUrl_ofNoQueue_isRefused() {
        Refusals.NO_QUEUE.expect(
                () -> sqs.getQueueUrl(r -> r.queueName("nowhere")), "The specified queue does not exist.");
    }

    @Test
    void deleteQueue_takesItsMessagesAlong() {
        String url = queue("orders");
        send(url, "hello");
        sqs.deleteQueue(r -> r.queueUrl(url));

        Refusals.NO_QUEUE.expect(() -> receive(url), "The specified queue does not exist.");
        assertThat(sqs.listQueues().queueUrls()).isEmpty();
        assertThat(bodies(queue("orders"))).isEmpty();
    }

    @Test
    void deleteQueue_ofNoQueue_isRefused() {
        Refusals.NO_QUEUE.expect(
                () -> sqs.deleteQueue(r -> r.queueUrl(haar.endpoint() + "/000000000000/nowhere")),
                "The specified queue does not exist.");
    }

    @Test
    void listQueues_byPrefix() {
        String b = queue("b-1");
        String a = queue("a-1");
        String bTwo = queue("b-2");
        assertThat(sqs.listQueues().queueUrls()).containsExactly(a, b, bTwo);
        assertThat(sqs.listQueues(r -> r.queueNamePrefix("b-")).queueUrls()).containsExactly(b, bTwo);
        ListQueuesResponse none = sqs.listQueues(r -> r.queueNamePrefix("c-"));
        assertThat(none.queueUrls()).isEmpty();
    }

    @Test
    void listQueues_inPages() {
        List<String> all = IntStream.range(0, 7).mapToObj(i -> queue("q-" + i)).toList();

        ListQueuesResponse first = sqs.listQueues(r -> r.maxResults(3));
        assertThat(first.queueUrls()).isEqualTo(all.subList(0, 3));
        ListQueuesResponse second = sqs.listQueues(r -> r.maxResults(3).nextToken(first.nextToken()));
        assertThat(second.queueUrls()).isEqualTo(all.subList(3, 6));
        ListQueuesResponse third = sqs.listQueues(r -> r.maxResults(3).nextToken(second.nextToken()));
        assertThat(third.queueUrls()).isEqualTo(all.subList(6, 7));
        assertThat(third.nextToken()).isNull();
    }

    @Test
    void listQueues_withoutPages_hasNoToken() {
        queue("a");
        queue("b");
        assertThat(sqs.listQueues().nextToken()).isNull();
    }

    @Test
    void listQueues_withPagesOfImpossibleSize_isRefused() {
        Refusals.INVALID_PARAMETER.expect(() -> sqs.listQueues(r -> r.maxResults(1001)), "MaxResults");
        Refusals.INVALID_PARAMETER.expect(() -> sqs.listQueues(r -> r.maxResults(0)), "MaxResults");
    }

    @Test
    void tagsOfCreateQueue_areThere() {
        String url = sqs.createQueue(r -> r.queueName("orders").tags(Map.of("team", "blue")))
                .queueUrl();
        assertThat(sqs.listQueueTags(r -> r.queueUrl(url)).tags()).isEqualTo(Map.of("team", "blue"));
    }
}
