package dev.haar.api.sqs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.engine.message.MessageAttribute;
import dev.haar.engine.queue.PeekedMessage;
import dev.haar.engine.queue.Queue;
import dev.haar.engine.queue.QueueAddress;
import dev.haar.engine.queue.QueueCounts;
import dev.haar.engine.queue.Queues;
import dev.haar.engine.queue.ReceivedMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lets operators look at a queue's messages, changing nothing. */
public final class SqsPeek {
    private static final int MOST = 1000;

    private final Queues queues;
    private final Bodies bodies;
    private final String account;
    private final String region;

    /**
     * @param account the account of queues for which none is named
     * @param region the region of queues for which none is named
     */
    public SqsPeek(Queues queues, Bodies bodies, String account, String region) {
        this.queues = queues;
        this.bodies = bodies;
        this.account = account;
        this.region = region;
    }

    /** Adds the routes of this service to the operator surface. */
    public void mount(OperatorRoutes routes) {
        routes.getLater("/_haar/sqs/queues/{name}/messages", this::messages);
    }

    private CompletableFuture<Answer> messages(OperatorRequest request) {
        QueueAddress address = new QueueAddress(
                request.parameter("account").orElse(account),
                request.parameter("region").orElse(region),
                request.variables().get("name"));
        Optional<Queue> queue = queues.find(address);
        if (queue.isEmpty()) {
            return CompletableFuture.completedFuture(JsonAnswer.error(404, "There is no queue " + address.arn() + "."));
        }
        int limit;
        try {
            limit = Integer.parseInt(request.parameter("limit").orElse("100"));
        } catch (NumberFormatException e) {
            limit = 0;
        }
        if (limit < 1 || limit > MOST) {
            return CompletableFuture.completedFuture(
                    JsonAnswer.error(400, "The limit must be a number from 1 to " + MOST + "."));
        }
        QueueCounts counts = queue.get().counts();
        return queue.get()
                .peek(limit)
                .thenCompose(peeked -> bodies.peeked(peeked, queue.get()))
                .thenApply(peeked -> show(address, counts, peeked));
    }

    private static Answer show(QueueAddress address, QueueCounts counts, List<PeekedMessage> messages) {
        return JsonAnswer.of(200, json -> {
            json.writeStringField("queue", address.arn());
            json.writeNumberField("visible", counts.visible());
            json.writeNumberField("inFlight", counts.notVisible());
            json.writeNumberField("delayed", counts.delayed());
            json.writeArrayFieldStart("messages");
            for (PeekedMessage message : messages) {
                write(json, message);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, PeekedMessage peeked) throws IOException {
        ReceivedMessage message = peeked.message();
        json.writeStartObject();
        json.writeStringField("messageId", message.id().toString());
        json.writeStringField("state", state(peeked.state()));
        json.writeStringField("body", message.body());
        writeTime(json, "sentAt", message.sentAt());
        writeTime(json, "firstReceivedAt", message.firstReceivedAt());
        writeTime(json, "visibleAt", peeked.visibleAt());
        json.writeNumberField("receiveCount", message.receiveCount());
        writeOptional(json, "messageGroupId", message.groupId());
        writeOptional(json, "messageDeduplicationId", message.deduplicationId());
        writeOptional(json, "sequenceNumber", message.sequenceNumber());
        writeOptional(json, "deadLetterQueueSourceArn", message.deadLetterSource());
        if (!message.attributes().isEmpty()) {
            json.writeObjectFieldStart("attributes");
            for (MessageAttribute attribute : message.attributes().asList()) {
                json.writeObjectFieldStart(attribute.name());
                json.writeStringField("type", attribute.dataType());
                if (attribute.binary() == null) {
                    json.writeStringField("value", attribute.text());
                } else {
                    json.writeBinaryField("value", attribute.binary());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String state(PeekedMessage.State state) {
        return switch (state) {
            case VISIBLE -> "visible";
            case IN_FLIGHT -> "inFlight";
            case DELAYED -> "delayed";
        };
    }

    private static void writeTime(JsonGenerator json, String name, long millis) throws IOException {
        if (millis != 0) {
            json.writeStringField(name, Instant.ofEpochMilli(millis).toString());
        }
    }

    private static void writeOptional(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
