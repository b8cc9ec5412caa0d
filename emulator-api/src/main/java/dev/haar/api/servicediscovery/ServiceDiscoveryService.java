package dev.haar.api.servicediscovery;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.Failures;
import dev.haar.api.operator.Resettable;
import dev.haar.api.service.Action;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.servicediscovery.model.CreateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreatePublicDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceAttributesRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeregisterInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DiscoverInstancesRequest;
import software.amazon.awssdk.services.servicediscovery.model.DiscoverInstancesRevisionRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetInstancesHealthStatusRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceAttributesRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListInstancesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListNamespacesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListOperationsRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListServicesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.RegisterInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.TagResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UntagResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateInstanceCustomHealthStatusRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePublicDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceAttributesRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceRequest;

/** The actions of AWS Cloud Map: all of them. */
public final class ServiceDiscoveryService implements Service, Resettable {
    private final ServiceRegistry registry;
    private final Time time;

    public ServiceDiscoveryService(ServiceRegistry registry, Time time) {
        this.registry = registry;
        this.time = time;
    }

    @Override
    public ServiceModel model() {
        return ServiceModel.SERVICE_DISCOVERY;
    }

    @Override
    public List<Action<?, ?>> actions() {
        NamespaceActions namespace = new NamespaceActions(registry.namespaces());
        ServiceActions service = new ServiceActions(registry.services());
        InstanceActions instance = new InstanceActions(registry);
        OperationActions operation = new OperationActions(registry.operations(), time);
        TagActions tag = new TagActions(registry.tags());
        return List.of(
                action("CreateHttpNamespace", CreateHttpNamespaceRequest::builder, namespace::createHttpNamespace),
                action(
                        "CreatePrivateDnsNamespace",
                        CreatePrivateDnsNamespaceRequest::builder,
                        namespace::createPrivateDnsNamespace),
                action(
                        "CreatePublicDnsNamespace",
                        CreatePublicDnsNamespaceRequest::builder,
                        namespace::createPublicDnsNamespace),
                action("CreateService", CreateServiceRequest::builder, service::createService),
                action("DeleteNamespace", DeleteNamespaceRequest::builder, namespace::deleteNamespace),
                action("DeleteService", DeleteServiceRequest::builder, service::deleteService),
                action(
                        "DeleteServiceAttributes",
                        DeleteServiceAttributesRequest::builder,
                        service::deleteServiceAttributes),
                action("DeregisterInstance", DeregisterInstanceRequest::builder, instance::deregisterInstance),
                action("DiscoverInstances", DiscoverInstancesRequest::builder, instance::discoverInstances),
                action(
                        "DiscoverInstancesRevision",
                        DiscoverInstancesRevisionRequest::builder,
                        instance::discoverInstancesRevision),
                action("GetInstance", GetInstanceRequest::builder, instance::getInstance),
                action(
                        "GetInstancesHealthStatus",
                        GetInstancesHealthStatusRequest::builder,
                        instance::getInstancesHealthStatus),
                action("GetNamespace", GetNamespaceRequest::builder, namespace::getNamespace),
                action("GetOperation", GetOperationRequest::builder, operation::getOperation),
                action("GetService", GetServiceRequest::builder, service::getService),
                action("GetServiceAttributes", GetServiceAttributesRequest::builder, service::getServiceAttributes),
                action("ListInstances", ListInstancesRequest::builder, instance::listInstances),
                action("ListNamespaces", ListNamespacesRequest::builder, namespace::listNamespaces),
                action("ListOperations", ListOperationsRequest::builder, operation::listOperations),
                action("ListServices", ListServicesRequest::builder, service::listServices),
                action("ListTagsForResource", ListTagsForResourceRequest::builder, tag::listTagsForResource),
                action("RegisterInstance", RegisterInstanceRequest::builder, instance::registerInstance),
                action("TagResource", TagResourceRequest::builder, tag::tagResource),
                action("UntagResource", UntagResourceRequest::builder, tag::untagResource),
                action("UpdateHttpNamespace", UpdateHttpNamespaceRequest::builder, namespace::updateHttpNamespace),
                action(
                        "UpdateInstanceCustomHealthStatus",
                        UpdateInstanceCustomHealthStatusRequest::builder,
                        instance::updateInstanceCustomHealthStatus),
                action(
                        "UpdatePrivateDnsNamespace",
                        UpdatePrivateDnsNamespaceRequest::builder,
                        namespace::updatePrivateDnsNamespace),
                action(
                        "UpdatePublicDnsNamespace",
                        UpdatePublicDnsNamespaceRequest::builder,
                        namespace::updatePublicDnsNamespace),
                action("UpdateService", UpdateServiceRequest::builder, service::updateService),
                action(
                        "UpdateServiceAttributes",
                        UpdateServiceAttributesRequest::builder,
                        service::updateServiceAttributes));
    }

    @Override
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new LinkedHashMap<>();
        holdings.put(
                "namespaces", (long) registry.namespaces().list(each -> true).size());
        holdings.put(
                "instances",
                registry.services().list(each -> true).stream()
                        .mapToLong(each -> registry.services().instanceCount(each))
                        .sum());
        return holdings;
    }

    @Override
    public String service() {
        return model().id();
    }

    @Override
    public void reset(Optional<String> account, Optional<String> region) {
        registry.reset(scope -> account.map(scope.account()::equals).orElse(true)
                && region.map(scope.region()::equals).orElse(true));
    }

    /** An action whose refusals by the registry are told in AWS's terms. */
    private static <I extends SdkPojo, O extends SdkPojo> Action<I, O> action(
            String name, Supplier<? extends SdkPojo> newInput, Action.Handler<I, O> handler) {
        return new Action<>(name, newInput, (input, caller) -> {
            try {
                return handler.handle(input, caller).toCompletableFuture().exceptionallyCompose(failure -> {
                    Throwable cause = Failures.unwrap(failure);
                    return CompletableFuture.failedFuture(
                            cause instanceof DiscoveryException refusal
                                    ? new AwsException(DiscoveryErrors.of(refusal))
                                    : cause);
                });
            } catch (DiscoveryException e) {
                throw new AwsException(DiscoveryErrors.of(e));
            }
        });
    }
}
