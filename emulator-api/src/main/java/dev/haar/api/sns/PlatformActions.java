package dev.haar.api.sns;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.engine.mobile.Mobile;
import dev.haar.engine.mobile.PlatformApplication;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.model.CreatePlatformApplicationRequest;
import software.amazon.awssdk.services.sns.model.CreatePlatformApplicationResponse;
import software.amazon.awssdk.services.sns.model.DeletePlatformApplicationRequest;
import software.amazon.awssdk.services.sns.model.DeletePlatformApplicationResponse;
import software.amazon.awssdk.services.sns.model.GetPlatformApplicationAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetPlatformApplicationAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListPlatformApplicationsRequest;
import software.amazon.awssdk.services.sns.model.ListPlatformApplicationsResponse;
import software.amazon.awssdk.services.sns.model.SetPlatformApplicationAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetPlatformApplicationAttributesResponse;

/** Making, configuring and deleting platform applications. */
final class PlatformActions {
    private final Mobile mobile;

    PlatformActions(Mobile mobile) {
        this.mobile = mobile;
    }

    CompletionStage<CreatePlatformApplicationResponse> createPlatformApplication(
            CreatePlatformApplicationRequest request, Caller caller) {
        new Violations()
                .required("name", request.name())
                .required("platform", request.platform())
                .required("attributes", request.hasAttributes() ? request.attributes() : null)
                .check();
        PlatformApplication.Address address =
                new PlatformApplication.Address(caller.account(), caller.region(), request.platform(), request.name());
        return mobile.create(address, request.attributes())
                .thenApply(application -> CreatePlatformApplicationResponse.builder()
                        .platformApplicationArn(application.address().arn())
                        .build());
    }

    CompletionStage<DeletePlatformApplicationResponse> deletePlatformApplication(
            DeletePlatformApplicationRequest request, Caller caller) {
        return mobile.delete(MobileArns.application(request.platformApplicationArn(), caller))
                .thenApply(done -> DeletePlatformApplicationResponse.builder().build());
    }

    CompletionStage<GetPlatformApplicationAttributesResponse> getPlatformApplicationAttributes(
            GetPlatformApplicationAttributesRequest request, Caller caller) {
        PlatformApplication application =
                mobile.application(MobileArns.application(request.platformApplicationArn(), caller));
        return CompletableFuture.completedFuture(GetPlatformApplicationAttributesResponse.builder()
                .attributes(application.attributes())
                .build());
    }

    CompletionStage<ListPlatformApplicationsResponse> listPlatformApplications(
            ListPlatformApplicationsRequest request, Caller caller) {
        Page<PlatformApplication> page = Page.of(
                mobile.applications(caller.account(), caller.region()),
                application -> application.address().arn(),
                request.nextToken());
        return CompletableFuture.completedFuture(ListPlatformApplicationsResponse.builder()
                .platformApplications(page.items().stream()
                        .map(each -> software.amazon.awssdk.services.sns.model.PlatformApplication.builder()
                                .platformApplicationArn(each.address().arn())
                                .attributes(each.attributes())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<SetPlatformApplicationAttributesResponse> setPlatformApplicationAttributes(
            SetPlatformApplicationAttributesRequest request, Caller caller) {
        PlatformApplication.Address address = MobileArns.application(request.platformApplicationArn(), caller);
        new Violations()
                .required("attributes", request.hasAttributes() ? request.attributes() : null)
                .check();
        // A missing application is told before attributes that do not go together.
        mobile.application(address);
        return mobile.configure(address, request.attributes())
                .thenApply(done ->
                        SetPlatformApplicationAttributesResponse.builder().build());
    }
}
