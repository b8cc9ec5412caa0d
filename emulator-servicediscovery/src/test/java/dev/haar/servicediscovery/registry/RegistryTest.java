package dev.haar.servicediscovery.registry;

import static dev.haar.servicediscovery.registry.TestRegistry.ACCOUNT;
import static dev.haar.servicediscovery.registry.TestRegistry.SCOPE;
import static dev.haar.servicediscovery.registry.TestRegistry.join;
import static dev.haar.servicediscovery.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.servicediscovery.DiscoveryError;
import dev.haar.servicediscovery.DiscoveryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private final TestRegistry fast = new TestRegistry(RegistryRules.fast());
    private final TestRegistry strict = new TestRegistry(RegistryRules.strict());

    private void refused(DiscoveryError error, Runnable command) {
        assertThat(refusal(command).error()).isEqualTo(error);
    }

    private Operation.Status status(TestRegistry in, Operation operation) {
        return in.registry.operations().get(SCOPE, operation.id()).status(in.time.millis());
    }

    @Test
    void operation_goesFromSubmittedToSuccess() {
        Operation operation = strict.create(NamespaceKind.HTTP, "n", null);
        assertThat(status(strict, operation)).isEqualTo(Operation.Status.SUBMITTED);
        strict.time.advance(Duration.ofMillis(500));
        assertThat(status(strict, operation)).isEqualTo(Operation.Status.PENDING);
        assertThat(operation.updatedMillis(strict.time.millis())).isEqualTo(strict.time.millis());
        strict.time.advance(Duration.ofMillis(1499));
        assertThat(status(strict, operation)).isEqualTo(Operation.Status.PENDING);
        strict.time.advance(Duration.ofMillis(1));
        assertThat(status(strict, operation)).isEqualTo(Operation.Status.SUCCESS);
        refused(
                DiscoveryError.OPERATION_NOT_FOUND,
                () -> strict.registry.operations().get(SCOPE, "x"));
        Scope other = new Scope("111111111111", "us-east-1");
        refused(
                DiscoveryError.OPERATION_NOT_FOUND,
                () -> strict.registry.operations().get(other, operation.id()));
    }

    @Test
    void secondPrivateZoneInAVpc_failsAsAnOperation() {
        fast.create(NamespaceKind.DNS_PRIVATE, "n.local", null);
        Operation second = fast.create(NamespaceKind.DNS_PRIVATE, "n.local", null);
        assertThat(status(fast, second)).isEqualTo(Operation.Status.FAIL);
        assertThat(second.errorCode()).isEqualTo("CANNOT_CREATE_HOSTED_ZONE");
        assertThat(fast.registry.namespaces().list(each -> true)).hasSize(1);
    }

    @Test
    void takenName_isTold_andSecondUseGetsAnotherHttpName() {
        String first = fast.create(NamespaceKind.HTTP, "n", "me").targets().get("NAMESPACE");
        DiscoveryException refusal = refusal(() -> fast.create(NamespaceKind.HTTP, "n", null));
        assertThat(refusal.error()).isEqualTo(DiscoveryError.NAMESPACE_ALREADY_EXISTS);
        assertThat(refusal.members())
                .containsOnly(Map.entry("NamespaceId", first), Map.entry("CreatorRequestId", "me"));
        Namespace second = fast.registry.namespaces().get(SCOPE, fast.namespace(NamespaceKind.DNS_PRIVATE, "n"));
        assertThat(second.httpName()).startsWith("n-").isNotEqualTo("n");
    }

    @Test
    void retriedCreation_isADuplicateWhileItRuns() {
        Operation first = strict.create(NamespaceKind.HTTP, "n", "me");
        DiscoveryException refusal = refusal(() -> strict.create(NamespaceKind.HTTP, "n", "me"));
        assertThat(refusal.error()).isEqualTo(DiscoveryError.DUPLICATE_REQUEST);
        assertThat(refusal.members()).containsEntry("DuplicateOperationId", first.id());
        strict.time.advance(Duration.ofSeconds(2));
        refused(DiscoveryError.NAMESPACE_ALREADY_EXISTS, () -> strict.create(NamespaceKind.HTTP, "n", "me"));
    }

    @Test
    void namespace_isUpdatedOnlyAsItsKind() {
        String id = fast.namespace(NamespaceKind.DNS_PUBLIC, "example.com");
        join(fast.registry.namespaces().update(SCOPE, id, NamespaceKind.DNS_PUBLIC, "new", 99L));
        assertThat(fast.registry.namespaces().get(SCOPE, id).description()).isEqualTo("new");
        assertThat(fast.registry.namespaces().get(SCOPE, id).soaTtl()).isEqualTo(99);
        refused(
                DiscoveryError.INVALID_INPUT,
                () -> join(fast.registry.namespaces().update(SCOPE, id, NamespaceKind.HTTP, "new", null)));
    }

    @Test
    void whatContainsSomething_isNotDeleted() {
        String namespace = fast.namespace(NamespaceKind.HTTP, "n");
        Service service = fast.service(namespace, "s", false);
        fast.register(service, "i", Map.of());
        refused(
                DiscoveryError.RESOURCE_IN_USE,
                () -> join(fast.registry.namespaces().delete(SCOPE, namespace)));
        refused(
                DiscoveryError.RESOURCE_IN_USE,
                () -> join(fast.registry.services().delete(SCOPE, service.id())));
        join(fast.registry.instances().deregister(SCOPE, service.id(), "i"));
        refused(
                DiscoveryError.INSTANCE_NOT_FOUND,
                () -> join(fast.registry.instances().deregister(SCOPE, service.id(), "i")));
        join(fast.registry.services().delete(SCOPE, service.id()));
        join(fast.registry.namespaces().delete(SCOPE, namespace));
        refused(
                DiscoveryError.NAMESPACE_NOT_FOUND,
                () -> fast.registry.namespaces().get(SCOPE, namespace));
        refused(DiscoveryError.SERVICE_NOT_FOUND, () -> fast.registry.services().get(SCOPE, service.id()));
    }

    @Test
    void serviceNames_inDnsDifferByMoreThanCase() {
        String dns = fast.namespace(NamespaceKind.DNS_PRIVATE, "d");
        Service first = fast.service(dns, "s", false, DnsRecord.Type.A);
        DiscoveryException refusal = refusal(() -> fast.service(dns, "S", false, DnsRecord.Type.A));
        assertThat(refusal.error()).isEqualTo(DiscoveryError.SERVICE_ALREADY_EXISTS);
        assertThat(refusal.members()).containsEntry("ServiceId", first.id()).containsEntry("ServiceArn", first.arn());
        String http = fast.namespace(NamespaceKind.HTTP, "h");
        fast.service(http, "s", false);
        assertThat(fast.service(http, "S", false).name()).isEqualTo("S");
    }

    @Test
    void recordsThatDoNotGoTogether_areRefused() {
        String dns = fast.namespace(NamespaceKind.DNS_PRIVATE, "d");
        String http = fast.namespace(NamespaceKind.HTTP, "h");
        refused(
                DiscoveryError.INVALID_INPUT,
                () -> fast.service(dns, "s", false, DnsRecord.Type.A, DnsRecord.Type.CNAME));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.service(dns, "s", false, DnsRecord.Type.CNAME));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.service(http, "s", false, DnsRecord.Type.A));
    }

    @Test
    void recordTypes_needTheirAttributes() {
        String dns = fast.namespace(NamespaceKind.DNS_PRIVATE, "d");
        Service a = fast.service(dns, "a", false, DnsRecord.Type.A);
        Service srv = fast.service(dns, "srv", false, DnsRecord.Type.SRV);
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(a, "i", Map.of()));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(a, "i", Map.of(Instance.IPV4, "1.2.3.256")));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(srv, "i", Map.of(Instance.IPV4, "1.2.3.4")));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(srv, "i", Map.of(Instance.PORT, "80")));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(a, "i", Map.of(Instance.EC2, "i-1")));
        refused(
                DiscoveryError.INVALID_INPUT,
                () -> fast.register(a, "i", Map.of(Instance.IPV4, "1.2.3.4", Instance.INITIAL_HEALTH, "HEALTHY")));
        fast.register(a, "i", Map.of(Instance.IPV4, "1.2.3.4"));
        fast.register(srv, "i", Map.of(Instance.IPV6, "2001:db8::1", Instance.PORT, "80"));
    }

    @Test
    void attributes_haveLimits() {
        Service service = fast.service(fast.namespace(NamespaceKind.HTTP, "n"), "s", false);
        Map<String, String> many = new HashMap<>();
        IntStream.rangeClosed(1, 30).forEach(i -> many.put("k" + i, "v"));
        fast.register(service, "i", many);
        many.put("k31", "v");
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(service, "j", many));
        Map<String, String> large = new HashMap<>();
        IntStream.range(0, 5).forEach(i -> large.put("k" + i, "v".repeat(1000)));
        refused(DiscoveryError.INVALID_INPUT, () -> fast.register(service, "j", large));
    }

    @Test
    void registeringAgain_replaces_andRevisionGrows() {
        Service service = fast.service(fast.namespace(NamespaceKind.HTTP, "n"), "s", true);
        long before = fast.registry.discovery().revision(SCOPE, "n", "s");
        fast.register(service, "i", Map.of("a", "1"));
        fast.register(service, "i", Map.of("b", "2"));
        assertThat(fast.registry.instances().get(SCOPE, service.id(), "i").attributes())
                .containsOnly(Map.entry("b", "2"));
        assertThat(fast.registry.discovery().revision(SCOPE, "n", "s")).isEqualTo(before + 2);
        join(fast.registry.instances().setHealth(SCOPE, service.id(), "i", HealthStatus.UNHEALTHY));
        assertThat(fast.registry.discovery().revision(SCOPE, "n", "s")).isEqualTo(before + 2);
        join(fast.registry.instances().deregister(SCOPE, service.id(), "i"));
        assertThat(fast.registry.discovery().revision(SCOPE, "n", "s")).isEqualTo(before + 3);
    }

    @Test
    void registration_isADuplicateWhileAnotherRuns() {
        Service service = strict.service(strict.namespace(NamespaceKind.HTTP, "n"), "s", false);
        strict.register(service, "i", Map.of());
        refused(DiscoveryError.DUPLICATE_REQUEST, () -> strict.register(service, "i", Map.of("a", "1")));
        strict.register(service, "j", Map.of());
        strict.time.advance(Duration.ofSeconds(2));
        strict.register(service, "i", Map.of("a", "1"));
    }

    @Test
    void deletion_isADuplicateWhileAnotherRuns() {
        String namespace = strict.namespace(NamespaceKind.HTTP, "n");
        Service service = strict.service(namespace, "s", false);
        strict.register(service, "i", Map.of());
        strict.time.advance(Duration.ofSeconds(2));
        join(strict.registry.instances().deregister(SCOPE, service.id(), "i"));
        refused(
                DiscoveryError.DUPLICATE_REQUEST,
                () -> join(strict.registry.instances().deregister(SCOPE, service.id(), "i")));
        join(strict.registry.services().delete(SCOPE, service.id()));
        join(strict.registry.namespaces().delete(SCOPE, namespace));
        refused(
                DiscoveryError.DUPLICATE_REQUEST,
                () -> join(strict.registry.namespaces().delete(SCOPE, namespace)));
        Scope other = new Scope("111111111111", "us-east-1");
        refused(
                DiscoveryError.NAMESPACE_NOT_FOUND,
                () -> join(strict.registry.namespaces().delete(other, namespace)));
        strict.time.advance(Duration.ofSeconds(2));
        refused(
                DiscoveryError.NAMESPACE_NOT_FOUND,
                () -> join(strict.registry.namespaces().delete(SCOPE, namespace)));
    }

    @Test
    void service_isNotUpdated_whenItHasInstancesOfOthers() {
        Service service = fast.service(fast.namespace(NamespaceKind.DNS_PUBLIC, "n.org"), "s", false, DnsRecord.Type.A);
        fast.register(service, "i", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
        refused(
                DiscoveryError.INVALID_INPUT,
                () -> join(fast.registry.services().update(SCOPE, service.id(), "111111111111", "new", null, null)));
    }

    @Test
    void customHealth_showsAfterHalfAMinute() {
        Service service = strict.service(strict.namespace(NamespaceKind.HTTP, "n"), "s", true);
        strict.register(service, "i", Map.of());
        strict.register(service, "j", Map.of());
        join(strict.registry.instances().setHealth(SCOPE, service.id(), "i", HealthStatus.UNHEALTHY));
        strict.time.advance(Duration.ofSeconds(20));
        join(strict.registry.instances().setHealth(SCOPE, service.id(), "i", HealthStatus.UNHEALTHY));
        assertThat(strict.discover("n", "s", Discovery.Filter.HEALTHY, Map.of()))
                .containsExactly("i", "j");
        strict.time.advance(Duration.ofSeconds(10));
        assertThat(strict.discover("n", "s", Discovery.Filter.HEALTHY, Map.of()))
                .containsExactly("j");
        assertThat(strict.discover("n", "s", Discovery.Filter.UNHEALTHY, Map.of()))
                .containsExactly("i");
    }

    @Test
    void customHealth_needsACustomCheck() {
        Service service = fast.service(fast.namespace(NamespaceKind.HTTP, "n"), "s", false);
        fast.register(service, "i", Map.of());
        refused(
                DiscoveryError.CUSTOM_HEALTH_NOT_FOUND,
                () -> join(fast.registry.instances().setHealth(SCOPE, service.id(), "i", HealthStatus.HEALTHY)));
    }

    @Test
    void healthFilter_failsOpen_andIsIgnoredWithoutACheck() {
        String namespace = fast.namespace(NamespaceKind.HTTP, "n");
        Service checked = fast.service(namespace, "checked", true);
        Service unchecked = fast.service(namespace, "unchecked", false);
        fast.register(checked, "i", Map.of(Instance.INITIAL_HEALTH, "UNHEALTHY"));
        fast.register(unchecked, "i", Map.of());
        assertThat(fast.discover("n", "checked", Discovery.Filter.HEALTHY, Map.of()))
                .isEmpty();
        assertThat(fast.discover("n", "checked", Discovery.Filter.HEALTHY_OR_ELSE_ALL, Map.of()))
                .containsExactly("i");
        assertThat(fast.discover("n", "unchecked", Discovery.Filter.UNHEALTHY, Map.of()))
                .containsExactly("i");
    }

    @Test
    void optionalParameters_countOnlyIfSomethingHasThem() {
        Service service = fast.service(fast.namespace(NamespaceKind.HTTP, "n"), "s", false);
        fast.register(service, "blue", Map.of("stage", "prod", "colour", "blue"));
        fast.register(service, "green", Map.of("stage", "prod", "colour", "green"));
        fast.register(service, "gamma", Map.of("stage", "gamma", "colour", "red"));
        assertThat(optional("green")).containsExactly("green");
        assertThat(optional("red")).containsExactly("blue", "green");
    }

    private List<String> optional(String colour) {
        return fast
                .registry
                .discovery()
                .discover(
                        SCOPE,
                        "n",
                        "s",
                        Discovery.Filter.DEFAULT,
                        Map.of("stage", "prod"),
                        Map.of("colour", colour),
                        10)
                .instances()
                .stream()
                .map(each -> each.instance().id())
                .sorted()
                .toList();
    }

    @Test
    void service_isUpdated_andLosesWhatIsNotGiven() {
        String namespace = fast.namespace(NamespaceKind.DNS_PUBLIC, "example.com");
        Service service = fast.service(namespace, "s", false, DnsRecord.Type.A);
        join(fast.registry
                .services()
                .update(
                        SCOPE,
                        service.id(),
                        ACCOUNT,
                        "new",
                        List.of(new DnsRecord(DnsRecord.Type.A, 5)),
                        new HealthCheck(HealthCheck.Type.HTTP, "/", 1)));
        Service updated = fast.registry.services().get(SCOPE, service.id());
        assertThat(updated.dns().record(DnsRecord.Type.A).orElseThrow().ttl()).isEqualTo(5);
        assertThat(updated.check()).isNotNull();
        join(fast.registry.services().update(SCOPE, service.id(), ACCOUNT, null, null, null));
        assertThat(fast.registry.services().get(SCOPE, service.id()).check()).isNull();
        assertThat(fast.registry.services().get(SCOPE, service.id()).dns().records())
                .isEmpty();
        assertThat(fast.registry.services().get(SCOPE, service.id()).description())
                .isEqualTo("new");
    }

    @Test
    void serviceAttributes_haveALimit() {
        Service service = fast.service(fast.namespace(NamespaceKind.HTTP, "n"), "s", false);
        Map<String, String> many = new HashMap<>();
        IntStream.rangeClosed(1, 30).forEach(i -> many.put("k" + i, "v"));
        join(fast.registry.services().setAttributes(SCOPE, service.id(), many));
        refused(
                DiscoveryError.SERVICE_ATTRIBUTES_LIMIT_EXCEEDED,
                () -> join(fast.registry.services().setAttributes(SCOPE, service.id(), Map.of("k31", "v"))));
        join(fast.registry.services().removeAttributes(SCOPE, service.id(), List.of("k1", "none")));
        assertThat(fast.registry.services().get(SCOPE, service.id()).attributes())
                .hasSize(29);
    }

    @Test
    void tags_areThoseOfTheArn() {
        Namespace namespace = fast.registry.namespaces().get(SCOPE, fast.namespace(NamespaceKind.HTTP, "n"));
        Service service = fast.service(namespace.id(), "s", false);
        join(fast.registry.tags().tag(namespace.arn(), Map.of("a", "1", "b", "2")));
        join(fast.registry.tags().tag(service.arn(), Map.of("c", "3")));
        join(fast.registry.tags().untag(namespace.arn(), List.of("a")));
        assertThat(fast.registry.tags().of(namespace.arn())).containsOnly(Map.entry("b", "2"));
        assertThat(fast.registry.tags().of(service.arn())).containsOnly(Map.entry("c", "3"));
        refused(DiscoveryError.RESOURCE_NOT_FOUND, () -> fast.registry.tags().of(service.arn() + "x"));
        Map<String, String> many = new HashMap<>();
        IntStream.rangeClosed(1, 50).forEach(i -> many.put("k" + i, "v"));
        refused(DiscoveryError.TOO_MANY_TAGS, () -> join(fast.registry.tags().tag(service.arn(), many)));
    }

    @Test
    void quotas_holdInStrictMode() {
        IntStream.range(0, 50).forEach(i -> strict.namespace(NamespaceKind.HTTP, "n" + i));
        refused(DiscoveryError.RESOURCE_LIMIT_EXCEEDED, () -> strict.namespace(NamespaceKind.HTTP, "n50"));
    }

    @Test
    void quotasOfInstances_areOfAServiceAndOfItsNamespace() {
        String namespace = strict.namespace(NamespaceKind.HTTP, "n");
        for (String name : List.of("one", "two")) {
            Service service = strict.service(namespace, name, false);
            IntStream.range(0, 1_000).forEach(i -> strict.register(service, "i" + i, Map.of()));
            refused(DiscoveryError.RESOURCE_LIMIT_EXCEEDED, () -> strict.register(service, "more", Map.of()));
        }
        Service third = strict.service(namespace, "three", false);
        refused(DiscoveryError.RESOURCE_LIMIT_EXCEEDED, () -> strict.register(third, "i", Map.of()));
    }

    @Test
    void retriedRegistration_isTheSameOperation() {
        Service service = fast.service(fast.namespace(NamespaceKind.HTTP, "n"), "s", false);
        Operation first =
                join(fast.registry.instances().register(SCOPE, service.id(), ACCOUNT, "i", "me", Map.of("a", "1")));
        Operation second =
                join(fast.registry.instances().register(SCOPE, service.id(), ACCOUNT, "i", "me", Map.of("a", "1")));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void reset_forgetsItsScopeOnly() {
        fast.namespace(NamespaceKind.HTTP, "n");
        fast.registry.reset(scope -> scope.account().equals("1"));
        assertThat(fast.registry.namespaces().list(each -> true)).hasSize(1);
        fast.registry.reset(scope -> true);
        assertThat(fast.registry.namespaces().list(each -> true)).isEmpty();
        assertThat(fast.registry.operations().list(each -> true)).isEmpty();
    }
}
