package dev.haar.it.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import dev.haar.it.sns.FanOutClient.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/** One topic, several queues, each with what it wants of what is published; in strict mode, so queues need their policies. */
class FanOutIT {
    private static final Map<String, String> RAW = Map.of("RawMessageDelivery", "true");
    private static final int GROUPS = 20;
    private static final int MESSAGES = 1000;

    @RegisterExtension
    static final HaarExtension HAAR = HaarExtension.strict();

    static Stream<Named<Supplier<FanOutClient>>> clients() {
        return Stream.of(
                Named.of("SDK v1", () -> HAAR.closeWithTest(new Sdk1FanOutClient(HAAR.endpoint()))),
                Named.of("SDK v2", () -> HAAR.closeWithTest(new Sdk2FanOutClient(HAAR.endpoint()))));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void threeQueues_getWhatIsPublished(Supplier<FanOutClient> supplier) {
        FanOutClient client = supplier.get();
        String topic = client.topic("news");
        List<String> queues = Stream.of("first", "second", "third")
                .map(client::queue)
                .peek(queue -> client.subscribe(topic, queue, Map.of()))
                .toList();
        String id = client.publish(topic, "hello");
        for (String queue : queues) {
            List<String> bodies = client.take(queue);
            assertThat(bodies).hasSize(1);
            assertThat(bodies.get(0))
                    .startsWith(
                            "{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"" + id + "\",\n  \"TopicArn\" : \""
                                    + topic + "\",\n  \"Message\" : \"hello\",\n  \"Timestamp\" : \"");
            assertThat(client.take(queue)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void shop_eachPipelineGetsWhatItWants(Supplier<FanOutClient> supplier) {
        FanOutClient client = supplier.get();
        String topic = client.topic("checkout");
        String billing = client.queue("billing");
        String shipping = client.queue("shipping");
        String analytics = client.queue("analytics");
        String fraud = client.queue("fraud");
        client.subscribe(topic, billing, Map.of());
        client.subscribe(topic, shipping, RAW);
        client.subscribe(topic, analytics, RAW);
        String large = client.subscribe(topic, fraud, RAW);
        Map<String, String> filter =
                Map.of("FilterPolicyScope", "MessageBody", "FilterPolicy", "{\"amount\":[{\"numeric\":[\">=\",100]}]}");
        SnsClient owner = HAAR.closeWithTest(Clients.sns(HAAR.endpoint()));
        // The scope first: the other way round the policy would be one for attributes meanwhile.
        Stream.of("FilterPolicyScope", "FilterPolicy")
                .forEach(name -> owner.setSubscriptionAttributes(request ->
                        request.subscriptionArn(large).attributeName(name).attributeValue(filter.get(name))));
        List<String> orders = Stream.of("99.99", "100", "100.01", "5", "1e3", "\"100\"")
                .map(amount -> "{\"amount\": " + amount + "}")
                .toList();
        orders.forEach(order -> client.publish(topic, order));
        assertThat(client.take(billing)).hasSize(orders.size()).allMatch(body -> body.contains("{\\\"amount\\\": "));
        assertThat(client.take(shipping)).containsExactlyElementsOf(orders);
        assertThat(client.take(analytics)).containsExactlyElementsOf(orders);
        assertThat(client.take(fraud))
                .containsExactly("{\"amount\": 100}", "{\"amount\": 100.01}", "{\"amount\": 1e3}");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void fifo_aThousandMessagesInTwentyGroups_comeInEqualOrder(Supplier<FanOutClient> supplier) {
        FanOutClient client = supplier.get();
        String topic = client.topic("orders.fifo");
        List<String> queues = Stream.of("first.fifo", "second.fifo", "third.fifo")
                .map(client::queue)
                .peek(queue -> client.subscribe(topic, queue, RAW))
                .toList();
        Map<String, List<String>> expected = new HashMap<>();
        for (int number = 0; number < MESSAGES; ) {
            List<Entry> batch = new ArrayList<>();
            for (int i = 0; i < 10; i++, number++) {
                String group = "g" + number % GROUPS;
                batch.add(new Entry("m" + i, group, group + "-" + number));
                expected.computeIfAbsent(group, none -> new ArrayList<>()).add(group + "-" + number);
            }
            client.publish(topic, batch);
            if (number == MESSAGES / 2) {
                // What was published before is not published again.
                client.publish(topic, batch);
            }
        }
        for (String queue : queues) {
            Map<String, List<String>> found = new HashMap<>();
            for (List<String> bodies = client.take(queue); !bodies.isEmpty(); bodies = client.take(queue)) {
                bodies.forEach(body -> found.computeIfAbsent(body.split("-")[0], none -> new ArrayList<>())
                        .add(body));
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void fifo_standardQueuesMaySubscribe(Supplier<FanOutClient> supplier) {
        FanOutClient client = supplier.get();
        String topic = client.topic("orders.fifo");
        String standard = client.queue("standard");
        client.subscribe(topic, standard, RAW);
        client.publish(topic, List.of(new Entry("m", "g", "hello")));
        assertThat(client.take(standard)).containsExactly("hello");
    }

    @Test
    void topicThatIsGone_isNotFound() {
        SnsClient sns = HAAR.closeWithTest(Clients.sns(HAAR.endpoint()));
        String topic = sns.createTopic(request -> request.name("gone")).topicArn();
        sns.deleteTopic(request -> request.topicArn(topic));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> sns.publish(request -> request.topicArn(topic).message("x")));
    }
}
