package dev.haar.servicediscovery.registry;

import dev.haar.core.time.Time;
import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Finds the instances of a service by its name.
 *
 * @see <a href="https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html">DiscoverInstances</a>
 */
public final class Discovery {
    private final Memory memory;
    private final Time time;
    private final Supplier<? extends RandomGenerator> random;

    Discovery(Memory memory, Time time, Supplier<? extends RandomGenerator> random) {
        this.memory = memory;
        this.time = time;
        this.random = random;
    }

    /** Which instances are wanted, by how they are. */
    public enum Filter {
        HEALTHY,
        UNHEALTHY,
        ALL,
        HEALTHY_OR_ELSE_ALL;

        /** AWS does not document what holds where none is given. */
        public static final Filter DEFAULT = HEALTHY_OR_ELSE_ALL;

        /** How instances must be at first; null if it does not matter. */
        private HealthStatus wanted() {
            return switch (this) {
                case HEALTHY, HEALTHY_OR_ELSE_ALL -> HealthStatus.HEALTHY;
                case UNHEALTHY -> HealthStatus.UNHEALTHY;
                case ALL -> null;
            };
        }
    }

    /** An instance and how it is. */
    public record Found(Instance instance, HealthStatus health) {}

    /** What was found, in random order, and the service's revision. */
    public record Result(List<Found> instances, long revision) {}

    /**
     * The instances that match.
     *
     * @param required attributes that they have
     * @param optional attributes that they have, too, if there is any such instance
     * @param most how many at most
     */
    public Result discover(
            Scope scope,
            String namespace,
            String name,
            Filter filter,
            Map<String, String> required,
            Map<String, String> optional,
            int most) {
        ServiceEntry.View view = entry(scope, namespace, name).view();
        List<Instance> matching = having(view.instances(), required);
        List<Instance> preferred = having(matching, optional);
        List<Instance> chosen = preferred.isEmpty() ? matching : preferred;
        return new Result(
                some(view.service(), chosen, filter, most), view.service().revision());
    }

    /** The revision of a service: it grows whenever an instance is registered or deregistered. */
    public long revision(Scope scope, String namespace, String name) {
        return entry(scope, namespace, name).service().revision();
    }

    private ServiceEntry entry(Scope scope, String namespace, String name) {
        Namespace found = memory.byHttpName(scope, namespace)
                .orElseThrow(() -> new DiscoveryException(
                        DiscoveryError.NAMESPACE_NOT_FOUND, "No namespace exists with the specified name."));
        ServiceEntry entry = memory.servicesOf(found.id()).get(name);
        if (entry == null) {
            throw new DiscoveryException(
                    DiscoveryError.SERVICE_NOT_FOUND, "No service exists with the specified name.");
        }
        return entry;
    }

    private static List<Instance> having(List<Instance> instances, Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return instances;
        }
        return instances.stream()
                .filter(each -> each.attributes().entrySet().containsAll(attributes.entrySet()))
                .toList();
    }

    /** Takes as many as wanted at random: the first steps of a Fisher-Yates shuffle, past those that are not wanted. */
    private List<Found> some(Service service, List<Instance> instances, Filter filter, int most) {
        boolean health = service.hasHealth();
        HealthStatus wanted = health ? filter.wanted() : null;
        long now = time.millis();
        RandomGenerator generator = random.get();
        Instance[] shuffled = instances.toArray(new Instance[0]);
        List<Found> found = new ArrayList<>(Math.min(most, shuffled.length));
        for (int i = 0; i < shuffled.length && found.size() < most; i++) {
            int taken = i + generator.nextInt(shuffled.length - i);
            Instance each = shuffled[taken];
            shuffled[taken] = shuffled[i];
            HealthStatus status = health ? each.health().at(now) : HealthStatus.UNKNOWN;
            if (wanted == null || status == wanted) {
                found.add(new Found(each, status));
            }
        }
        return found.isEmpty() && filter == Filter.HEALTHY_OR_ELSE_ALL
                ? some(service, instances, Filter.ALL, most)
                : found;
    }
}
