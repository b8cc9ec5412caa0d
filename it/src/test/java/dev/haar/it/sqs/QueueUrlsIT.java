package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Queue URLs work from where the client stands, and whatever host they name. */
class QueueUrlsIT {
    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private final SqsClient sqs = haar.sqs();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example:9999/000000000000/orders",
                "https://sqs.us-east-1.amazonaws.com/000000000000/orders",
                "https://us-east-1.queue.amazonaws.com/000000000000/orders",
                "https://queue.amazonaws.com/000000000000/orders",
                "http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders",
                "http://localhost:4566/queue/us-east-1/000000000000/orders",
                "http://localhost:4566/orders",
                "/000000000000/orders",
                "000000000000/orders",
                "orders"
            })
    void everyForm_meansTheQueue(String url) {
        String own = sqs.createQueue(r -> r.queueName("orders")).queueUrl();
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("there"));
        assertThat(bodies(own)).containsExactly("there");
        sqs.sendMessage(r -> r.queueUrl(own).messageBody("and back"));
        assertThat(bodies(url)).containsExactly("and back");
        sqs.deleteQueue(r -> r.queueUrl(url));
        assertThat(sqs.listQueues().queueUrls()).isEmpty();
    }

    @Test
    void aRegionInTheHost_isTheQueues() {
        SqsClient abroad = haar.closeWithTest(Clients.sync(haar.endpoint(), Clients.ACCESS_KEY, "eu-west-3"));
        String own = abroad.createQueue(r -> r.queueName("orders")).queueUrl();
        abroad.sendMessage(r -> r.queueUrl(own).messageBody("hello"));
        assertThat(bodies("https://sqs.eu-west-3.amazonaws.com/000000000000/orders"))
                .containsExactly("hello");
    }

    @Test
    void theHost_isTheOneTheClientCameBy() {
        String created = sqs.createQueue(r -> r.queueName("orders")).queueUrl();
        assertThat(created).startsWith(haar.endpoint().toString());

        URI byName = URI.create("http://localhost:" + haar.endpoint().getPort());
        SqsClient other = haar.closeWithTest(Clients.sync(byName));
        String found = other.getQueueUrl(r -> r.queueName("orders")).queueUrl();
        assertThat(found).startsWith(byName.toString());
        assertThat(other.listQueues().queueUrls()).containsExactly(found);
        other.sendMessage(r -> r.queueUrl(found).messageBody("hello"));
        assertThat(bodies(created)).containsExactly("hello");
    }

    @Test
    void aUrlOfNoQueue_isRefused() {
        Refusals.NO_QUEUE.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl("https://sqs.us-east-1.amazonaws.com/000000000000/nowhere")),
                "The specified queue does not exist.");
        Refusals.INVALID_ADDRESS.expect(
                () -> sqs.receiveMessage(r -> r.queueUrl("https://sqs.us-east-1.amazonaws.com/")),
                "is not valid for this endpoint.");
        Refusals.MISSING_PARAMETER.expect(() -> sqs.receiveMessage(r -> {}), "QueueUrl");
    }

    private List<String> bodies(String url) {
        return sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }
}
