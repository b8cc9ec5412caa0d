package dev.haar.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.engine.message.MessageAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final TopicAddress NEWS = new TopicAddress(TestTopics.ACCOUNT, "us-east-1", "news");
    private static final Map<String, String> WANTS_A =
            Map.of("FilterPolicy", "{\"kind\":[\"a\"]}", "FilterPolicyScope", "MessageBody");

    private final Audience audience = new Audience();

    private static Subscription subscription(String id, String protocol, Map<String, String> attributes) {
        return new Subscription(
                        NEWS.arn() + ":" + id,
                        NEWS,
                        protocol,
                        "arn:aws:sqs:us-east-1:000000000000:" + id,
                        TestTopics.ACCOUNT,
                        Confirmation.NOT_NEEDED)
                .with(attributes);
    }

    private List<String> reached(String message, Map<String, String> bodies) {
        List<String> arns = new ArrayList<>();
        audience.find(
                new Publication(message, bodies, null, MessageAttributes.NONE, null, null, null, TestTopics.HAAR),
                listener -> arns.add(
                        listener.subscription().arn().substring(NEWS.arn().length() + 1)));
        return arns;
    }

    @Test
    void messages_findThoseWhoWantThem() {
        Subscription some = subscription("some", "sqs", WANTS_A);
        audience.add(some);
        audience.add(subscription("all", "sqs", Map.of()));
        assertThat(reached("{\"kind\":\"a\"}", Map.of())).containsExactlyInAnyOrder("some", "all");
        assertThat(reached("{\"kind\":\"b\"}", Map.of())).containsExactly("all");
        audience.remove(some);
        audience.add(some.with(Map.of("FilterPolicy", "{\"kind\":[\"b\"]}", "FilterPolicyScope", "MessageBody")));
        assertThat(reached("{\"kind\":\"b\"}", Map.of())).containsExactlyInAnyOrder("some", "all");
        audience.remove(some);
        assertThat(reached("{\"kind\":\"b\"}", Map.of())).containsExactly("all");
    }

    @Test
    void filterPolicies_lookAtTheBodyOfTheirProtocol() {
        audience.add(subscription("queue", "sqs", WANTS_A));
        audience.add(subscription("function", "lambda", WANTS_A));
        assertThat(reached("none", Map.of("lambda", "{\"kind\":\"a\"}"))).containsExactly("function");
        assertThat(reached("{\"kind\":\"a\"}", Map.of("lambda", "none"))).containsExactly("queue");
    }

    @Test
    void signatures_areMadeAtOnceForThoseWhoGetEnvelopesAtOnce() {
        Subscription enveloped = subscription("enveloped", "http", WANTS_A);
        audience.add(subscription("raw", "http", Map.of("RawMessageDelivery", "true")));
        audience.add(subscription("queue", "sqs", Map.of()));
        audience.add(subscription("letter", "email", Map.of()));
        assertThat(audience.signedAtOnce()).isEmpty();
        audience.add(enveloped);
        assertThat(audience.signedAtOnce()).containsExactly("http");
        audience.remove(enveloped);
        assertThat(audience.signedAtOnce()).isEmpty();
    }

    @Test
    void whoeverHasNotAgreed_getsNothing() {
        audience.add(subscription("pending", "http", Map.of()).with(Confirmation.awaited("token", 0)));
        assertThat(reached("hello", Map.of())).isEmpty();
    }
}
