package dev.haar.servicediscovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haar.core.state.EphemeralStore;
import dev.haar.core.time.HaarTime;
import dev.haar.servicediscovery.registry.DnsConfig;
import dev.haar.servicediscovery.registry.DnsRecord;
import dev.haar.servicediscovery.registry.HealthChecks;
import dev.haar.servicediscovery.registry.HealthStatus;
import dev.haar.servicediscovery.registry.NamespaceKind;
import dev.haar.servicediscovery.registry.NamespaceRequest;
import dev.haar.servicediscovery.registry.RegistryRules;
import dev.haar.servicediscovery.registry.Scope;
import dev.haar.servicediscovery.registry.ServiceRegistry;
import dev.haar.servicediscovery.registry.ServiceRequest;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponderTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");

    private final Random random = new Random(3);
    private final ServiceRegistry registry = new ServiceRegistry(
            HaarTime.standingAt(Instant.EPOCH),
            new EphemeralStore(),
            RegistryRules.fast(),
            HealthChecks.OFF,
            () -> random);
    private final Responder responder = new Responder(
            registry.zones(),
            SCOPE,
            new DataNames(List.of("localhost"), InetAddress.getLoopbackAddress()),
            () -> random);
    private String namespace;

    @BeforeEach
    void makeNamespace() {
        namespace = registry.namespaces()
                .create(
                        SCOPE,
                        new NamespaceRequest(
                                NamespaceKind.DNS_PRIVATE, "shop.local", null, null, "vpc-1", 15L, Map.of()))
                .join()
                .targets()
                .get("NAMESPACE");
    }

    private String service(String name, boolean custom, DnsConfig.Routing routing, DnsRecord.Type... types) {
        List<DnsRecord> records =
                List.of(types).stream().map(each -> new DnsRecord(each, 60)).toList();
        return registry.services()
                .create(
                        SCOPE,
                        namespace,
                        SCOPE.account(),
                        new ServiceRequest(
                                name, null, null, new DnsConfig(routing, records), null, custom, false, Map.of()))
                .join()
                .id();
    }

    private void register(String service, String id, Map<String, String> attributes) {
        registry.instances()
                .register(SCOPE, service, SCOPE.account(), id, null, attributes)
                .join();
    }

    private Message ask(String name, int type, boolean isDatagram) throws Exception {
        Message query = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
        return new Message(responder.respond(query.toWire(), isDatagram).orElseThrow());
    }

    private List<String> values(String name, int type) throws Exception {
        return ask(name, type, false).getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .sorted()
                .toList();
    }

    @Test
    void addresses_areAnswered_whateverTheCase() throws Exception {
        String service = service("web", false, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.A);
        register(service, "i", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
        assertThat(values("WEB.shop.LOCAL.", Type.A)).containsExactly("10.0.0.1");
        Message none = ask("web.shop.local.", Type.AAAA, true);
        assertThat(none.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(none.getSection(Section.AUTHORITY)).hasSize(1);
        assertThat(ask("other.shop.local.", Type.A, true).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("example.com.", Type.A, true).getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(ask("shop.local.", Type.SOA, true).getSection(Section.ANSWER))
                .hasSize(1);
    }

    @Test
    void srv_hasTargetsThatResolve() throws Exception {
        String service = service("_http._tcp", false, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.SRV);
        register(service, "i", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80"));
        assertThat(values("_http._tcp.shop.local.", Type.SRV)).containsExactly("1 1 80 i._http._tcp.shop.local.");
        assertThat(values("i._http._tcp.shop.local.", Type.A)).containsExactly("10.0.0.1");
        assertThat(ask("_tcp.shop.local.", Type.A, true).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void multivalue_answersUpToEightHealthyOnes_orAllIfNoneIs() throws Exception {
        String service = service("web", true, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.A);
        for (int i = 1; i <= 9; i++) {
            register(service, "i" + i, Map.of("AWS_INSTANCE_IPV4", "10.0.0." + i));
        }
        assertThat(values("web.shop.local.", Type.A)).hasSize(8).doesNotHaveDuplicates();
        for (int i = 1; i <= 8; i++) {
            registry.instances()
                    .setHealth(SCOPE, service, "i" + i, HealthStatus.UNHEALTHY)
                    .join();
        }
        assertThat(values("web.shop.local.", Type.A)).containsExactly("10.0.0.9");
        registry.instances()
                .setHealth(SCOPE, service, "i9", HealthStatus.UNHEALTHY)
                .join();
        assertThat(values("web.shop.local.", Type.A)).hasSize(8);
    }

    @Test
    void cname_isFollowedWithinOwnZones() throws Exception {
        String web = service("web", false, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.A);
        register(web, "i", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
        String alias = service("alias", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.CNAME);
        register(alias, "i", Map.of("AWS_INSTANCE_CNAME", "web.shop.local"));
        assertThat(values("alias.shop.local.", Type.A)).containsExactly("10.0.0.1", "web.shop.local.");
        assertThat(values("alias.shop.local.", Type.CNAME)).containsExactly("web.shop.local.");
        String broken = service("broken", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.CNAME);
        register(broken, "i", Map.of("AWS_INSTANCE_CNAME", "none.shop.local"));
        assertThat(ask("broken.shop.local.", Type.A, true).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        String loop = service("loop", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.CNAME);
        register(loop, "i", Map.of("AWS_INSTANCE_CNAME", "loop.shop.local"));
        assertThat(values("loop.shop.local.", Type.A)).contains("loop.shop.local.");
    }

    @Test
    void alias_hasTheAddressesOfItsTargetWithinOwnZones() throws Exception {
        String web = service("web", false, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.A);
        register(web, "i", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
        register(web, "j", Map.of("AWS_INSTANCE_IPV4", "10.0.0.2"));
        String other = service("other", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.CNAME);
        register(other, "i", Map.of("AWS_INSTANCE_CNAME", "web.shop.local"));
        String alias = service("alias", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.A, DnsRecord.Type.AAAA);
        register(alias, "i", Map.of("AWS_ALIAS_DNS_NAME", "other.shop.local"));
        assertThat(values("alias.shop.local.", Type.A)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(ask("Alias.shop.local.", Type.A, true).getSection(Section.ANSWER))
                .allSatisfy(each -> assertThat(each.getName()).hasToString("Alias.shop.local."));
        assertThat(values("alias.shop.local.", Type.AAAA)).isEmpty();
        assertThat(values("alias.shop.local.", Type.CNAME)).isEmpty();
        assertThat(values("alias.shop.local.", Type.ANY)).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void alias_thatLeadsElsewhereOrNowhere_hasNoAddresses() throws Exception {
        String alias = service("alias", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.A);
        register(alias, "i", Map.of("AWS_ALIAS_DNS_NAME", "lb-1.us-east-1.elb.amazonaws.com"));
        Message none = ask("alias.shop.local.", Type.A, true);
        assertThat(none.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(none.getSection(Section.ANSWER)).isEmpty();
        assertThat(none.getSection(Section.AUTHORITY)).hasSize(1);
        String loop = service("loop", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.A);
        register(loop, "i", Map.of("AWS_ALIAS_DNS_NAME", "loop.shop.local"));
        assertThat(values("loop.shop.local.", Type.A)).isEmpty();
    }

    @Test
    void apexService_hasTargetsThatResolve() throws Exception {
        String apex = service(".", false, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.SRV);
        register(apex, "i", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80"));
        assertThat(values("shop.local.", Type.SRV)).containsExactly("1 1 80 i.shop.local.");
        assertThat(values("i.shop.local.", Type.A)).containsExactly("10.0.0.1");
    }

    @Test
    void weighted_answersOne_andCnameWhateverIsAsked() throws Exception {
        String service = service("web", false, DnsConfig.Routing.WEIGHTED, DnsRecord.Type.CNAME);
        register(service, "i", Map.of("AWS_INSTANCE_CNAME", "a.example.com"));
        register(service, "j", Map.of("AWS_INSTANCE_CNAME", "b.example.com"));
        assertThat(values("web.shop.local.", Type.A)).hasSize(1);
    }

    @Test
    void whatDoesNotFit_isTruncated() throws Exception {
        String service = service("web", false, DnsConfig.Routing.MULTIVALUE, DnsRecord.Type.SRV);
        for (int i = 1; i <= 8; i++) {
            register(
                    service, "x".repeat(60) + i, Map.of("AWS_INSTANCE_IPV4", "10.0.0." + i, "AWS_INSTANCE_PORT", "80"));
        }
        assertThat(ask("web.shop.local.", Type.SRV, true).getHeader().getFlag(Flags.TC))
                .isTrue();
        assertThat(ask("web.shop.local.", Type.SRV, false).getHeader().getFlag(Flags.TC))
                .isFalse();
    }

    @Test
    void malformed_isFormerr_orNothing() throws Exception {
        assertThat(responder.respond(new byte[] {1, 2, 3}, true)).isEmpty();
        byte[] query = {0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 63};
        Message answer = new Message(responder.respond(query, true).orElseThrow());
        assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(answer.getHeader().getID()).isEqualTo(7);
        query[2] = (byte) 0x80;
        assertThat(responder.respond(query, true)).isEmpty();
    }

    @Test
    void dataName_leadsToHaar() throws Exception {
        Message answer = ask("data-LOCALHOST.", Type.A, true);
        assertThat(answer.getSection(Section.ANSWER).get(0).rdataToString()).isEqualTo("127.0.0.1");
        assertThat(ask("data-localhost.", Type.AAAA, true).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(ask("data-elsewhere.", Type.A, true).getRcode()).isEqualTo(Rcode.REFUSED);
    }
}
