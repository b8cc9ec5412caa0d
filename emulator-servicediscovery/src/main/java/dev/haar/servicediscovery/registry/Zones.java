package dev.haar.servicediscovery.registry;

import dev.haar.core.time.Time;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The namespaces as DNS sees them. */
public final class Zones {
    private final Memory memory;
    private final Time time;

    Zones(Memory memory, Time time) {
        this.memory = memory;
        this.time = time;
    }

    /** A service with records, and its instances that DNS may answer with: the healthy ones, or all if none is. */
    public record Records(Service service, List<Instance> all, List<Instance> healthy) {}

    /**
     * The namespace that a name in lower case, without a dot at its end, is the zone of.
     *
     * @param preferred whose it is if several are called so; else it is the oldest
     */
    public Optional<Namespace> find(String name, Scope preferred) {
        List<Namespace> all = memory.zones(name);
        return all.stream()
                .filter(each -> each.scope().equals(preferred))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** The services of a namespace that have records and instances. */
    public List<Records> records(Namespace namespace) {
        return memory.servicesOf(namespace.id()).values().stream()
                .map(this::records)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The service of that name, whatever its case, if it has records and instances. */
    public Optional<Records> records(Namespace namespace, String name) {
        ServiceEntry exact = memory.servicesOf(namespace.id()).get(name);
        if (exact != null && exact.service().dns() != null) {
            return records(exact);
        }
        return memory.servicesOf(namespace.id()).values().stream()
                .filter(each -> each.service().name().toLowerCase(Locale.ROOT).equals(name))
                .map(this::records)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Records> records(ServiceEntry entry) {
        ServiceEntry.View view = entry.view();
        boolean hasNone = view.service().dns() == null
                || view.service().dns().records().isEmpty()
                || view.instances().isEmpty();
        if (hasNone) {
            return Optional.empty();
        }
        long now = time.millis();
        List<Instance> healthy = view.service().hasHealth()
                ? view.instances().stream()
                        .filter(each -> each.health().at(now) != HealthStatus.UNHEALTHY)
                        .toList()
                : view.instances();
        return Optional.of(
                new Records(view.service(), view.instances(), healthy.isEmpty() ? view.instances() : healthy));
    }
}
