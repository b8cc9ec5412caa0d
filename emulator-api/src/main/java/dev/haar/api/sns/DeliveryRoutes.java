package dev.haar.api.sns;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.engine.delivery.Attempt;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.DeliveryLog;
import dev.haar.engine.delivery.Outbox;
import dev.haar.engine.topic.DeliveryStatus;
import dev.haar.engine.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Shows what left for endpoints outside, or would have: every attempt, and every message that was captured. */
final class DeliveryRoutes {
    private static final int USUAL = 100;

    private final DeliveryLog log;
    private final Outbox outbox;
    private final Topics topics;

    DeliveryRoutes(DeliveryLog log, Outbox outbox, Topics topics) {
        this.topics = topics;
        this.log = log;
        this.outbox = outbox;
    }

    void mount(OperatorRoutes routes) {
        routes.get("/_haar/sns/deliveries", this::deliveries);
        routes.get("/_haar/sns/outbox", this::messages);
    }

    private Answer deliveries(OperatorRequest request) {
        Optional<Integer> limit = request.limit(USUAL);
        if (limit.isEmpty()) {
            return badLimit();
        }
        Predicate<Delivery.Destination> chosen = chosen(request);
        Optional<String> logged = request.parameter("logged");
        List<Attempt> attempts = log.latest(
                attempt -> chosen.test(attempt.to())
                        && logged.map(text -> Boolean.parseBoolean(text) == isLogged(attempt))
                                .orElse(true),
                limit.get());
        return JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("deliveries");
            for (Attempt attempt : attempts) {
                json.writeStartObject();
                json.writeStringField("at", attempt.at().toString());
                write(attempt.to(), json);
                json.writeStringField("messageId", attempt.messageId());
                json.writeNumberField("attempt", attempt.number());
                json.writeStringField("outcome", attempt.outcome().name());
                json.writeNumberField("status", attempt.status());
                json.writeStringField("answer", attempt.answer());
                json.writeBooleanField("logged", isLogged(attempt));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer messages(OperatorRequest request) {
        Optional<Integer> limit = request.limit(USUAL);
        if (limit.isEmpty()) {
            return badLimit();
        }
        Predicate<Delivery.Destination> chosen = chosen(request);
        List<Captured> messages = outbox.latest(message -> chosen.test(message.to()), limit.get());
        return JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("messages");
            for (Captured message : messages) {
                json.writeStartObject();
                json.writeStringField("at", Instant.ofEpochMilli(message.at()).toString());
                write(message.to(), json);
                json.writeStringField("messageId", message.messageId());
                writeOptional("subject", message.subject(), json);
                json.writeStringField("body", message.body());
                writeOptional("confirmationLink", message.link(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Whether its topic asks that AWS write it to CloudWatch Logs. */
    private boolean isLogged(Attempt attempt) {
        String arn = attempt.to().topicArn();
        return arn != null
                && topics.find(arn)
                        .filter(topic -> DeliveryStatus.isLogged(topic, attempt))
                        .isPresent();
    }

    private static Predicate<Delivery.Destination> chosen(OperatorRequest request) {
        Optional<String> topic = request.parameter("topic");
        Optional<String> subscription = request.parameter("subscription");
        Optional<String> protocol = request.parameter("protocol");
        Optional<String> endpoint = request.parameter("endpoint");
        return to -> topic.map(arn -> arn.equals(to.topicArn())).orElse(true)
                && subscription.map(arn -> arn.equals(to.subscriptionArn())).orElse(true)
                && protocol.map(to.protocol()::equals).orElse(true)
                && endpoint.map(to.endpoint()::equals).orElse(true);
    }

    private static Answer badLimit() {
        return JsonAnswer.error(400, "The limit must be a number of 1 or more.");
    }

    private static void write(Delivery.Destination to, JsonGenerator json) throws IOException {
        json.writeStringField("protocol", to.protocol());
        json.writeStringField("endpoint", to.endpoint());
        writeOptional("topicArn", to.topicArn(), json);
        writeOptional("subscriptionArn", to.subscriptionArn(), json);
    }

    private static void writeOptional(String name, String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
