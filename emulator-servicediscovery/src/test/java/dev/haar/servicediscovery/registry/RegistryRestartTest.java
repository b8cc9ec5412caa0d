package dev.haar.servicediscovery.registry;

import static dev.haar.servicediscovery.registry.TestRegistry.SCOPE;
import static dev.haar.servicediscovery.registry.TestRegistry.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.h2.H2Store;
import dev.haar.core.state.h2.StoreOptions;
import dev.haar.core.time.HaarTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a restart the registry is as it was. */
class RegistryRestartTest {
    @TempDir
    private Path directory;

    private H2Store store;
    private TestRegistry test;

    @BeforeEach
    void open() throws Exception {
        HaarTime time = HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z"));
        store = H2Store.open(directory, new StoreOptions(false, 4096), List.of(new RegistryTables()));
        test = new TestRegistry(time, store, RegistryRules.strict());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    @Test
    void everything_isTheSame() throws Exception {
        String id = test.namespace(NamespaceKind.DNS_PRIVATE, "n.local");
        Service service = test.service(id, "s", true, DnsRecord.Type.A, DnsRecord.Type.SRV);
        Operation operation =
                test.register(service, "i", Map.of(Instance.IPV4, "1.2.3.4", Instance.PORT, "80", "a", "b"));
        join(test.registry.instances().setHealth(SCOPE, service.id(), "i", HealthStatus.UNHEALTHY));
        join(test.registry.services().setAttributes(SCOPE, service.id(), Map.of("k", "v")));
        join(test.registry.tags().tag(service.arn(), Map.of("t", "1")));
        Namespace namespace = test.registry.namespaces().get(SCOPE, id);
        Service before = test.registry.services().get(SCOPE, service.id());
        Instance instance = test.registry.instances().get(SCOPE, service.id(), "i");
        restart();
        assertThat(test.registry.namespaces().get(SCOPE, id)).isEqualTo(namespace);
        assertThat(test.registry.services().get(SCOPE, service.id())).isEqualTo(before);
        assertThat(test.registry.instances().get(SCOPE, service.id(), "i")).isEqualTo(instance);
        Operation pending = test.registry.operations().get(SCOPE, operation.id());
        assertThat(pending).isEqualTo(operation);
        assertThat(pending.status(test.time.millis())).isEqualTo(Operation.Status.SUBMITTED);
    }

    @Test
    void whatIsGone_staysGone() throws Exception {
        String id = test.namespace(NamespaceKind.HTTP, "n");
        Service service = test.service(id, "s", false);
        test.register(service, "i", Map.of("a", "b"));
        test.registry.reset(scope -> true);
        restart();
        assertThat(test.registry.namespaces().list(each -> true)).isEmpty();
        assertThat(test.registry.services().list(each -> true)).isEmpty();
        assertThat(test.registry.operations().list(each -> true)).isEmpty();
    }
}
