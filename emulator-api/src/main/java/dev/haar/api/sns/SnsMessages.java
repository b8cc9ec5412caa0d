package dev.haar.api.sns;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.core.arn.Arn;
import dev.haar.engine.delivery.Captured;
import dev.haar.engine.delivery.Outbox;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers {@code /_aws/sns/sms-messages} and {@code /_aws/sns/platform-endpoint-messages} for people who come from the
 * emulator that had them: what went to telephones and to devices, by who got it, the oldest first. Parameters are
 * {@code accountId}, {@code region}, and {@code phoneNumber} or {@code endpointArn}.
 */
final class SnsMessages {
    private final Outbox outbox;
    private final String account;
    private final String region;

    /**
     * @param account the account of those who name none
     * @param region the region of those who name none
     */
    SnsMessages(Outbox outbox, String account, String region) {
        this.outbox = outbox;
        this.account = account;
        this.region = region;
    }

    void mount(OperatorRoutes routes) {
        routes.get("/_aws/sns/sms-messages", request -> answer(request, Kind.SMS, request.parameter("phoneNumber")));
        routes.get(
                "/_aws/sns/platform-endpoint-messages",
                request -> answer(request, Kind.DEVICE, request.parameter("endpointArn")));
    }

    /** Who gets messages, and the words for it. */
    private enum Kind {
        SMS("sms", "sms_messages", "PhoneNumber"),
        DEVICE("application", "platform_endpoint_messages", "TargetArn");

        private final String protocol;
        private final String field;
        private final String recipient;

        Kind(String protocol, String field, String recipient) {
            this.protocol = protocol;
            this.field = field;
            this.recipient = recipient;
        }

        /** The ARN that says whose a message is; a text message that no topic sent is everybody's. */
        Optional<Arn> owner(Captured message) {
            return Optional.ofNullable(
                            this == DEVICE
                                    ? message.to().endpoint()
                                    : message.to().topicArn())
                    .flatMap(Arn::parse);
        }
    }

    private Answer answer(OperatorRequest request, Kind kind, Optional<String> recipient) {
        String wantedAccount = request.parameter("accountId").orElse(account);
        String wantedRegion = request.parameter("region").orElse(region);
        Predicate<Captured> wanted = message -> message.to().protocol().equals(kind.protocol)
                && recipient.map(message.to().endpoint()::equals).orElse(true)
                && kind.owner(message)
                        .map(arn -> arn.account().equals(wantedAccount)
                                && arn.region().equals(wantedRegion))
                        .orElse(true);
        Map<String, Deque<Captured>> byRecipient = new LinkedHashMap<>();
        recipient.ifPresent(one -> byRecipient.put(one, new ArrayDeque<>()));
        for (Captured message : outbox.latest(wanted, Integer.MAX_VALUE)) {
            // They come newest first.
            byRecipient
                    .computeIfAbsent(message.to().endpoint(), endpoint -> new ArrayDeque<>())
                    .addFirst(message);
        }
        return JsonAnswer.of(200, json -> {
            json.writeObjectFieldStart(kind.field);
            for (Map.Entry<String, Deque<Captured>> entry : byRecipient.entrySet()) {
                json.writeArrayFieldStart(entry.getKey());
                for (Captured message : entry.getValue()) {
                    write(message, kind, json);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeStringField("region", wantedRegion);
        });
    }

    private static void write(Captured message, Kind kind, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(kind.recipient, message.to().endpoint());
        json.writeStringField("TopicArn", message.to().topicArn());
        json.writeStringField("SubscriptionArn", message.to().subscriptionArn());
        json.writeStringField("MessageId", message.messageId());
        json.writeStringField("Message", message.body());
        json.writeStringField("Subject", message.subject());
        json.writeEndObject();
    }
}
