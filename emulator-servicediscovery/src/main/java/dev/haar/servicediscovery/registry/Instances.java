package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Changes;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.RegistryChange.HealthKept;
import dev.haar.servicediscovery.registry.RegistryChange.InstanceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.InstanceKept;
import dev.haar.servicediscovery.registry.RegistryChange.RevisionKept;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Registers, deregisters and finds instances. */
public final class Instances {
    private final Memory memory;
    private final Changes changes;
    private final Operations operations;
    private final Services services;
    private final Time time;
    private final RegistryRules rules;
    private final Watches watches;

    Instances(
            Memory memory,
            Changes changes,
            Operations operations,
            Services services,
            Time time,
            RegistryRules rules,
            Watches watches) {
        this.memory = memory;
        this.changes = changes;
        this.operations = operations;
        this.services = services;
        this.time = time;
        this.rules = rules;
        this.watches = watches;
    }

    /** Finds an instance. */
    public Instance get(Scope scope, String serviceId, String id) {
        return Optional.ofNullable(services.entry(scope, serviceId).instance(id))
                .orElseThrow(() -> new DiscoveryException(
                        DiscoveryError.INSTANCE_NOT_FOUND, "No instance exists with the specified ID."));
    }

    /** The instances of a service, by id. */
    public List<Instance> list(Scope scope, String serviceId) {
        return services.entry(scope, serviceId).instances().stream()
                .sorted(Comparator.comparing(Instance::id))
                .toList();
    }

    /** How an instance is now; UNKNOWN if nothing tells. */
    public HealthStatus health(Service service, Instance instance) {
        return service.hasHealth() ? instance.health().at(time.millis()) : HealthStatus.UNKNOWN;
    }

    /** Registers an instance, or has what is registered under its id be this from now on. */
    public CompletableFuture<Operation> register(
            Scope scope,
            String serviceId,
            String createdBy,
            String id,
            String creatorRequestId,
            Map<String, String> given) {
        return changes.inTurn(() -> {
            ServiceEntry entry = services.entry(scope, serviceId);
            Service service = entry.service();
            Instance existing = entry.instance(id);
            Optional<Operation> earlier = earlier(existing, serviceId, creatorRequestId, given);
            if (earlier.isPresent()) {
                return CompletableFuture.completedFuture(earlier.get());
            }
            InstanceRules.check(memory.namespace(service.namespaceId()), service, given);
            operations.requireIdle(scope, Operation.subject(serviceId, id));
            requireRoom(entry, existing);
            Map<String, String> attributes = completed(given);
            Instance made = new Instance(id, creatorRequestId, createdBy, attributes, initial(service, attributes));
            Service next = service.withRevision(service.revision() + 1);
            return operations.run(
                    Operation.Type.REGISTER_INSTANCE,
                    scope,
                    Map.of(Operation.SERVICE, serviceId, Operation.INSTANCE, id),
                    List.of(new InstanceKept(serviceId, made), new RevisionKept(serviceId, next.revision())),
                    () -> {
                        entry.show(next, made);
                        watches.watch(next, made);
                    });
        });
    }

    /** Takes an instance out of its service. */
    public CompletableFuture<Operation> deregister(Scope scope, String serviceId, String id) {
        return changes.inTurn(() -> {
            ServiceEntry entry = services.entry(scope, serviceId);
            operations.requireIdle(scope, Operation.subject(serviceId, id));
            get(scope, serviceId, id);
            Service next = entry.service().withRevision(entry.service().revision() + 1);
            return operations.run(
                    Operation.Type.DEREGISTER_INSTANCE,
                    scope,
                    Map.of(Operation.SERVICE, serviceId, Operation.INSTANCE, id),
                    List.of(new InstanceDeleted(serviceId, id), new RevisionKept(serviceId, next.revision())),
                    () -> {
                        entry.drop(next, id);
                        watches.forget(serviceId, id);
                    });
        });
    }

    /** Says how an instance with a custom health check is; that shows after a delay. */
    public CompletableFuture<Void> setHealth(Scope scope, String serviceId, String id, HealthStatus status) {
        return changes.inTurn(() -> {
            ServiceEntry entry = services.entry(scope, serviceId);
            if (!entry.service().hasCustomHealth()) {
                throw new DiscoveryException(
                        DiscoveryError.CUSTOM_HEALTH_NOT_FOUND,
                        "The health check for the instance that's specified by ServiceId and InstanceId isn't a custom"
                                + " health check.");
            }
            Instance instance = get(scope, serviceId, id);
            Health next = instance.health().requested(status, time.millis(), rules.customHealthMillis());
            return changes.keep(List.of(new HealthKept(serviceId, id, next)), () -> {
                entry.show(entry.service(), instance.withHealth(next));
                return null;
            });
        });
    }

    /** What an earlier try of the same request came to. */
    private Optional<Operation> earlier(
            Instance existing, String serviceId, String creatorRequestId, Map<String, String> given) {
        boolean retried = existing != null
                && creatorRequestId != null
                && creatorRequestId.equals(existing.creatorRequestId())
                && completed(given).equals(existing.attributes());
        return retried ? memory.lastOf(Operation.subject(serviceId, existing.id())) : Optional.empty();
    }

    private void requireRoom(ServiceEntry entry, Instance existing) {
        if (existing != null) {
            return;
        }
        boolean isFull = entry.instances().size() >= rules.mostInstances();
        if (!isFull && rules.mostInNamespace() < Integer.MAX_VALUE) {
            isFull = memory.servicesOf(entry.service().namespaceId()).values().stream()
                            .mapToInt(each -> each.instances().size())
                            .sum()
                    >= rules.mostInNamespace();
        }
        if (isFull) {
            throw new DiscoveryException(
                    DiscoveryError.RESOURCE_LIMIT_EXCEEDED, "The limit on instances has been exceeded.");
        }
    }

    /** An EC2 instance brings its private address along; there are no EC2 instances here, so it is any of one's own. */
    private static Map<String, String> completed(Map<String, String> given) {
        if (!given.containsKey(Instance.EC2)) {
            return given;
        }
        Map<String, String> attributes = new HashMap<>(given);
        int hash = given.get(Instance.EC2).hashCode();
        attributes.put(Instance.IPV4, "172.31." + (hash >>> 8 & 0xFF) + '.' + (hash & 0xFF));
        return attributes;
    }

    private static Health initial(Service service, Map<String, String> attributes) {
        if (service.hasCustomHealth()) {
            return Health.of(HealthStatus.valueOf(
                    attributes.getOrDefault(Instance.INITIAL_HEALTH, HealthStatus.HEALTHY.name())));
        }
        return Health.of(HealthStatus.UNKNOWN);
    }
}
