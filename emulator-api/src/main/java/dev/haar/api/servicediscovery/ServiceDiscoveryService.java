package dev.haar.api.servicediscovery;

import dev.haar.api.operator.Resettable;
import dev.haar.api.service.Action;
import dev.haar.api.service.Refusals;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Refusals<DiscoveryException> REFUSALS =
            new Refusals<>(DiscoveryException.class, (refusal, caller) -> DiscoveryErrors.of(refusal));

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
                REFUSALS.action(
                        "CreateHttpNamespace", CreateHttpNamespaceRequest::builder, namespace::createHttpNamespace),
                REFUSALS.action(
                        "CreatePrivateDnsNamespace",
                        CreatePrivateDnsNamespaceRequest::builder,
                        namespace::createPrivateDnsNamespace),
                REFUSALS.action(
                        "CreatePublicDnsNamespace",
                        CreatePublicDnsNamespaceRequest::builder,
                        namespace::createPublicDnsNamespace),
                REFUSALS.action("CreateService", CreateServiceRequest::builder, service::createService),
                REFUSALS.action("DeleteNamespace", DeleteNamespaceRequest::builder, namespace::deleteNamespace),
                REFUSALS.action("DeleteService", DeleteServiceRequest::builder, service::deleteService),
                REFUSALS.action(
                        "DeleteServiceAttributes",
                        DeleteServiceAttributesRequest::builder,
                        service::deleteServiceAttributes),
                REFUSALS.action("DeregisterInstance", DeregisterInstanceRequest::builder, instance::deregisterInstance),
                REFUSALS.action("DiscoverInstances", DiscoverInstancesRequest::builder, instance::discoverInstances),
                REFUSALS.action(
                        "DiscoverInstancesRevision",
                        DiscoverInstancesRevisionRequest::builder,
                        instance::discoverInstancesRevision),
                REFUSALS.action("GetInstance", GetInstanceRequest::builder, instance::getInstance),
                REFUSALS.action(
                        "GetInstancesHealthStatus",
                        GetInstancesHealthStatusRequest::builder,
                        instance::getInstancesHealthStatus),
                REFUSALS.action("GetNamespace", GetNamespaceRequest::builder, namespace::getNamespace),
                REFUSALS.action("GetOperation", GetOperationRequest::builder, operation::getOperation),
                REFUSALS.action("GetService", GetServiceRequest::builder, service::getService),
                REFUSALS.action(
                        "GetServiceAttributes", GetServiceAttributesRequest::builder, service::getServiceAttributes),
                REFUSALS.action("ListInstances", ListInstancesRequest::builder, instance::listInstances),
                REFUSALS.action("ListNamespaces", ListNamespacesRequest::builder, namespace::listNamespaces),
                REFUSALS.action("ListOperations", ListOperationsRequest::builder, operation::listOperations),
                REFUSALS.action("ListServices", ListServicesRequest::builder, service::listServices),
                REFUSALS.action("ListTagsForResource", ListTagsForResourceRequest::builder, tag::listTagsForResource),
                REFUSALS.action("RegisterInstance", RegisterInstanceRequest::builder, instance::registerInstance),
                REFUSALS.action("TagResource", TagResourceRequest::builder, tag::tagResource),
                REFUSALS.action("UntagResource", UntagResourceRequest::builder, tag::untagResource),
                REFUSALS.action(
                        "UpdateHttpNamespace", UpdateHttpNamespaceRequest::builder, namespace::updateHttpNamespace),
                REFUSALS.action(
                        "UpdateInstanceCustomHealthStatus",
                        UpdateInstanceCustomHealthStatusRequest::builder,
                        instance::updateInstanceCustomHealthStatus),
                REFUSALS.action(
                        "UpdatePrivateDnsNamespace",
                        UpdatePrivateDnsNamespaceRequest::builder,
                        namespace::updatePrivateDnsNamespace),
                REFUSALS.action(
                        "UpdatePublicDnsNamespace",
                        UpdatePublicDnsNamespaceRequest::builder,
                        namespace::updatePublicDnsNamespace),
                REFUSALS.action("UpdateService", UpdateServiceRequest::builder, service::updateService),
                REFUSALS.action(
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
}
