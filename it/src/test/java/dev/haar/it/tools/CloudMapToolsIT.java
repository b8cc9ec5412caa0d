package dev.haar.it.tools;

import dev.haar.Haar;
import dev.haar.it.Clients;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;

/** Cloud Map by the AWS CLI, and its names asked for as people do. */
class CloudMapToolsIT {
    private static final String DIG = Tool.command("HAAR_IT_DIG", "dig");

    private Haar haar;

    @BeforeEach
    void start() {
        haar = Haar.builder().dnsPort(0).start();
    }

    @AfterEach
    void stop() {
        haar.close();
    }

    @Test
    void awsCli_registersAndDiscoversAnApplication() {
        String aws = Tool.command("HAAR_IT_AWS", "aws");
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL", haar.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", Clients.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", Clients.ACCESS_KEY,
                "AWS_DEFAULT_REGION", Clients.REGION,
                "no_proxy", "127.0.0.1,localhost"));
        Tool.require("The AWS CLI", environment, aws, "--version");
        environment.put("AWS", aws);
        Tool.expectOk(OtherLanguagesIT.clients(), environment, "sh", "cloudmap-cli.sh");
    }

    @Test
    void dig_findsAnInstance_byUdpAndTcp() {
        Tool.require("dig", Map.of(), DIG, "-v");
        register();
        for (String transport : new String[] {"+notcp", "+tcp"}) {
            dig("10.0.0.1", transport, "+short", "Web.Shop.Example", "A");
            dig("1 1 8080 one.web.shop.example.", transport, "+short", "web.shop.example", "SRV");
            dig("10.0.0.1", transport, "+short", "one.web.shop.example", "A");
            dig("", transport, "+short", "nobody.shop.example", "A");
        }
    }

    private void register() {
        try (ServiceDiscoveryClient client = Clients.cloudMap(haar.endpoint())) {
            String operation = client.createPublicDnsNamespace(each -> each.name("shop.example"))
                    .operationId();
            String namespace = client.getOperation(each -> each.operationId(operation))
                    .operation()
                    .targetsAsStrings()
                    .get("NAMESPACE");
            DnsRecord a = DnsRecord.builder().type(RecordType.A).ttl(10L).build();
            DnsRecord srv = DnsRecord.builder().type(RecordType.SRV).ttl(10L).build();
            String service = client.createService(
                            each -> each.name("web").namespaceId(namespace).dnsConfig(dns -> dns.dnsRecords(a, srv)))
                    .service()
                    .id();
            client.registerInstance(each -> each.serviceId(service)
                    .instanceId("one")
                    .attributes(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "8080")));
        }
    }

    private void dig(String expected, String transport, String form, String name, String type) {
        String port = "" + haar.dnsPort().getAsInt();
        Tool.expectOutput(expected, Path.of("."), DIG, "@127.0.0.1", "-p", port, form, transport, name, type);
    }
}
