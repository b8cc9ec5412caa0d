package dev.haar.servicediscovery.registry;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.state.StateStore;
import dev.haar.core.time.HaarTime;
import dev.haar.servicediscovery.DiscoveryException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;

/** A registry whose clock the test moves. */
final class TestRegistry {
    static final String ACCOUNT = "000000000000";
    static final Scope SCOPE = new Scope(ACCOUNT, "us-east-1");

    final HaarTime time;
    final ServiceRegistry registry;

    TestRegistry(RegistryRules rules) {
        this(HaarTime.standingAt(Instant.parse("2026-01-01T00:00:00Z")), new EphemeralStore(), rules);
    }

    TestRegistry(HaarTime time, StateStore store, RegistryRules rules) {
        Random random = new Random(7);
        this.time = time;
        this.registry = new ServiceRegistry(time, store, rules, HealthChecks.OFF, () -> random);
        store.attach(registry);
    }

    String namespace(NamespaceKind kind, String name) {
        return create(kind, name, null).targets().get("NAMESPACE");
    }

    Operation create(NamespaceKind kind, String name, String creatorRequestId) {
        String vpc = kind == NamespaceKind.DNS_PRIVATE ? "vpc-1" : null;
        return join(registry.namespaces()
                .create(SCOPE, new NamespaceRequest(kind, name, null, creatorRequestId, vpc, null, Map.of())));
    }

    Service service(String namespace, String name, boolean custom, DnsRecord.Type... types) {
        DnsConfig dns = types.length == 0
                ? null
                : new DnsConfig(
                        DnsConfig.Routing.MULTIVALUE,
                        List.of(types).stream()
                                .map(each -> new DnsRecord(each, 60))
                                .toList());
        return join(registry.services()
                .create(
                        SCOPE,
                        namespace,
                        ACCOUNT,
                        new ServiceRequest(name, null, null, dns, null, custom, dns == null, Map.of())));
    }

    Operation register(Service service, String id, Map<String, String> attributes) {
        return join(registry.instances().register(SCOPE, service.id(), ACCOUNT, id, null, attributes));
    }

    /** The ids of what is discovered, in order. */
    List<String> discover(String namespace, String service, Discovery.Filter filter, Map<String, String> required) {
        return registry
                .discovery()
                .discover(SCOPE, namespace, service, filter, required, Map.of(), 1000)
                .instances()
                .stream()
                .map(each -> each.instance().id())
                .sorted()
                .toList();
    }

    /** What a command comes to; a refusal is thrown as it is. */
    static <T> T join(CompletableFuture<T> command) {
        try {
            return command.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DiscoveryException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    static DiscoveryException refusal(Runnable command) {
        return Assertions.catchThrowableOfType(DiscoveryException.class, command::run);
    }
}
