package dev.haar.api.sns;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.operator.JsonAnswer;
import dev.haar.api.operator.OperatorRequest;
import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.engine.protection.Finding;
import dev.haar.engine.protection.Span;
import dev.haar.engine.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.model.GetDataProtectionPolicyRequest;
import software.amazon.awssdk.services.sns.model.GetDataProtectionPolicyResponse;
import software.amazon.awssdk.services.sns.model.PutDataProtectionPolicyRequest;
import software.amazon.awssdk.services.sns.model.PutDataProtectionPolicyResponse;

/** The data protection policies of topics, and what their audits have found. */
final class DataProtectionActions {
    private static final String RESOURCE_ARN = "ResourceArn";
    private static final int USUAL = 100;

    private final Topics topics;

    DataProtectionActions(Topics topics) {
        this.topics = topics;
    }

    CompletionStage<GetDataProtectionPolicyResponse> getDataProtectionPolicy(
            GetDataProtectionPolicyRequest request, Caller caller) {
        new Violations().required("resourceArn", request.resourceArn()).check();
        String policy = topics.get(TopicArns.topic(request.resourceArn(), RESOURCE_ARN, caller))
                .dataProtectionPolicy();
        return CompletableFuture.completedFuture(GetDataProtectionPolicyResponse.builder()
                .dataProtectionPolicy(policy)
                .build());
    }

    CompletionStage<PutDataProtectionPolicyResponse> putDataProtectionPolicy(
            PutDataProtectionPolicyRequest request, Caller caller) {
        new Violations()
                .required("resourceArn", request.resourceArn())
                .required("dataProtectionPolicy", request.dataProtectionPolicy())
                .check();
        return topics.protect(
                        TopicArns.topic(request.resourceArn(), RESOURCE_ARN, caller), request.dataProtectionPolicy())
                .thenApply(done -> PutDataProtectionPolicyResponse.builder().build());
    }

    void mount(OperatorRoutes routes) {
        routes.get("/_haar/sns/findings", this::findings);
    }

    private Answer findings(OperatorRequest request) {
        Optional<Integer> limit = request.limit(USUAL);
        if (limit.isEmpty()) {
            return JsonAnswer.error(400, "The limit must be a number of 1 or more.");
        }
        Optional<String> topic = request.parameter("topic");
        List<Finding> findings = topics.findings()
                .latest(each -> topic.map(each.topicArn()::equals).orElse(true), limit.get());
        return JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                write(finding, json);
            }
            json.writeEndArray();
        });
    }

    /** As AWS writes it to the log of an audit. */
    private static void write(Finding finding, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("messageId", finding.messageId());
        json.writeStringField("auditTimestamp", finding.at().toString());
        json.writeStringField("callerPrincipal", finding.principal());
        json.writeStringField("resourceArn", finding.topicArn());
        json.writeArrayFieldStart("dataIdentifiers");
        for (Finding.Detected each : finding.identifiers()) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeNumberField("count", each.detections().size());
            json.writeArrayFieldStart("detections");
            for (Span span : each.detections()) {
                json.writeStartObject();
                json.writeNumberField("start", span.start());
                json.writeNumberField("end", span.end());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("destinations");
        for (String each : finding.destination().keySet()) {
            json.writeString(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
