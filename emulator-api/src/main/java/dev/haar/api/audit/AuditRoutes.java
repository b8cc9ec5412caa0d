package dev.haar.api.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Shows the audit log in the form of CloudTrail's records.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
 *     Record contents</a>
 */
public final class AuditRoutes {
    private static final int USUAL = 100;

    private final AuditLog log;

    public AuditRoutes(AuditLog log) {
        this.log = log;
    }

    /** Adds the routes. */
    public void mount(OperatorRoutes routes) {
        routes.get("/_haar/audit", this::answer);
    }

    private Answer answer(OperatorRequest request) {
        Optional<Integer> limit = request.limit(USUAL);
        if (limit.isEmpty()) {
            return JsonAnswer.error(400, "The limit must be a number of 1 or more.");
        }
        Optional<String> name = request.parameter("name");
        Optional<String> resource = request.parameter("resource");
        Optional<String> invoker = request.parameter("invokedBy");
        Predicate<AuditEvent> filter = event -> name.map(event.name()::equals).orElse(true)
                && resource.map(part -> event.resources().stream().anyMatch(arn -> arn.endsWith(part)))
                        .orElse(true)
                && invoker.map(service -> service.equals(event.actor().service()))
                        .orElse(true);
        List<AuditEvent> events = log.latest(filter, limit.get());
        return JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("Records");
            for (AuditEvent event : events) {
                write(event, json);
            }
            json.writeEndArray();
        });
    }

    private static void write(AuditEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventVersion", "1.11");
        json.writeObjectFieldStart("userIdentity");
        write(event.actor(), json);
        json.writeEndObject();
        json.writeStringField("eventTime", event.time().toString());
        json.writeStringField("eventSource", event.source());
        json.writeStringField("eventName", event.name());
        json.writeStringField("awsRegion", event.region());
        if (event.actor().service() != null) {
            json.writeStringField("sourceIPAddress", event.actor().service());
            json.writeStringField("userAgent", event.actor().service());
        }
        if (event.errorCode() != null) {
            json.writeStringField("errorCode", event.errorCode());
            json.writeStringField("errorMessage", event.errorMessage());
        }
        json.writeFieldName("requestParameters");
        write(event.request(), json);
        json.writeFieldName("responseElements");
        write(event.response(), json);
        json.writeStringField("requestID", event.requestId());
        json.writeStringField("eventID", event.id());
        json.writeBooleanField("readOnly", event.readOnly());
        json.writeArrayFieldStart("resources");
        for (String arn : event.resources()) {
            json.writeStartObject();
            json.writeStringField("accountId", arn.split(":", 6)[4]);
            json.writeStringField("type", arn.contains(":alias/") ? "AWS::KMS::Alias" : "AWS::KMS::Key");
            json.writeStringField("ARN", arn);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("eventType", "AwsApiCall");
        json.writeBooleanField("managementEvent", true);
        json.writeStringField("recipientAccountId", event.recipient());
        json.writeStringField("eventCategory", "Management");
        json.writeEndObject();
    }

    private static void write(Actor actor, JsonGenerator json) throws IOException {
        if (actor.account() == null) {
            json.writeStringField("type", "AWSService");
        } else {
            json.writeStringField("type", "AWSAccount");
            json.writeStringField("accountId", actor.account());
            if (actor.accessKeyId() != null) {
                json.writeStringField("accessKeyId", actor.accessKeyId());
            }
        }
        if (actor.service() != null) {
            json.writeStringField("invokedBy", actor.service());
        }
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(each, json);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
