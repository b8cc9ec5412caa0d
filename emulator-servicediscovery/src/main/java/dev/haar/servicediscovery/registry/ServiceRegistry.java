package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.Time;
import dev.haar.servicediscovery.registry.RegistryChange.InstanceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.NamespaceDeleted;
import dev.haar.servicediscovery.registry.RegistryChange.OperationForgotten;
import dev.haar.servicediscovery.registry.RegistryChange.ServiceDeleted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All namespaces, of every account and region, with their services and instances. Refusals are
 * {@link dev.haar.servicediscovery.DiscoveryException}s, thrown or as the outcome of a future. Safe for use by several
 * threads.
 */
public final class ServiceRegistry implements Restorable {
    private static final System.Logger LOG = System.getLogger(ServiceRegistry.class.getName());

    private final Memory memory = new Memory();
    private final Changes changes;
    private final Watches watches;
    private final Operations operations;
    private final Namespaces namespaces;
    private final Services services;
    private final Instances instances;
    private final Tags tags;
    private final Discovery discovery;
    private final Zones zones;

    /**
     * @param time the clock of all that happens here
     * @param store where changes are kept
     * @param checks probes instances
     * @param random gives a generator for the calling thread
     */
    public ServiceRegistry(
            Time time,
            StateStore store,
            RegistryRules rules,
            HealthChecks checks,
            Supplier<? extends RandomGenerator> random) {
        Ids ids = new Ids(random);
        this.changes = new Changes(store);
        this.watches = new Watches(memory, changes, checks);
        this.operations = new Operations(memory, changes, time, rules, ids);
        this.namespaces = new Namespaces(memory, changes, operations, time, rules, ids);
        this.services = new Services(memory, changes, operations, namespaces, time, ids, watches);
        this.instances = new Instances(memory, changes, operations, services, time, rules, watches);
        this.tags = new Tags(memory, changes);
        this.discovery = new Discovery(memory, time, random);
        this.zones = new Zones(memory, time);
    }

    public Namespaces namespaces() {
        return namespaces;
    }

    public Services services() {
        return services;
    }

    public Instances instances() {
        return instances;
    }

    public Operations operations() {
        return operations;
    }

    public Tags tags() {
        return tags;
    }

    public Discovery discovery() {
        return discovery;
    }

    public Zones zones() {
        return zones;
    }

    /** Forgets the namespaces that belong to such scopes, with everything of theirs. */
    public void reset(Predicate<Scope> filter) {
        changes.inTurn(() -> {
                    List<RegistryChange> forgotten = forgotten(filter);
                    if (forgotten.isEmpty()) {
                        return CompletableFuture.completedFuture(null);
                    }
                    // Forgotten at once: a reset does not ask whether the file can follow.
                    drop(filter);
                    return changes.keep(forgotten, () -> null);
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "Namespaces that were reset are back after the next start.",
                                failure);
                    }
                });
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        drop(scope -> true);
        RegistryRows.read(tables, memory);
        for (ServiceEntry entry : memory.services(each -> true)) {
            entry.instances().forEach(each -> watches.watch(entry.service(), each));
        }
    }

    private List<RegistryChange> forgotten(Predicate<Scope> filter) {
        List<RegistryChange> forgotten = new ArrayList<>();
        for (ServiceEntry entry : memory.services(each -> filter.test(each.owner()))) {
            String id = entry.service().id();
            entry.instances().forEach(each -> forgotten.add(new InstanceDeleted(id, each.id())));
            forgotten.add(new ServiceDeleted(id));
        }
        memory.namespaces(each -> filter.test(each.scope()))
                .forEach(each -> forgotten.add(new NamespaceDeleted(each.id())));
        memory.operations(each -> filter.test(each.owner()))
                .forEach(each -> forgotten.add(new OperationForgotten(each.id())));
        return forgotten;
    }

    private void drop(Predicate<Scope> filter) {
        for (ServiceEntry entry : memory.services(each -> filter.test(each.owner()))) {
            String id = entry.service().id();
            entry.instances().forEach(each -> watches.forget(id, each.id()));
            memory.dropService(id);
        }
        memory.namespaces(each -> filter.test(each.scope())).forEach(each -> memory.dropNamespace(each.id()));
        memory.operations(each -> filter.test(each.owner())).forEach(each -> memory.dropOperation(each.id()));
    }
}
