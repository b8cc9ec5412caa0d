package dev.haar.servicediscovery.registry;

import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that the registry has, and the ways to find it. One thread at a time changes it; all may read it. */
final class Memory {
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final Map<HttpName, Namespace> byHttpName = new ConcurrentHashMap<>();
    private final Map<String, List<Namespace>> zones = new ConcurrentHashMap<>();
    private final Map<String, ServiceEntry> services = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ServiceEntry>> byNamespace = new ConcurrentHashMap<>();
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final Map<String, Operation> lastOf = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Age, String> byAge = new ConcurrentSkipListMap<>(
            Comparator.comparingLong(Age::createdMillis).thenComparing(Age::id));

    private record HttpName(Scope scope, String name) {}

    private record Age(long createdMillis, String id) {}

    Namespace namespace(String id) {
        return Optional.ofNullable(namespaces.get(id))
                .orElseThrow(() -> new DiscoveryException(
                        DiscoveryError.NAMESPACE_NOT_FOUND, "No namespace exists with the specified ID."));
    }

    Optional<Namespace> byHttpName(Scope scope, String name) {
        return Optional.ofNullable(byHttpName.get(new HttpName(scope, name)));
    }

    List<Namespace> namespaces(Predicate<Namespace> filter) {
        return namespaces.values().stream()
                .filter(filter)
                .sorted(Comparator.comparing(Namespace::id))
                .toList();
    }

    /** The namespaces in DNS of that name in lower case, oldest first. */
    List<Namespace> zones(String name) {
        return zones.getOrDefault(name, List.of());
    }

    ServiceEntry service(String id) {
        return Optional.ofNullable(services.get(id))
                .orElseThrow(() -> new DiscoveryException(
                        DiscoveryError.SERVICE_NOT_FOUND, "No service exists with the specified ID."));
    }

    Optional<ServiceEntry> serviceIfThere(String id) {
        return Optional.ofNullable(services.get(id));
    }

    List<ServiceEntry> services(Predicate<Service> filter) {
        return services.values().stream()
                .filter(each -> filter.test(each.service()))
                .sorted(Comparator.comparing(each -> each.service().id()))
                .toList();
    }

    /** The services of a namespace by name. */
    Map<String, ServiceEntry> servicesOf(String namespaceId) {
        return byNamespace.getOrDefault(namespaceId, Map.of());
    }

    Optional<Operation> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    /** The last operation on a subject. */
    Optional<Operation> lastOf(String subject) {
        return Optional.ofNullable(lastOf.get(subject));
    }

    List<Operation> operations(Predicate<Operation> filter) {
        return operations.values().stream()
                .filter(filter)
                .sorted(Comparator.comparing(Operation::id))
                .toList();
    }

    int operationCount() {
        return operations.size();
    }

    /** The id of the oldest operation. */
    Optional<String> oldestOperation() {
        return Optional.ofNullable(byAge.firstEntry()).map(Map.Entry::getValue);
    }

    void show(Namespace namespace) {
        namespaces.put(namespace.id(), namespace);
        byHttpName.put(new HttpName(namespace.scope(), namespace.httpName()), namespace);
        byNamespace.computeIfAbsent(namespace.id(), id -> new ConcurrentHashMap<>());
        if (namespace.kind().isDns()) {
            zones.merge(
                    zone(namespace),
                    List.of(namespace),
                    (all, one) -> Stream.concat(
                                    all.stream().filter(each -> !each.id().equals(namespace.id())), one.stream())
                            .sorted(Comparator.comparingLong(Namespace::createdMillis)
                                    .thenComparing(Namespace::id))
                            .toList());
        }
    }

    void show(Service service) {
        ServiceEntry entry = services.computeIfAbsent(service.id(), id -> new ServiceEntry(service));
        entry.show(service);
        byNamespace
                .computeIfAbsent(service.namespaceId(), id -> new ConcurrentHashMap<>())
                .put(service.name(), entry);
    }

    void show(Operation operation) {
        operations.put(operation.id(), operation);
        byAge.put(new Age(operation.createdMillis(), operation.id()), operation.id());
        lastOf.merge(
                operation.subject(),
                operation,
                (one, other) -> other.createdMillis() >= one.createdMillis() ? other : one);
    }

    void dropNamespace(String id) {
        Namespace namespace = namespaces.remove(id);
        if (namespace != null) {
            byHttpName.remove(new HttpName(namespace.scope(), namespace.httpName()));
            byNamespace.remove(id);
            zones.computeIfPresent(zone(namespace), (name, all) -> {
                List<Namespace> rest =
                        all.stream().filter(each -> !each.id().equals(id)).toList();
                return rest.isEmpty() ? null : rest;
            });
        }
    }

    void dropService(String id) {
        ServiceEntry entry = services.remove(id);
        if (entry != null) {
            servicesOf(entry.service().namespaceId()).remove(entry.service().name());
        }
    }

    void dropOperation(String id) {
        Operation operation = operations.remove(id);
        if (operation != null) {
            byAge.remove(new Age(operation.createdMillis(), id));
            lastOf.remove(operation.subject(), operation);
        }
    }

    private static String zone(Namespace namespace) {
        return namespace.name().toLowerCase(Locale.ROOT);
    }
}
