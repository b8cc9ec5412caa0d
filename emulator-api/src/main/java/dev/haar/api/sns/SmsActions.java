package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.engine.mobile.Mobile;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.model.GetSmsAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSmsAttributesResponse;
import software.amazon.awssdk.services.sns.model.SetSmsAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSmsAttributesResponse;

/** The settings of text messages, of the caller's account in the caller's region. */
final class SmsActions {
    private final Mobile mobile;

    SmsActions(Mobile mobile) {
        this.mobile = mobile;
    }

    CompletionStage<GetSmsAttributesResponse> getSmsAttributes(GetSmsAttributesRequest request, Caller caller) {
        Map<String, String> attributes = new TreeMap<>(mobile.smsAttributes(caller.account(), caller.region()));
        if (!request.attributes().isEmpty()) {
            attributes.keySet().retainAll(request.attributes());
        }
        return CompletableFuture.completedFuture(
                GetSmsAttributesResponse.builder().attributes(attributes).build());
    }

    CompletionStage<SetSmsAttributesResponse> setSmsAttributes(SetSmsAttributesRequest request, Caller caller) {
        new Violations()
                .required("attributes", request.hasAttributes() ? request.attributes() : null)
                .check();
        return mobile.configureSms(caller.account(), caller.region(), request.attributes())
                .thenApply(done -> SetSmsAttributesResponse.builder().build());
    }
}
