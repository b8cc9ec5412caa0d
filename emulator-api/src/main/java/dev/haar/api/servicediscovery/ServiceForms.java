package dev.haar.api.servicediscovery;

import dev.haar.servicediscovery.registry.DnsConfig;
import dev.haar.servicediscovery.registry.DnsRecord;
import dev.haar.servicediscovery.registry.HealthCheck;
import java.util.List;
import software.amazon.awssdk.services.servicediscovery.model.HealthCheckConfig;
import software.amazon.awssdk.services.servicediscovery.model.HealthCheckCustomConfig;

/** The settings of services between AWS's form and the registry's. */
final class ServiceForms {
    private ServiceForms() {}

    static void check(
            Inputs inputs,
            String path,
            List<software.amazon.awssdk.services.servicediscovery.model.DnsRecord> records) {
        for (int i = 0; i < records.size(); i++) {
            String member = path + '.' + (i + 1) + ".member.";
            inputs.violations().required(member + "type", records.get(i).typeAsString());
            inputs.oneOf(member + "type", records.get(i).typeAsString(), DnsRecord.Type.values())
                    .ttl(member + "tTL", records.get(i).ttl());
        }
    }

    static void check(Inputs inputs, String path, HealthCheckConfig check) {
        if (check == null) {
            return;
        }
        inputs.violations()
                .required(path + ".type", check.typeAsString())
                .length(path + ".resourcePath", check.resourcePath(), 0, 255)
                .range(path + ".failureThreshold", check.failureThreshold(), 1, 10);
        inputs.oneOf(path + ".type", check.typeAsString(), HealthCheck.Type.values());
    }

    static List<DnsRecord> records(List<software.amazon.awssdk.services.servicediscovery.model.DnsRecord> records) {
        return records.stream()
                .map(each -> new DnsRecord(DnsRecord.Type.valueOf(each.typeAsString()), each.ttl()))
                .toList();
    }

    static DnsConfig dns(software.amazon.awssdk.services.servicediscovery.model.DnsConfig config) {
        if (config == null) {
            return null;
        }
        String routing = config.routingPolicyAsString();
        return new DnsConfig(
                routing == null ? DnsConfig.Routing.MULTIVALUE : DnsConfig.Routing.valueOf(routing),
                records(config.dnsRecords()));
    }

    static HealthCheck health(HealthCheckConfig config) {
        if (config == null) {
            return null;
        }
        HealthCheck.Type type = HealthCheck.Type.valueOf(config.typeAsString());
        String path = config.resourcePath() == null && type != HealthCheck.Type.TCP ? "/" : config.resourcePath();
        return new HealthCheck(type, path, config.failureThreshold() == null ? 1 : config.failureThreshold());
    }

    /**
     * The form of the DNS settings; empty without DNS, as AWS has it.
     *
     * @param namespaceId AWS repeats it here of one service, but not in a list; null to leave it out
     */
    @SuppressWarnings("deprecation")
    static software.amazon.awssdk.services.servicediscovery.model.DnsConfig dnsConfig(
            String namespaceId, DnsConfig dns) {
        if (dns == null) {
            return software.amazon.awssdk.services.servicediscovery.model.DnsConfig.builder()
                    .build();
        }
        return software.amazon.awssdk.services.servicediscovery.model.DnsConfig.builder()
                .namespaceId(namespaceId)
                .routingPolicy(dns.routing().name())
                .dnsRecords(dns.records().stream()
                        .map(each -> software.amazon.awssdk.services.servicediscovery.model.DnsRecord.builder()
                                .type(each.type().name())
                                .ttl(each.ttl())
                                .build())
                        .toList())
                .build();
    }

    static HealthCheckConfig healthConfig(HealthCheck check) {
        return check == null
                ? null
                : HealthCheckConfig.builder()
                        .type(check.type().name())
                        .resourcePath(check.path())
                        .failureThreshold(check.threshold())
                        .build();
    }

    /** Its threshold is always 1. */
    @SuppressWarnings("deprecation")
    static HealthCheckCustomConfig customConfig(boolean hasCustomHealth) {
        return hasCustomHealth
                ? HealthCheckCustomConfig.builder().failureThreshold(1).build()
                : null;
    }
}
