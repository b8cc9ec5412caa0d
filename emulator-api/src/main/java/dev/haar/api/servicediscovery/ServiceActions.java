package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.TextRule;
import dev.haar.servicediscovery.registry.DnsConfig;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.Service;
import dev.haar.servicediscovery.registry.ServiceRequest;
import dev.haar.servicediscovery.registry.Services;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceResponse;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceAttributesRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceAttributesResponse;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceResponse;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceAttributesRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceAttributesResponse;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListServicesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListServicesResponse;
import software.amazon.awssdk.services.servicediscovery.model.ServiceChange;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceAttributesRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceAttributesResponse;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceResponse;

/** Services and their attributes. */
final class ServiceActions {
    private static final String SELF = "SELF";
    private static final TextRule ATTRIBUTE_NAME = new TextRule(0, 255);
    private static final TextRule ATTRIBUTE_VALUE = new TextRule(0, 1024);
    private static final List<String> FILTERS = List.of("NAMESPACE_ID", "RESOURCE_OWNER");

    private final Services services;

    ServiceActions(Services services) {
        this.services = services;
    }

    // AWS checks the threshold still, though it no longer counts.
    @SuppressWarnings("deprecation")
    CompletionStage<CreateServiceResponse> createService(CreateServiceRequest request, Caller caller) {
        Inputs inputs = new Inputs()
                .serviceName("name", request.name())
                .id("creatorRequestId", request.creatorRequestId())
                .description("description", request.description())
                .tags(request.tags());
        inputs.violations()
                .length("namespaceId", request.namespaceId(), 0, 255)
                .oneOf("type", request.typeAsString(), Set.of("HTTP"));
        if (request.dnsConfig() != null) {
            inputs.violations()
                    .required("dnsConfig.dnsRecords", request.dnsConfig().hasDnsRecords() ? true : null);
            inputs.oneOf(
                    "dnsConfig.routingPolicy", request.dnsConfig().routingPolicyAsString(), DnsConfig.Routing.values());
            ServiceForms.check(
                    inputs, "dnsConfig.dnsRecords", request.dnsConfig().dnsRecords());
        }
        ServiceForms.check(inputs, "healthCheckConfig", request.healthCheckConfig());
        if (request.healthCheckCustomConfig() != null) {
            inputs.violations()
                    .range(
                            "healthCheckCustomConfig.failureThreshold",
                            request.healthCheckCustomConfig().failureThreshold(),
                            1,
                            10);
        }
        inputs.check();
        References namespace = References.namespace(namespaceOf(request), caller);
        ServiceRequest wanted = new ServiceRequest(
                request.name(),
                request.description(),
                request.creatorRequestId(),
                ServiceForms.dns(request.dnsConfig()),
                ServiceForms.health(request.healthCheckConfig()),
                request.healthCheckCustomConfig() != null,
                request.typeAsString() != null,
                Inputs.tagMap(request.tags(), request.name()));
        return services.create(namespace.scope(), namespace.id(), caller.account(), wanted)
                .thenApply(made ->
                        CreateServiceResponse.builder().service(form(made)).build());
    }

    CompletionStage<UpdateServiceResponse> updateService(UpdateServiceRequest request, Caller caller) {
        Inputs inputs = new Inputs().reference("id", request.id());
        inputs.violations().required("service", request.service());
        ServiceChange change =
                request.service() == null ? ServiceChange.builder().build() : request.service();
        inputs.description("service.description", change.description());
        if (change.dnsConfig() != null) {
            inputs.violations()
                    .required("service.dnsConfig.dnsRecords", change.dnsConfig().hasDnsRecords() ? true : null);
            ServiceForms.check(
                    inputs, "service.dnsConfig.dnsRecords", change.dnsConfig().dnsRecords());
        }
        ServiceForms.check(inputs, "service.healthCheckConfig", change.healthCheckConfig());
        inputs.check();
        References service = References.service(request.id(), caller);
        return services.update(
                        service.scope(),
                        service.id(),
                        caller.account(),
                        change.description(),
                        change.dnsConfig() == null
                                ? null
                                : ServiceForms.records(change.dnsConfig().dnsRecords()),
                        ServiceForms.health(change.healthCheckConfig()))
                .thenApply(operation -> UpdateServiceResponse.builder()
                        .operationId(operation.id())
                        .build());
    }

    CompletionStage<DeleteServiceResponse> deleteService(DeleteServiceRequest request, Caller caller) {
        new Inputs().reference("id", request.id()).check();
        References service = References.service(request.id(), caller);
        return services.delete(service.scope(), service.id())
                .thenApply(done -> DeleteServiceResponse.builder().build());
    }

    CompletionStage<GetServiceResponse> getService(GetServiceRequest request, Caller caller) {
        new Inputs().reference("id", request.id()).check();
        References service = References.service(request.id(), caller);
        return CompletableFuture.completedFuture(GetServiceResponse.builder()
                .service(form(services.get(service.scope(), service.id())))
                .build());
    }

    CompletionStage<ListServicesResponse> listServices(ListServicesRequest request, Caller caller) {
        Inputs inputs = new Inputs().page(request.maxResults(), request.nextToken());
        List<Filter> filters = request.filters().stream()
                .map(each -> new Filter(
                        each.nameAsString(), each.hasValues() ? each.values() : null, each.conditionAsString()))
                .toList();
        inputs.filters(filters, FILTERS).check();
        Scope scope = References.scope(caller);
        Predicate<Service> filter = null;
        Predicate<Service> own = each -> each.owner().equals(scope);
        for (Filter each : filters) {
            Predicate<Service> next = filter(each, caller);
            filter = filter == null ? next : filter.and(next);
        }
        // A namespace that is given by its ARN may be another account's.
        Page<Service> page = Page.of(
                services.list(filter == null ? own : filter), Service::id, request.maxResults(), request.nextToken());
        return CompletableFuture.completedFuture(ListServicesResponse.builder()
                .services(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<GetServiceAttributesResponse> getServiceAttributes(
            GetServiceAttributesRequest request, Caller caller) {
        new Inputs().reference("serviceId", request.serviceId()).check();
        References reference = References.service(request.serviceId(), caller);
        Service service = services.get(reference.scope(), reference.id());
        return CompletableFuture.completedFuture(GetServiceAttributesResponse.builder()
                .serviceAttributes(attributes -> attributes
                        .serviceArn(service.arn())
                        .resourceOwner(service.owner().account())
                        .attributes(service.attributes()))
                .build());
    }

    CompletionStage<UpdateServiceAttributesResponse> updateServiceAttributes(
            UpdateServiceAttributesRequest request, Caller caller) {
        Inputs inputs = new Inputs().reference("serviceId", request.serviceId());
        inputs.violations().required("attributes", request.hasAttributes() ? true : null);
        if (request.hasAttributes()) {
            inputs.violations().length("attributes", request.attributes(), 1, 30);
        }
        inputs.map("attributes", request.attributes(), ATTRIBUTE_NAME, ATTRIBUTE_VALUE)
                .check();
        References service = References.service(request.serviceId(), caller);
        return services.setAttributes(service.scope(), service.id(), request.attributes())
                .thenApply(done -> UpdateServiceAttributesResponse.builder().build());
    }

    CompletionStage<DeleteServiceAttributesResponse> deleteServiceAttributes(
            DeleteServiceAttributesRequest request, Caller caller) {
        Inputs inputs = new Inputs().reference("serviceId", request.serviceId());
        inputs.violations().required("attributes", request.hasAttributes() ? true : null);
        if (request.hasAttributes()) {
            inputs.violations()
                    .length("attributes", request.attributes(), 1, 30)
                    .members("attributes", request.attributes(), ATTRIBUTE_NAME);
        }
        inputs.check();
        References service = References.service(request.serviceId(), caller);
        return services.removeAttributes(service.scope(), service.id(), request.attributes())
                .thenApply(done -> DeleteServiceAttributesResponse.builder().build());
    }

    // Old clients name it in DnsConfig still.
    @SuppressWarnings("deprecation")
    private static String namespaceOf(CreateServiceRequest request) {
        if (request.namespaceId() != null) {
            return request.namespaceId();
        }
        if (request.dnsConfig() != null && request.dnsConfig().namespaceId() != null) {
            return request.dnsConfig().namespaceId();
        }
        throw DiscoveryErrors.invalid("Service namespace id cannot be null");
    }

    private static Predicate<Service> filter(Filter filter, Caller caller) {
        Condition condition = filter.among(Set.of("EQ"));
        if (filter.name().equals("NAMESPACE_ID")) {
            References namespace = References.namespace(condition.values().get(0), caller);
            return service -> service.namespaceId().equals(namespace.id())
                    && service.owner().equals(namespace.scope());
        }
        condition.among(Set.of(SELF, "OTHER_ACCOUNTS"));
        Scope scope = References.scope(caller);
        return service -> service.owner().equals(scope) && condition.holds(SELF);
    }

    private static String type(Service service) {
        return service.dns() == null ? "HTTP" : "DNS_HTTP";
    }

    private software.amazon.awssdk.services.servicediscovery.model.Service form(Service service) {
        return software.amazon.awssdk.services.servicediscovery.model.Service.builder()
                .id(service.id())
                .arn(service.arn())
                .resourceOwner(service.owner().account())
                .name(service.name())
                .namespaceId(service.namespaceId())
                .description(service.description())
                .instanceCount(services.instanceCount(service))
                .dnsConfig(ServiceForms.dnsConfig(service.namespaceId(), service.dns()))
                .type(type(service))
                .healthCheckConfig(ServiceForms.healthConfig(service.check()))
                .healthCheckCustomConfig(ServiceForms.customConfig(service.hasCustomHealth()))
                .createDate(Instant.ofEpochMilli(service.createdMillis()))
                .creatorRequestId(service.creatorRequestId())
                .createdByAccount(service.createdBy())
                .build();
    }

    private ServiceSummary summary(Service service) {
        return ServiceSummary.builder()
                .id(service.id())
                .arn(service.arn())
                .resourceOwner(service.owner().account())
                .name(service.name())
                .type(type(service))
                .description(service.description())
                .instanceCount(services.instanceCount(service))
                .dnsConfig(ServiceForms.dnsConfig(null, service.dns()))
                .healthCheckConfig(ServiceForms.healthConfig(service.check()))
                .healthCheckCustomConfig(ServiceForms.customConfig(service.hasCustomHealth()))
                .createDate(Instant.ofEpochMilli(service.createdMillis()))
                .createdByAccount(service.createdBy())
                .build();
    }
}
