package dev.haar.it.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Several accounts, each by an access key id of its own, and several regions side by side. */
class AccountsAndRegionsIT {
    private static final String HERE = "111122223333";
    private static final String THERE = "444455556666";

    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    private SqsClient here;
    private SqsClient there;
    private SqsClient abroad;

    @BeforeEach
    void makeClients() {
        here = client(HERE, "us-east-1");
        there = client(THERE, "us-east-1");
        abroad = client(HERE, "eu-central-1");
    }

    @Test
    void theSameName_isAnotherQueueInAnotherAccountOrRegion() {
        List<SqsClient> all = List.of(here, there, abroad);
        List<String> urls = all.stream()
                .map(sqs -> sqs.createQueue(r -> r.queueName("orders")).queueUrl())
                .toList();
        assertThat(urls.get(0)).endsWith("/" + HERE + "/orders");
        assertThat(urls.get(1)).endsWith("/" + THERE + "/orders");
        assertThat(all.stream().map(sqs -> arn(sqs, "orders")))
                .containsExactly(
                        "arn:aws:sqs:us-east-1:" + HERE + ":orders",
                        "arn:aws:sqs:us-east-1:" + THERE + ":orders",
                        "arn:aws:sqs:eu-central-1:" + HERE + ":orders");

        for (int i = 0; i < all.size(); i++) {
            String body = "for " + i;
            String url = urls.get(i);
            all.get(i).sendMessage(r -> r.queueUrl(url).messageBody(body));
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(bodies(all.get(i), urls.get(i))).containsExactly("for " + i);
            assertThat(all.get(i).listQueues().queueUrls()).containsExactly(urls.get(i));
        }
    }

    @Test
    void theQueueOfAnotherAccount_isReachedByItsOwner() {
        String url = there.createQueue(r -> r.queueName("orders")).queueUrl();
        Refusals.NO_QUEUE.expect(
                () -> here.getQueueUrl(r -> r.queueName("orders")), "The specified queue does not exist.");
        assertThat(here.getQueueUrl(r -> r.queueName("orders").queueOwnerAWSAccountId(THERE))
                        .queueUrl())
                .isEqualTo(url);
        here.sendMessage(r -> r.queueUrl(url).messageBody("hello"));
        assertThat(bodies(there, url)).containsExactly("hello");
    }

    @Test
    void theSender_isTheAccountThatSent() {
        String url = there.createQueue(r -> r.queueName("orders")).queueUrl();
        here.sendMessage(r -> r.queueUrl(url).messageBody("hello"));
        Message message = there.receiveMessage(r -> r.queueUrl(url).messageSystemAttributeNamesWithStrings("SenderId"))
                .messages()
                .get(0);
        assertThat(message.attributesAsStrings()).containsEntry("SenderId", HERE);
    }

    private SqsClient client(String account, String region) {
        return haar.closeWithTest(Clients.sync(haar.endpoint(), account, region));
    }

    private static String arn(SqsClient sqs, String name) {
        String url = sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
        return sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    private static List<String> bodies(SqsClient sqs, String url) {
        return sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }
}
