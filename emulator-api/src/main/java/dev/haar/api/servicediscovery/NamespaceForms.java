package dev.haar.api.servicediscovery;

import dev.haar.servicediscovery.registry.Namespace;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceProperties;
import software.amazon.awssdk.services.servicediscovery.model.SOA;

/** Namespaces as AWS shows them, and which of them a filter finds. */
final class NamespaceForms {
    static final List<String> FILTERS = List.of("TYPE", "NAME", "HTTP_NAME", "RESOURCE_OWNER");

    private NamespaceForms() {}

    static Predicate<Namespace> matching(Filter filter) {
        boolean owner = filter.name().equals("RESOURCE_OWNER");
        Condition condition = filter.among(owner ? Set.of("EQ") : Set.of("EQ", "BEGINS_WITH"));
        return switch (filter.name()) {
            case "TYPE" -> {
                condition.among(Set.of("HTTP", "DNS_PRIVATE", "DNS_PUBLIC"));
                yield namespace -> condition.holds(namespace.kind().name());
            }
            case "NAME" -> namespace -> condition.holds(namespace.name());
            case "HTTP_NAME" -> namespace -> condition.holds(namespace.httpName());
            default -> {
                condition.among(Set.of("SELF", "OTHER_ACCOUNTS"));
                yield namespace -> condition.holds("SELF");
            }
        };
    }

    /** The properties of one namespace; without DNS those of DNS are there, and empty. */
    static NamespaceProperties properties(Namespace namespace) {
        return properties(
                namespace,
                namespace.kind().isDns() ? SOA.builder().ttl(namespace.soaTtl()).build() : null);
    }

    /** The properties of a namespace in a list, where AWS leaves out the TTL. */
    static NamespaceProperties propertiesInList(Namespace namespace) {
        return properties(namespace, SOA.builder().build());
    }

    private static NamespaceProperties properties(Namespace namespace, SOA soa) {
        return NamespaceProperties.builder()
                .httpProperties(http -> http.httpName(namespace.httpName()))
                .dnsProperties(dns -> dns.hostedZoneId(namespace.hostedZoneId()).soa(soa))
                .build();
    }
}
