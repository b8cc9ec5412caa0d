package dev.haar.servicediscovery.registry;

import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.DnsRecord.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which settings of a service go together.
 *
 * @see <a href="https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html">CreateService</a>
 */
final class ServiceRules {
    private static final List<Set<Type>> COMBINATIONS = List.of(
            EnumSet.of(Type.A),
            EnumSet.of(Type.AAAA),
            EnumSet.of(Type.A, Type.AAAA),
            EnumSet.of(Type.SRV),
            EnumSet.of(Type.A, Type.SRV),
            EnumSet.of(Type.AAAA, Type.SRV),
            EnumSet.of(Type.A, Type.AAAA, Type.SRV),
            EnumSet.of(Type.CNAME));

    private ServiceRules() {}

    static void check(Namespace namespace, ServiceRequest request) {
        if (request.check() != null && request.hasCustomHealth()) {
            throw DiscoveryException.invalid(
                    "You can specify either HealthCheckConfig or HealthCheckCustomConfig but not" + " both.");
        }
        if (request.dns() != null && (request.isApiOnly() || !namespace.kind().isDns())) {
            throw DiscoveryException.invalid(
                    "When you specify an HTTP service, you can't include a DnsConfig element.");
        }
        if (request.dns() == null && namespace.kind().isDns() && !request.isApiOnly()) {
            throw DiscoveryException.invalid(
                    "DnsConfig must be specified for a service in a DNS namespace unless its" + " type is HTTP.");
        }
        checkDns(request.dns());
        checkHealth(namespace, request.check(), request.dns());
    }

    static void checkUpdate(Namespace namespace, Service service, DnsConfig dns, HealthCheck check) {
        if (!namespace.kind().isDns()) {
            throw DiscoveryException.invalid("A service in an HTTP namespace cannot be updated.");
        }
        if (dns != null && service.dns() == null) {
            throw DiscoveryException.invalid("DnsRecords cannot be added to a service without DnsConfig.");
        }
        if (check != null && service.hasCustomHealth()) {
            throw DiscoveryException.invalid(
                    "HealthCheckConfig cannot be added to a service with HealthCheckCustomConfig.");
        }
        if (check != null
                && service.check() != null
                && check.type() != service.check().type()) {
            throw DiscoveryException.invalid("Type of health check cannot be changed");
        }
        checkDns(dns);
        checkHealth(namespace, check, dns);
    }

    private static void checkDns(DnsConfig dns) {
        if (dns == null || dns.records().isEmpty()) {
            return;
        }
        Set<Type> types = EnumSet.noneOf(Type.class);
        dns.records().forEach(each -> types.add(each.type()));
        if (types.size() < dns.records().size() || !COMBINATIONS.contains(types)) {
            throw DiscoveryException.invalid("Invalid combination of DNS record types: " + types
                    + ". CNAME cannot be combined with other types, and each type can be given once.");
        }
        if (types.contains(Type.CNAME) && dns.routing() != DnsConfig.Routing.WEIGHTED) {
            throw DiscoveryException.invalid("The routing policy must be WEIGHTED for CNAME records.");
        }
    }

    private static void checkHealth(Namespace namespace, HealthCheck check, DnsConfig dns) {
        if (check == null) {
            return;
        }
        if (namespace.kind() == NamespaceKind.DNS_PRIVATE) {
            throw DiscoveryException.invalid("HealthCheckConfig cannot be specified for a private DNS namespace.");
        }
        if (check.type() == HealthCheck.Type.TCP && check.path() != null) {
            throw DiscoveryException.invalid("ResourcePath cannot be specified for a health check of type TCP.");
        }
        if (check.path() != null && !check.path().startsWith("/")) {
            throw DiscoveryException.invalid("Health check resource path must start with /");
        }
        if (dns != null && dns.has(Type.CNAME)) {
            throw DiscoveryException.invalid("HealthCheckConfig cannot be specified with CNAME records.");
        }
    }
}
