package dev.haar.servicediscovery.registry;

import dev.haar.servicediscovery.DiscoveryException;
import dev.haar.servicediscovery.registry.DnsRecord.Type;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;

/**
 * Which attributes an instance must and may have.
 *
 * @see <a href="https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html">RegisterInstance</a>
 */
final class InstanceRules {
    private static final int MOST_CUSTOM = 30;
    private static final int LARGEST = 5_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final String RESERVED = "AWS_";
    private static final Pattern OCTETS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,255}$)([A-Za-z0-9_*]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.?");

    private InstanceRules() {}

    static void check(Namespace namespace, Service service, Map<String, String> attributes) {
        checkSize(attributes);
        checkValues(attributes);
        if (attributes.containsKey(Instance.EC2)) {
            checkEc2(namespace, attributes);
        } else if (attributes.containsKey(Instance.ALIAS)) {
            checkAlias(service, attributes);
        } else {
            checkRecords(service, attributes);
        }
        if (attributes.containsKey(Instance.INITIAL_HEALTH) && !service.hasCustomHealth()) {
            throw DiscoveryException.invalid(Instance.INITIAL_HEALTH + " can only be specified for a service with"
                    + " HealthCheckCustomConfig.");
        }
    }

    private static void checkSize(Map<String, String> attributes) {
        long custom = attributes.keySet().stream()
                .filter(each -> !each.startsWith(RESERVED))
                .count();
        if (custom > MOST_CUSTOM) {
            throw DiscoveryException.invalid("The number of custom attributes must not exceed " + MOST_CUSTOM + ".");
        }
        int size = attributes.entrySet().stream()
                .mapToInt(each -> each.getKey().length() + each.getValue().length())
                .sum();
        if (size > LARGEST) {
            throw DiscoveryException.invalid(
                    "The total size of all attributes must not exceed " + LARGEST + " characters.");
        }
    }

    private static void checkValues(Map<String, String> attributes) {
        require(
                attributes,
                Instance.IPV4,
                "an IPv4 address",
                value -> OCTETS.matcher(value).matches());
        require(
                attributes,
                Instance.IPV6,
                "an IPv6 address",
                value -> Address.toByteArray(value, Address.IPv6) != null);
        require(attributes, Instance.PORT, "a port from 1 to " + HIGHEST_PORT, InstanceRules::isPort);
        require(
                attributes,
                Instance.CNAME,
                "a domain name",
                value -> HOST.matcher(value).matches());
        require(
                attributes,
                Instance.ALIAS,
                "a domain name",
                value -> HOST.matcher(value).matches());
        require(attributes, Instance.INITIAL_HEALTH, "HEALTHY or UNHEALTHY", Set.of("HEALTHY", "UNHEALTHY")::contains);
    }

    private static void checkEc2(Namespace namespace, Map<String, String> attributes) {
        if (namespace.kind() != NamespaceKind.HTTP) {
            throw DiscoveryException.invalid(Instance.EC2 + " can only be specified in an HTTP namespace.");
        }
        if (!Set.of(Instance.EC2, Instance.INITIAL_HEALTH).containsAll(attributes.keySet())) {
            throw DiscoveryException.invalid(
                    "Only " + Instance.INITIAL_HEALTH + " can be specified beside " + Instance.EC2 + ".");
        }
    }

    private static void checkAlias(Service service, Map<String, String> attributes) {
        boolean hasAddress = service.dns() != null
                && (service.dns().has(Type.A) || service.dns().has(Type.AAAA));
        if (!hasAddress || service.dns().routing() != DnsConfig.Routing.WEIGHTED) {
            throw DiscoveryException.invalid(
                    Instance.ALIAS + " requires a service with A or AAAA records and the routing policy WEIGHTED.");
        }
        if (attributes.keySet().stream().anyMatch(each -> each.startsWith("AWS_INSTANCE_"))) {
            throw DiscoveryException.invalid(
                    "None of the AWS_INSTANCE attributes can be specified together with " + Instance.ALIAS + ".");
        }
    }

    private static void checkRecords(Service service, Map<String, String> attributes) {
        DnsConfig dns = service.dns();
        boolean srv = dns != null && dns.has(Type.SRV);
        needs(dns != null && dns.has(Type.A), attributes, Instance.IPV4, "an A record");
        needs(dns != null && dns.has(Type.AAAA), attributes, Instance.IPV6, "an AAAA record");
        needs(dns != null && dns.has(Type.CNAME), attributes, Instance.CNAME, "a CNAME record");
        needs(srv, attributes, Instance.PORT, "an SRV record");
        if (srv && !hasAddress(attributes)) {
            throw DiscoveryException.invalid("The attributes " + Instance.IPV4 + " or " + Instance.IPV6
                    + " must be specified for a service with an SRV record.");
        }
        if (service.check() != null) {
            needs(true, attributes, Instance.PORT, "a health check");
            if (!hasAddress(attributes)) {
                throw DiscoveryException.invalid("The attributes " + Instance.IPV4 + " or " + Instance.IPV6
                        + " must be specified for a service with a health check.");
            }
        }
        if (dns != null && dns.has(Type.CNAME) && hasAddress(attributes)) {
            throw DiscoveryException.invalid(Instance.CNAME + " cannot be specified together with " + Instance.IPV4
                    + " or " + Instance.IPV6 + ".");
        }
    }

    private static boolean hasAddress(Map<String, String> attributes) {
        return attributes.containsKey(Instance.IPV4) || attributes.containsKey(Instance.IPV6);
    }

    private static void needs(boolean does, Map<String, String> attributes, String name, String what) {
        if (does && !attributes.containsKey(name)) {
            throw DiscoveryException.invalid(
                    "The attribute " + name + " must be specified for a service with " + what + ".");
        }
    }

    private static void require(Map<String, String> attributes, String name, String what, Predicate<String> holds) {
        String value = attributes.get(name);
        if (value != null && !holds.test(value)) {
            throw DiscoveryException.invalid("The value of " + name + " must be " + what + ": " + value);
        }
    }

    private static boolean isPort(String value) {
        return value.matches("[0-9]{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= HIGHEST_PORT;
    }
}
