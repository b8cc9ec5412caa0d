package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Change;

/** What the commands of this package change; each carries all of what it is about. */
sealed interface RegistryChange extends Change {
    record NamespaceKept(Namespace namespace) implements RegistryChange {}

    record NamespaceDeleted(String id) implements RegistryChange {}

    record ServiceKept(Service service) implements RegistryChange {}

    record ServiceDeleted(String id) implements RegistryChange {}

    /** An instance was registered or deregistered: its service has a new revision. */
    record RevisionKept(String serviceId, long revision) implements RegistryChange {}

    record InstanceKept(String serviceId, Instance instance) implements RegistryChange {}

    record HealthKept(String serviceId, String instanceId, Health health) implements RegistryChange {}

    record InstanceDeleted(String serviceId, String instanceId) implements RegistryChange {}

    record OperationKept(Operation operation) implements RegistryChange {}

    record OperationForgotten(String id) implements RegistryChange {}
}
