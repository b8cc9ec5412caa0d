package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Changes;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.RegistryChange.NamespaceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.NamespaceKept;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Makes, changes and finds namespaces. */
public final class Namespaces {
    /** Seconds. */
    private static final long SOA_TTL = 15;

    private final Memory memory;
    private final Changes changes;
    private final Operations operations;
    private final Time time;
    private final RegistryRules rules;
    private final Ids ids;

    Namespaces(Memory memory, Changes changes, Operations operations, Time time, RegistryRules rules, Ids ids) {
        this.memory = memory;
        this.changes = changes;
        this.operations = operations;
        this.time = time;
        this.rules = rules;
        this.ids = ids;
    }

    /** Finds a namespace of that scope. */
    public Namespace get(Scope scope, String id) {
        Namespace namespace = memory.namespace(id);
        if (!namespace.scope().equals(scope)) {
            throw new DiscoveryException(
                    DiscoveryError.NAMESPACE_NOT_FOUND, "No namespace exists with the specified ID.");
        }
        return namespace;
    }

    /** The namespaces that match, by id. */
    public List<Namespace> list(Predicate<Namespace> filter) {
        return memory.namespaces(filter);
    }

    /** How many services a namespace has. */
    public int serviceCount(Namespace namespace) {
        return memory.servicesOf(namespace.id()).size();
    }

    /** Makes a namespace. */
    public CompletableFuture<Operation> create(Scope scope, NamespaceRequest request) {
        return changes.inTurn(() -> {
            List<Namespace> all = memory.namespaces(each -> each.scope().equals(scope));
            requireNew(all, request);
            if (all.size() >= rules.mostNamespaces()) {
                throw new DiscoveryException(
                        DiscoveryError.RESOURCE_LIMIT_EXCEEDED, "The limit on namespaces has been exceeded.");
            }
            Namespace made = make(scope, request);
            Map<String, String> targets = Map.of(Operation.NAMESPACE, made.id());
            if (all.stream().anyMatch(each -> isInTheWay(each, request))) {
                return operations.fail(
                        Operation.Type.CREATE_NAMESPACE,
                        scope,
                        targets,
                        "CANNOT_CREATE_HOSTED_ZONE",
                        "The VPC that you chose, " + request.vpc() + " in region " + scope.region()
                                + ", is already associated with another private hosted zone that has an overlapping"
                                + " name space, " + request.name() + ".");
            }
            return operations.run(
                    Operation.Type.CREATE_NAMESPACE,
                    scope,
                    targets,
                    List.of(new NamespaceKept(made)),
                    () -> memory.show(made));
        });
    }

    /**
     * Changes a namespace.
     *
     * @param kind the kind that it must have
     * @param description null to leave it
     * @param soaTtl in seconds; null to leave it
     */
    public CompletableFuture<Operation> update(
            Scope scope, String id, NamespaceKind kind, String description, Long soaTtl) {
        return changes.inTurn(() -> {
            Namespace namespace = get(scope, id);
            if (namespace.kind() != kind) {
                throw DiscoveryException.invalid("The namespace " + id + " is of the type " + namespace.kind()
                        + " and not of the type " + kind + ".");
            }
            operations.requireIdle(scope, id);
            Namespace next = namespace.with(
                    description == null ? namespace.description() : description,
                    soaTtl == null ? namespace.soaTtl() : soaTtl);
            return operations.run(
                    Operation.Type.UPDATE_NAMESPACE,
                    scope,
                    Map.of(Operation.NAMESPACE, id),
                    List.of(new NamespaceKept(next)),
                    () -> memory.show(next));
        });
    }

    /** Deletes a namespace that has no services. */
    public CompletableFuture<Operation> delete(Scope scope, String id) {
        return changes.inTurn(() -> {
            operations.requireIdle(scope, id);
            get(scope, id);
            if (!memory.servicesOf(id).isEmpty()) {
                throw new DiscoveryException(
                        DiscoveryError.RESOURCE_IN_USE,
                        "Namespace has associated services; delete the services before deleting the namespace");
            }
            return operations.run(
                    Operation.Type.DELETE_NAMESPACE,
                    scope,
                    Map.of(Operation.NAMESPACE, id),
                    List.of(new NamespaceDeleted(id)),
                    () -> memory.dropNamespace(id));
        });
    }

    /** Route 53 gives a VPC one private zone of a name. */
    private static boolean isInTheWay(Namespace other, NamespaceRequest request) {
        return request.kind() == NamespaceKind.DNS_PRIVATE
                && other.kind() == NamespaceKind.DNS_PRIVATE
                && other.name().equalsIgnoreCase(request.name())
                && other.vpc().equals(request.vpc());
    }

    private void requireNew(List<Namespace> all, NamespaceRequest request) {
        for (Namespace each : all) {
            boolean same = each.name().equals(request.name()) && each.kind() == request.kind();
            boolean retried = same
                    && request.creatorRequestId() != null
                    && request.creatorRequestId().equals(each.creatorRequestId());
            if (retried) {
                operations.requireIdle(each.scope(), each.id());
            }
            boolean taken =
                    request.kind() == NamespaceKind.HTTP && each.httpName().equals(request.name())
                            || request.kind() == NamespaceKind.DNS_PUBLIC && same;
            if (retried || taken) {
                Map<String, String> members = new HashMap<>();
                members.put("NamespaceId", each.id());
                Optional.ofNullable(each.creatorRequestId()).ifPresent(id -> members.put("CreatorRequestId", id));
                throw new DiscoveryException(
                        DiscoveryError.NAMESPACE_ALREADY_EXISTS, "Namespace already exists.", members);
            }
        }
    }

    private Namespace make(Scope scope, NamespaceRequest request) {
        boolean dns = request.kind().isDns();
        boolean isTaken = memory.byHttpName(scope, request.name()).isPresent();
        return new Namespace(
                ids.namespace(),
                scope,
                request.kind(),
                request.name(),
                isTaken ? request.name() + '-' + ids.text(10) : request.name(),
                request.description(),
                request.creatorRequestId(),
                request.vpc(),
                dns ? ids.hostedZone() : null,
                request.soaTtl() == null ? SOA_TTL : request.soaTtl(),
                time.millis(),
                request.tags());
    }
}
