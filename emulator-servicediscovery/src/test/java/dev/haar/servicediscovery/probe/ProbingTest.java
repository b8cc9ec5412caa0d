package dev.haar.servicediscovery.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.time.HaarTime;
import dev.haar.servicediscovery.registry.HealthCheck;
import dev.haar.servicediscovery.registry.HealthStatus;
import dev.haar.servicediscovery.registry.NamespaceKind;
import dev.haar.servicediscovery.registry.NamespaceRequest;
import dev.haar.servicediscovery.registry.RegistryRules;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import dev.haar.servicediscovery.registry.ServiceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health that follows probes, on a moved clock. */
class ProbingTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> probes = new ArrayList<>();
    private boolean well = true;
    private final ServiceRegistry registry = new ServiceRegistry(
            time,
            new EphemeralStore(),
            RegistryRules.fast(),
            new Probing(time, INTERVAL, (type, address, port, path) -> {
                probes.add(type + " " + address + " " + port + " " + path);
                return CompletableFuture.completedFuture(well);
            }),
            () -> new Random(3));
    private String service;

    @BeforeEach
    void makeService() {
        String namespace = registry.namespaces()
                .create(SCOPE, new NamespaceRequest(NamespaceKind.HTTP, "shop", null, null, null, null, Map.of()))
                .join()
                .targets()
                .get("NAMESPACE");
        service = registry.services()
                .create(
                        SCOPE,
                        namespace,
                        SCOPE.account(),
                        new ServiceRequest(
                                "web",
                                null,
                                null,
                                null,
                                new HealthCheck(HealthCheck.Type.HTTP, "/health", 2),
                                false,
                                false,
                                Map.of()))
                .join()
                .id();
    }

    private void register(Map<String, String> attributes) {
        registry.instances()
                .register(SCOPE, service, SCOPE.account(), "one", null, attributes)
                .join();
        time.advance(Duration.ZERO);
    }

    private HealthStatus health() {
        return registry.instances()
                .health(
                        registry.services().get(SCOPE, service),
                        registry.instances().get(SCOPE, service, "one"));
    }

    @Test
    void endpoint_isProbedAtItsAddress_atTheInterval() {
        register(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "8080"));
        assertThat(probes).containsExactly("HTTP 10.0.0.1 8080 /health");
        time.advance(INTERVAL.minusMillis(1));
        assertThat(probes).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(probes).hasSize(2);
    }

    @Test
    void oneFailure_isNotEnough_andOneSuccessNeither() {
        register(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80"));
        assertThat(health()).isEqualTo(HealthStatus.HEALTHY);
        well = false;
        time.advance(INTERVAL);
        assertThat(health()).isEqualTo(HealthStatus.HEALTHY);
        time.advance(INTERVAL);
        assertThat(health()).isEqualTo(HealthStatus.UNHEALTHY);
        well = true;
        time.advance(INTERVAL);
        assertThat(health()).isEqualTo(HealthStatus.UNHEALTHY);
        time.advance(INTERVAL);
        assertThat(health()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void firstProbe_decides() {
        well = false;
        register(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80"));
        assertThat(health()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void deregisteredInstance_isLeftAlone() {
        register(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80"));
        registry.instances().deregister(SCOPE, service, "one").join();
        time.advance(Duration.ofHours(1));
        assertThat(probes).hasSize(1);
    }

    @Test
    void movedInstance_isProbedWhereItIsNow() {
        register(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80"));
        register(Map.of("AWS_INSTANCE_IPV4", "10.0.0.2", "AWS_INSTANCE_PORT", "80"));
        time.advance(INTERVAL);
        assertThat(probes.subList(1, probes.size())).allMatch(probe -> probe.contains("10.0.0.2"));
    }
}
