package dev.haar.servicediscovery.registry;

import static dev.haar.servicediscovery.registry.TestRegistry.SCOPE;
import static dev.haar.servicediscovery.registry.TestRegistry.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random registrations, health changes and discoveries beside the simplest thing that could be right. */
class DiscoveryModelTest {
    private static final long DELAY = 30_000;

    /** One thing that happens to one of a few instances. */
    record Step(String what, String id, boolean flag) {}

    /** An instance as the model has it. */
    private record Known(String colour, boolean isHealthy, boolean willBeHealthy, long from) {
        boolean isHealthy(long now) {
            return now >= from ? willBeHealthy : isHealthy;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of("register", "deregister", "health", "advance", "discover"),
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void discovers_whatTheModelHas(@ForAll("steps") List<Step> steps) {
        TestRegistry test = new TestRegistry(new RegistryRules(0, DELAY, 50, 1000, 1000));
        Service service = test.service(test.namespace(NamespaceKind.HTTP, "n"), "s", true);
        Map<String, Known> model = new TreeMap<>();
        long revision = 1;
        for (Step step : steps) {
            long now = test.time.millis();
            Known known = model.get(step.id);
            switch (step.what) {
                case "register" -> {
                    String colour = step.flag ? "blue" : "green";
                    test.register(service, step.id, Map.of("colour", colour));
                    model.put(step.id, new Known(colour, true, true, 0));
                    revision++;
                }
                case "deregister" -> {
                    if (known != null) {
                        join(test.registry.instances().deregister(SCOPE, service.id(), step.id));
                        model.remove(step.id);
                        revision++;
                    }
                }
                case "health" -> {
                    if (known != null) {
                        HealthStatus status = step.flag ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
                        join(test.registry.instances().setHealth(SCOPE, service.id(), step.id, status));
                        if (known.willBeHealthy != step.flag) {
                            model.put(step.id, new Known(known.colour, known.isHealthy(now), step.flag, now + DELAY));
                        }
                    }
                }
                case "advance" -> test.time.advance(Duration.ofMillis(step.flag ? DELAY / 2 : DELAY));
                default -> {
                    Map<String, String> colour = step.flag ? Map.of("colour", "blue") : Map.of();
                    List<String> all = model.entrySet().stream()
                            .filter(each -> !step.flag || each.getValue().colour.equals("blue"))
                            .map(Map.Entry::getKey)
                            .toList();
                    List<String> healthy = all.stream()
                            .filter(each -> model.get(each).isHealthy(now))
                            .toList();
                    assertThat(test.discover("n", "s", Discovery.Filter.HEALTHY, colour))
                            .isEqualTo(healthy);
                    assertThat(test.discover("n", "s", Discovery.Filter.UNHEALTHY, colour))
                            .isEqualTo(all.stream()
                                    .filter(each -> !healthy.contains(each))
                                    .toList());
                    assertThat(preferring(test, colour)).isEqualTo(all.isEmpty() ? List.copyOf(model.keySet()) : all);
                    assertThat(test.discover("n", "s", Discovery.Filter.ALL, colour))
                            .isEqualTo(all);
                    assertThat(test.discover("n", "s", Discovery.Filter.HEALTHY_OR_ELSE_ALL, colour))
                            .isEqualTo(healthy.isEmpty() ? all : healthy);
                    assertThat(test.registry.discovery().revision(SCOPE, "n", "s"))
                            .isEqualTo(revision);
                }
            }
        }
    }

    private static List<String> preferring(TestRegistry test, Map<String, String> optional) {
        return test
                .registry
                .discovery()
                .discover(SCOPE, "n", "s", Discovery.Filter.ALL, Map.of(), optional, 1000)
                .instances()
                .stream()
                .map(each -> each.instance().id())
                .sorted()
                .toList();
    }
}
