package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.engine.mobile.Mobile;
import dev.haar.engine.mobile.PlatformApplication;
import dev.haar.engine.mobile.PlatformEndpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.model.CreatePlatformEndpointRequest;
import software.amazon.awssdk.services.sns.model.CreatePlatformEndpointResponse;
import software.amazon.awssdk.services.sns.model.DeleteEndpointRequest;
import software.amazon.awssdk.services.sns.model.DeleteEndpointResponse;
import software.amazon.awssdk.services.sns.model.Endpoint;
import software.amazon.awssdk.services.sns.model.GetEndpointAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetEndpointAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListEndpointsByPlatformApplicationRequest;
import software.amazon.awssdk.services.sns.model.ListEndpointsByPlatformApplicationResponse;
import software.amazon.awssdk.services.sns.model.SetEndpointAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetEndpointAttributesResponse;

/** Making, configuring and deleting the endpoints of platform applications. */
final class EndpointActions {
    private final Mobile mobile;

    EndpointActions(Mobile mobile) {
        this.mobile = mobile;
    }

    CompletionStage<CreatePlatformEndpointResponse> createPlatformEndpoint(
            CreatePlatformEndpointRequest request, Caller caller) {
        PlatformApplication.Address address = MobileArns.application(request.platformApplicationArn(), caller);
        new Violations().required("token", request.token()).check();
        if (request.token().isEmpty()) {
            throw SnsErrors.invalid("Token Reason: cannot be empty");
        }
        return mobile.createEndpoint(address, request.token(), request.customUserData(), request.attributes())
                .thenApply(endpoint -> CreatePlatformEndpointResponse.builder()
                        .endpointArn(endpoint.arn())
                        .build());
    }

    CompletionStage<DeleteEndpointResponse> deleteEndpoint(DeleteEndpointRequest request, Caller caller) {
        return mobile.deleteEndpoint(MobileArns.endpoint(request.endpointArn(), caller))
                .thenApply(done -> DeleteEndpointResponse.builder().build());
    }

    CompletionStage<GetEndpointAttributesResponse> getEndpointAttributes(
            GetEndpointAttributesRequest request, Caller caller) {
        PlatformEndpoint endpoint = mobile.endpoint(MobileArns.endpoint(request.endpointArn(), caller));
        return CompletableFuture.completedFuture(GetEndpointAttributesResponse.builder()
                .attributes(endpoint.attributes())
                .build());
    }

    CompletionStage<ListEndpointsByPlatformApplicationResponse> listEndpointsByPlatformApplication(
            ListEndpointsByPlatformApplicationRequest request, Caller caller) {
        PlatformApplication.Address address = MobileArns.application(request.platformApplicationArn(), caller);
        Page<PlatformEndpoint> page = Page.of(mobile.endpoints(address), PlatformEndpoint::arn, request.nextToken());
        return CompletableFuture.completedFuture(ListEndpointsByPlatformApplicationResponse.builder()
                .endpoints(page.items().stream()
                        .map(each -> Endpoint.builder()
                                .endpointArn(each.arn())
                                .attributes(each.attributes())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<SetEndpointAttributesResponse> setEndpointAttributes(
            SetEndpointAttributesRequest request, Caller caller) {
        String arn = MobileArns.endpoint(request.endpointArn(), caller);
        new Violations()
                .required("attributes", request.hasAttributes() ? request.attributes() : null)
                .check();
        return mobile.configureEndpoint(arn, request.attributes())
                .thenApply(done -> SetEndpointAttributesResponse.builder().build());
    }
}
