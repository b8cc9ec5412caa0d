package dev.haar.servicediscovery.registry;

import dev.haar.servicediscovery.registry.DnsRecord.Type;
import java.util.List;
import java.util.Optional;

/** How a service answers in DNS. */
public record DnsConfig(Routing routing, List<DnsRecord> records) {
    /** Which instances an answer holds. */
    public enum Routing {
        /** Up to eight healthy ones. */
        MULTIVALUE,
        /** A single healthy one. */
        WEIGHTED
    }

    public DnsConfig {
        records = List.copyOf(records);
    }

    /** The service's record of that type, if it has one. */
    public Optional<DnsRecord> record(Type type) {
        return records.stream().filter(each -> each.type() == type).findFirst();
    }

    /** Whether it has a record of that type. */
    public boolean has(Type type) {
        return record(type).isPresent();
    }
}
