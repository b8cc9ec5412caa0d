package dev.haar.it.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haar.it.Clients;
import dev.haar.it.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.CustomHealthStatus;
import software.amazon.awssdk.services.servicediscovery.model.DuplicateRequestException;
import software.amazon.awssdk.services.servicediscovery.model.Operation;

/** Haar is killed while instances are registered and change: what was acknowledged is as it was said. */
class CloudMapCrashIT {
    private static final int ROUNDS = Integer.getInteger("haar.crash.rounds", 4);
    private static final long SEED = Long.getLong("haar.crash.seed", System.nanoTime());
    private static final int WRITERS = 3;

    @TempDir
    private Path directory;

    /** What each writer knows of its instances, and of the one whose last command was not acknowledged. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private final Map<String, String> operations = new ConcurrentHashMap<>();

    /** An instance: its one attribute and its health; {@code null} for one that was deregistered. */
    private record Known(String value, String health) {
        static final Known GONE = new Known(null, null);
    }

    @Test
    void acknowledgedChanges_areThereAfterKills() throws Exception {
        Random random = new Random(SEED);
        HaarProcess haar = new HaarProcess(directory);
        haar.start();
        String namespace;
        String service;
        try (ServiceDiscoveryClient client = Clients.cloudMap(haar.endpoint())) {
            String operation =
                    client.createHttpNamespace(each -> each.name("shop")).operationId();
            namespace = client.getOperation(each -> each.operationId(operation))
                    .operation()
                    .targetsAsStrings()
                    .get("NAMESPACE");
            service = client.createService(
                            each -> each.name("web").namespaceId(namespace).healthCheckCustomConfig(health -> {}))
                    .service()
                    .id();
        }
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> inDoubt = new ConcurrentHashMap<>();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = round + "." + i + ".";
                Thread writer = new Thread(() -> write(haar, service, name, inDoubt));
                writer.start();
                writers.add(writer);
            }
            LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(900)).toNanos());
            haar.kill();
            for (Thread writer : writers) {
                writer.join();
            }
            haar.start();
            try (ServiceDiscoveryClient client = Clients.cloudMap(haar.endpoint())) {
                assertThat(client.getNamespace(each -> each.id(namespace))
                                .namespace()
                                .name())
                        .isEqualTo("shop");
                check(client, service, inDoubt);
            }
        }
        haar.close();
    }

    /** Registers, changes and deregisters until Haar is killed. */
    private void write(HaarProcess haar, String service, String name, Map<String, String> inDoubt) {
        try (ServiceDiscoveryClient client = Clients.cloudMap(haar.endpoint())) {
            for (int i = 0; true; i++) {
                String id = name + i;
                inDoubt.put(name, id);
                register(client, service, id, "first");
                if (i % 4 == 1) {
                    register(client, service, id, "second");
                } else if (i % 4 == 2) {
                    client.updateInstanceCustomHealthStatus(
                            each -> each.serviceId(service).instanceId(id).status(CustomHealthStatus.UNHEALTHY));
                    known.put(id, new Known("first", "UNHEALTHY"));
                } else if (i % 4 == 3) {
                    operations.put(
                            client.deregisterInstance(
                                            each -> each.serviceId(service).instanceId(id))
                                    .operationId(),
                            id);
                    known.put(id, Known.GONE);
                }
            }
        } catch (SdkException e) {
            assertThat(e).as("It was killed.").isNotNull();
        }
    }

    private void register(ServiceDiscoveryClient client, String service, String id, String value) {
        String operation = client.registerInstance(
                        each -> each.serviceId(service).instanceId(id).attributes(Map.of("value", value)))
                .operationId();
        operations.put(operation, id);
        known.put(id, new Known(value, "HEALTHY"));
    }

    private void check(ServiceDiscoveryClient client, String service, Map<String, String> inDoubt) {
        Map<String, String> health = client.getInstancesHealthStatusPaginator(each -> each.serviceId(service)).stream()
                .flatMap(page -> page.statusAsStrings().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, Known> found = new TreeMap<>();
        client.listInstancesPaginator(each -> each.serviceId(service)).stream()
                .flatMap(page -> page.instances().stream())
                .forEach(
                        each -> found.put(each.id(), new Known(each.attributes().get("value"), health.get(each.id()))));
        inDoubt.values().forEach(id -> {
            // Nobody can know how far it came: from now on it is as it was found.
            known.put(id, found.getOrDefault(id, Known.GONE));
        });
        Map<String, Known> expected = new TreeMap<>(known);
        expected.values().removeIf(Known.GONE::equals);
        assertThat(found).as("seed %s", SEED).isEqualTo(expected);
        assertThat(client.getService(each -> each.id(service)).service().instanceCount())
                .isEqualTo(expected.size());
        Map<String, String> remembered = new HashMap<>();
        operations.forEach((operation, id) -> {
            Operation read =
                    client.getOperation(each -> each.operationId(operation)).operation();
            assertThat(read.statusAsString()).isEqualTo("SUCCESS");
            remembered.put(operation, read.targetsAsStrings().get("INSTANCE"));
        });
        assertThat(remembered).as("seed %s", SEED).isEqualTo(operations);
        operations.clear();
    }

    @Test
    void pendingOperationsAndHealth_goOnAfterAKill() throws Exception {
        HaarProcess haar = new HaarProcess(directory, "--mode=strict");
        haar.start();
        Operator operator = new Operator(haar.endpoint());
        operator.freeze();
        String operation;
        String service;
        try (ServiceDiscoveryClient client = Clients.cloudMap(haar.endpoint())) {
            String created =
                    client.createHttpNamespace(each -> each.name("shop")).operationId();
            String namespace = client.getOperation(each -> each.operationId(created))
                    .operation()
                    .targetsAsStrings()
                    .get("NAMESPACE");
            service = client.createService(
                            each -> each.name("web").namespaceId(namespace).healthCheckCustomConfig(health -> {}))
                    .service()
                    .id();
            operation = client.registerInstance(
                            each -> each.serviceId(service).instanceId("i").attributes(Map.of()))
                    .operationId();
            client.updateInstanceCustomHealthStatus(
                    each -> each.serviceId(service).instanceId("i").status(CustomHealthStatus.UNHEALTHY));
        }
        operator.advance(Duration.ofSeconds(1));
        haar.kill();
        haar.start();
        try (ServiceDiscoveryClient client = Clients.cloudMap(haar.endpoint())) {
            assertThat(status(client, operation)).isEqualTo("PENDING");
            assertThatThrownBy(() -> client.deregisterInstance(
                            each -> each.serviceId(service).instanceId("i")))
                    .isInstanceOfSatisfying(
                            DuplicateRequestException.class,
                            e -> assertThat(e.duplicateOperationId()).isEqualTo(operation));
            assertThat(health(client, service)).isEqualTo("HEALTHY");
            operator.advance(Duration.ofSeconds(1));
            assertThat(status(client, operation)).isEqualTo("SUCCESS");
            operator.advance(Duration.ofSeconds(28));
            assertThat(health(client, service)).isEqualTo("UNHEALTHY");
        }
        haar.close();
    }

    private static String status(ServiceDiscoveryClient client, String operation) {
        return client.getOperation(each -> each.operationId(operation))
                .operation()
                .statusAsString();
    }

    private static String health(ServiceDiscoveryClient client, String service) {
        return client.getInstancesHealthStatus(each -> each.serviceId(service))
                .statusAsStrings()
                .get("i");
    }
}
