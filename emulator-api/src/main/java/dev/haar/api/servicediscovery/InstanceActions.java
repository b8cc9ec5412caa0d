package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.Discovery;
import dev.haar.servicediscovery.registry.HealthStatus;
import dev.haar.servicediscovery.registry.Instance;
import dev.haar.servicediscovery.registry.Service;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.servicediscovery.model.DeregisterInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeregisterInstanceResponse;
import software.amazon.awssdk.services.servicediscovery.model.DiscoverInstancesRequest;
import software.amazon.awssdk.services.servicediscovery.model.DiscoverInstancesRevisionRequest;
import software.amazon.awssdk.services.servicediscovery.model.DiscoverInstancesRevisionResponse;
import software.amazon.awssdk.services.servicediscovery.model.GetInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetInstanceResponse;
import software.amazon.awssdk.services.servicediscovery.model.GetInstancesHealthStatusRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetInstancesHealthStatusResponse;
import software.amazon.awssdk.services.servicediscovery.model.InstanceSummary;
import software.amazon.awssdk.services.servicediscovery.model.ListInstancesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListInstancesResponse;
import software.amazon.awssdk.services.servicediscovery.model.RegisterInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.RegisterInstanceResponse;
import software.amazon.awssdk.services.servicediscovery.model.UpdateInstanceCustomHealthStatusRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateInstanceCustomHealthStatusResponse;

/** Instances: how they are registered, how they are, and how they are discovered. */
final class InstanceActions {
    private static final Pattern ID = Pattern.compile("^[0-9a-zA-Z_/:.@-]+$");
    private static final Pattern NAMESPACE_NAME = Pattern.compile("^[!-~]{1,1024}$");
    private static final int MOST_DISCOVERED = 1000;
    private static final int USUALLY_DISCOVERED = 100;

    private final ServiceRegistry registry;

    InstanceActions(ServiceRegistry registry) {
        this.registry = registry;
    }

    CompletionStage<RegisterInstanceResponse> registerInstance(RegisterInstanceRequest request, Caller caller) {
        Inputs inputs = new Inputs()
                .reference("serviceId", request.serviceId())
                .requiredId("instanceId", request.instanceId())
                .id("creatorRequestId", request.creatorRequestId());
        inputs.violations()
                .pattern("instanceId", request.instanceId(), ID)
                .required("attributes", request.hasAttributes() ? true : null);
        inputs.attributes("attributes", request.attributes()).check();
        References service = References.service(request.serviceId(), caller);
        return registry.instances()
                .register(
                        service.scope(),
                        service.id(),
                        caller.account(),
                        request.instanceId(),
                        request.creatorRequestId(),
                        request.attributes())
                .thenApply(operation -> RegisterInstanceResponse.builder()
                        .operationId(operation.id())
                        .build());
    }

    CompletionStage<DeregisterInstanceResponse> deregisterInstance(DeregisterInstanceRequest request, Caller caller) {
        check(request.serviceId(), request.instanceId()).check();
        References service = References.service(request.serviceId(), caller);
        return registry.instances()
                .deregister(service.scope(), service.id(), request.instanceId())
                .thenApply(operation -> DeregisterInstanceResponse.builder()
                        .operationId(operation.id())
                        .build());
    }

    CompletionStage<GetInstanceResponse> getInstance(GetInstanceRequest request, Caller caller) {
        check(request.serviceId(), request.instanceId()).check();
        References service = References.service(request.serviceId(), caller);
        Instance found = registry.instances().get(service.scope(), service.id(), request.instanceId());
        return CompletableFuture.completedFuture(GetInstanceResponse.builder()
                .resourceOwner(service.scope().account())
                .instance(instance -> instance.id(found.id())
                        .creatorRequestId(found.creatorRequestId())
                        .attributes(found.attributes())
                        .createdByAccount(found.createdBy()))
                .build());
    }

    CompletionStage<ListInstancesResponse> listInstances(ListInstancesRequest request, Caller caller) {
        new Inputs()
                .reference("serviceId", request.serviceId())
                .page(request.maxResults(), request.nextToken())
                .check();
        References service = References.service(request.serviceId(), caller);
        Page<Instance> page = Page.of(
                registry.instances().list(service.scope(), service.id()),
                Instance::id,
                request.maxResults(),
                request.nextToken());
        return CompletableFuture.completedFuture(ListInstancesResponse.builder()
                .resourceOwner(service.scope().account())
                .instances(page.items().stream()
                        .map(each -> InstanceSummary.builder()
                                .id(each.id())
                                .attributes(each.attributes())
                                .createdByAccount(each.createdBy())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<UpdateInstanceCustomHealthStatusResponse> updateInstanceCustomHealthStatus(
            UpdateInstanceCustomHealthStatusRequest request, Caller caller) {
        Inputs inputs = check(request.serviceId(), request.instanceId());
        inputs.violations()
                .required("status", request.statusAsString())
                .oneOf("status", request.statusAsString(), List.of("HEALTHY", "UNHEALTHY"));
        inputs.check();
        References service = References.service(request.serviceId(), caller);
        return registry.instances()
                .setHealth(
                        service.scope(),
                        service.id(),
                        request.instanceId(),
                        HealthStatus.valueOf(request.statusAsString()))
                .thenApply(done ->
                        UpdateInstanceCustomHealthStatusResponse.builder().build());
    }

    CompletionStage<GetInstancesHealthStatusResponse> getInstancesHealthStatus(
            GetInstancesHealthStatusRequest request, Caller caller) {
        Inputs inputs = new Inputs()
                .reference("serviceId", request.serviceId())
                .page(request.maxResults(), request.nextToken());
        if (request.hasInstances()) {
            inputs.violations().length("instances", request.instances(), 1, Integer.MAX_VALUE);
        }
        inputs.check();
        References reference = References.service(request.serviceId(), caller);
        Service service = registry.services().get(reference.scope(), reference.id());
        List<Instance> all = registry.instances().list(reference.scope(), reference.id());
        if (request.hasInstances()) {
            all = chosen(all, new HashSet<>(request.instances()));
        }
        Page<Instance> page = Page.of(all, Instance::id, request.maxResults(), request.nextToken());
        Map<String, String> status = new LinkedHashMap<>();
        page.items()
                .forEach(each -> status.put(
                        each.id(), registry.instances().health(service, each).name()));
        return CompletableFuture.completedFuture(GetInstancesHealthStatusResponse.builder()
                .statusWithStrings(status)
                .nextToken(page.nextToken())
                .build());
    }

    CompletionStage<Discovered> discoverInstances(DiscoverInstancesRequest request, Caller caller) {
        Inputs inputs = discovery(request.namespaceName(), request.serviceName(), request.ownerAccount());
        inputs.violations().range("maxResults", request.maxResults(), 1, MOST_DISCOVERED);
        inputs.oneOf("healthStatus", request.healthStatusAsString(), Discovery.Filter.values())
                .attributes("queryParameters", request.queryParameters())
                .attributes("optionalParameters", request.optionalParameters())
                .check();
        Discovery.Result result = registry.discovery()
                .discover(
                        References.scope(request.ownerAccount(), caller),
                        request.namespaceName(),
                        request.serviceName(),
                        request.healthStatusAsString() == null
                                ? Discovery.Filter.DEFAULT
                                : Discovery.Filter.valueOf(request.healthStatusAsString()),
                        request.queryParameters(),
                        request.optionalParameters(),
                        request.maxResults() == null ? USUALLY_DISCOVERED : request.maxResults());
        List<Discovered.Summary> found = new ArrayList<>(result.instances().size());
        for (Discovery.Found each : result.instances()) {
            Instance instance = each.instance();
            found.add(new Discovered.Summary(
                    instance.id(),
                    request.namespaceName(),
                    request.serviceName(),
                    each.health().name(),
                    instance.attributes()));
        }
        return CompletableFuture.completedFuture(new Discovered(found, result.revision()));
    }

    CompletionStage<DiscoverInstancesRevisionResponse> discoverInstancesRevision(
            DiscoverInstancesRevisionRequest request, Caller caller) {
        discovery(request.namespaceName(), request.serviceName(), request.ownerAccount())
                .check();
        return CompletableFuture.completedFuture(DiscoverInstancesRevisionResponse.builder()
                .instancesRevision(registry.discovery()
                        .revision(
                                References.scope(request.ownerAccount(), caller),
                                request.namespaceName(),
                                request.serviceName()))
                .build());
    }

    private static Inputs check(String serviceId, String instanceId) {
        return new Inputs().reference("serviceId", serviceId).requiredId("instanceId", instanceId);
    }

    private static Inputs discovery(String namespace, String service, String owner) {
        return new Inputs()
                .name("namespaceName", namespace, NAMESPACE_NAME, 1024)
                .serviceName("serviceName", service)
                .account("ownerAccount", owner);
    }

    private static List<Instance> chosen(List<Instance> all, Set<String> ids) {
        List<Instance> chosen =
                all.stream().filter(each -> ids.contains(each.id())).toList();
        if (chosen.size() < ids.size()) {
            throw new DiscoveryException(
                    DiscoveryError.INSTANCE_NOT_FOUND, "No instance exists with the specified ID.");
        }
        return chosen;
    }
}
