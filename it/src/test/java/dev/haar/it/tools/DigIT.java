package dev.haar.it.tools;

import dev.haar.Haar;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;

/** Names of Cloud Map, asked for as people do. */
class DigIT {
    private static final String DIG = Tool.command("HAAR_IT_DIG", "dig");

    @Test
    void dig_findsAnInstance_byUdpAndTcp() {
        Tool.require("dig", Map.of(), DIG, "-v");
        try (Haar haar = Haar.builder().dnsPort(0).start();
                ServiceDiscoveryClient client = ServiceDiscoveryClient.builder()
                        .endpointOverride(haar.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build()) {
            String operation = client.createPublicDnsNamespace(each -> each.name("shop.example"))
                    .operationId();
            String namespace = client.getOperation(each -> each.operationId(operation))
                    .operation()
                    .targetsAsStrings()
                    .get("NAMESPACE");
            String service = client.createService(each -> each.name("web")
                            .namespaceId(namespace)
                            .dnsConfig(dns -> dns.dnsRecords(DnsRecord.builder()
                                    .type(RecordType.A)
                                    .ttl(10L)
                                    .build())))
                    .service()
                    .id();
            client.registerInstance(each ->
                    each.serviceId(service).instanceId("one").attributes(Map.of("AWS_INSTANCE_IPV4", "10.0.0.1")));
            for (String transport : new String[] {"+notcp", "+tcp"}) {
                Tool.expectOutput(
                        "10.0.0.1",
                        Path.of("."),
                        DIG,
                        "@127.0.0.1",
                        "-p",
                        "" + haar.dnsPort().getAsInt(),
                        "+short",
                        transport,
                        "Web.Shop.Example",
                        "A");
            }
        }
    }
}
