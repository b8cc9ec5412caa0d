package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Changes;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.RegistryChange.ServiceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.ServiceKept;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes, changes and finds services. */
public final class Services {
    private static final int MOST_ATTRIBUTES = 30;

    private final Memory memory;
    private final Changes changes;
    private final Operations operations;
    private final Namespaces namespaces;
    private final Time time;
    private final Ids ids;
    private final Watches watches;

    Services(
            Memory memory,
            Changes changes,
            Operations operations,
            Namespaces namespaces,
            Time time,
            Ids ids,
            Watches watches) {
        this.memory = memory;
        this.changes = changes;
        this.operations = operations;
        this.namespaces = namespaces;
        this.time = time;
        this.ids = ids;
        this.watches = watches;
    }

    /** Finds a service of that scope. */
    public Service get(Scope scope, String id) {
        return entry(scope, id).service();
    }

    /** The services that match, by id. */
    public List<Service> list(Predicate<Service> filter) {
        return memory.services(filter).stream().map(ServiceEntry::service).toList();
    }

    /** How many instances a service has. */
    public int instanceCount(Service service) {
        return memory.serviceIfThere(service.id())
                .map(each -> each.instances().size())
                .orElse(0);
    }

    /** Makes a service, or finds the one that an earlier try of the same request has made. */
    public CompletableFuture<Service> create(
            Scope scope, String namespaceId, String createdBy, ServiceRequest request) {
        return changes.inTurn(() -> {
            Namespace namespace = namespaces.get(scope, namespaceId);
            ServiceRules.check(namespace, request);
            Optional<Service> existing = sameName(namespace, request);
            if (existing.isPresent()) {
                return CompletableFuture.completedFuture(requireSame(existing.get(), request));
            }
            Service made = new Service(
                    ids.service(),
                    namespaceId,
                    scope,
                    createdBy,
                    request.name(),
                    request.description(),
                    request.creatorRequestId(),
                    request.dns(),
                    request.check(),
                    request.hasCustomHealth(),
                    time.millis(),
                    Map.of(),
                    request.tags(),
                    1);
            return keep(made);
        });
    }

    /**
     * Changes a service; what is not given is taken away, but for the description.
     *
     * @param account who asks for it
     * @param description null to leave it
     * @param records null for none
     * @param check null for none
     */
    public CompletableFuture<Operation> update(
            Scope scope, String id, String account, String description, List<DnsRecord> records, HealthCheck check) {
        return changes.inTurn(() -> {
            ServiceEntry entry = entry(scope, id);
            Service service = entry.service();
            if (entry.instances().stream().anyMatch(each -> !each.createdBy().equals(account))) {
                throw DiscoveryException.invalid(
                        "A service with instances that other accounts have registered cannot be updated.");
            }
            DnsConfig dns = records == null ? null : new DnsConfig(routing(service), records);
            ServiceRules.checkUpdate(memory.namespace(service.namespaceId()), service, dns, check);
            operations.requireIdle(scope, id);
            boolean hadDns = service.dns() != null;
            DnsConfig nextDns = hadDns && dns == null ? new DnsConfig(routing(service), List.of()) : dns;
            Service next = service.with(description == null ? service.description() : description, nextDns, check);
            return operations.run(
                    Operation.Type.UPDATE_SERVICE,
                    scope,
                    Map.of(Operation.SERVICE, id),
                    List.of(new ServiceKept(next)),
                    () -> {
                        memory.show(next);
                        entry.instances().forEach(instance -> watches.watch(next, instance));
                    });
        });
    }

    /** Deletes a service that has no instances. */
    public CompletableFuture<Void> delete(Scope scope, String id) {
        return changes.inTurn(() -> {
            if (!entry(scope, id).instances().isEmpty()) {
                throw new DiscoveryException(
                        DiscoveryError.RESOURCE_IN_USE,
                        "Service contains registered instances; delete the instances before deleting the service");
            }
            return changes.keep(List.of(new ServiceDeleted(id)), () -> {
                memory.dropService(id);
                return null;
            });
        });
    }

    /** Sets attributes of the service itself. */
    public CompletableFuture<Service> setAttributes(Scope scope, String id, Map<String, String> attributes) {
        return changeAttributes(scope, id, current -> {
            Map<String, String> next = new HashMap<>(current);
            next.putAll(attributes);
            if (next.size() > MOST_ATTRIBUTES) {
                throw new DiscoveryException(
                        DiscoveryError.SERVICE_ATTRIBUTES_LIMIT_EXCEEDED,
                        "The attribute can't be added to the service because you've exceeded the quota for the number"
                                + " of attributes you can add to a service.");
            }
            return next;
        });
    }

    /** Takes attributes from the service itself. */
    public CompletableFuture<Service> removeAttributes(Scope scope, String id, Collection<String> names) {
        return changeAttributes(scope, id, current -> {
            Map<String, String> next = new HashMap<>(current);
            next.keySet().removeAll(names);
            return next;
        });
    }

    ServiceEntry entry(Scope scope, String id) {
        ServiceEntry entry = memory.service(id);
        if (!entry.service().owner().equals(scope)) {
            throw new DiscoveryException(DiscoveryError.SERVICE_NOT_FOUND, "No service exists with the specified ID.");
        }
        return entry;
    }

    private CompletableFuture<Service> changeAttributes(
            Scope scope, String id, UnaryOperator<Map<String, String>> change) {
        return changes.inTurn(() -> {
            Service service = get(scope, id);
            return keep(service.withAttributes(change.apply(service.attributes())));
        });
    }

    private CompletableFuture<Service> keep(Service service) {
        return changes.keep(List.of(new ServiceKept(service)), () -> {
            memory.show(service);
            return service;
        });
    }

    /** Names in DNS differ by more than case. */
    private Optional<Service> sameName(Namespace namespace, ServiceRequest request) {
        return memory.servicesOf(namespace.id()).values().stream()
                .map(ServiceEntry::service)
                .filter(each -> each.name().equals(request.name())
                        || each.dns() != null
                                && request.dns() != null
                                && each.name().equalsIgnoreCase(request.name()))
                .findFirst();
    }

    private static Service requireSame(Service existing, ServiceRequest request) {
        boolean retried = request.creatorRequestId() != null
                && request.creatorRequestId().equals(existing.creatorRequestId())
                && request.name().equals(existing.name());
        if (retried) {
            return existing;
        }
        Map<String, String> members = new HashMap<>();
        members.put("ServiceId", existing.id());
        members.put("ServiceArn", existing.arn());
        Optional.ofNullable(existing.creatorRequestId()).ifPresent(id -> members.put("CreatorRequestId", id));
        throw new DiscoveryException(DiscoveryError.SERVICE_ALREADY_EXISTS, "Service already exists.", members);
    }

    private static DnsConfig.Routing routing(Service service) {
        return service.dns() == null
                ? DnsConfig.Routing.MULTIVALUE
                : service.dns().routing();
    }
}
