package dev.haar.it.cloudmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.servicediscovery.AWSServiceDiscovery;
import com.amazonaws.services.servicediscovery.AWSServiceDiscoveryClientBuilder;
import com.amazonaws.services.servicediscovery.model.CreatePrivateDnsNamespaceRequest;
import com.amazonaws.services.servicediscovery.model.DeleteServiceRequest;
import com.amazonaws.services.servicediscovery.model.DeregisterInstanceRequest;
import com.amazonaws.services.servicediscovery.model.DiscoverInstancesRequest;
import com.amazonaws.services.servicediscovery.model.GetOperationRequest;
import com.amazonaws.services.servicediscovery.model.HttpInstanceSummary;
import com.amazonaws.services.servicediscovery.model.RegisterInstanceRequest;
import com.amazonaws.services.servicediscovery.model.ResourceInUseException;
import com.amazonaws.services.servicediscovery.model.ServiceNotFoundException;
import com.amazonaws.services.servicediscovery.model.UpdateInstanceCustomHealthStatusRequest;
import com.sun.net.httpserver.HttpServer;
import dev.haar.Haar;
import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.CustomHealthStatus;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.HealthStatusFilter;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;

/**
 * An application that finds its parts by Cloud Map: containers by DNS and by API, a function by its URL, a queue by its ARN,
 * two stages beside each other.
 */
class CloudMapIT {
    @TempDir
    private Path directory;

    private Haar haar;
    private ServiceDiscoveryClient client;

    @BeforeEach
    void start() {
        haar = HaarExtension.kept(Haar.builder().dnsPort(0).probeSeconds(1), directory)
                .start();
        client = Clients.cloudMap(haar.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        haar.close();
    }

    private String namespace() {
        String operation = client.createPrivateDnsNamespace(
                        each -> each.name("shop.local").vpc("vpc-1"))
                .operationId();
        return client.getOperation(each -> each.operationId(operation))
                .operation()
                .targetsAsStrings()
                .get("NAMESPACE");
    }

    private String containers(String namespace) {
        return client.createService(each -> each.name("basket")
                        .namespaceId(namespace)
                        .dnsConfig(dns -> dns.dnsRecords(
                                DnsRecord.builder().type(RecordType.A).ttl(10L).build(),
                                DnsRecord.builder()
                                        .type(RecordType.SRV)
                                        .ttl(10L)
                                        .build()))
                        .healthCheckCustomConfig(health -> {}))
                .service()
                .id();
    }

    private void register(String service, String id, Map<String, String> attributes) {
        client.registerInstance(each ->
                each.serviceId(service).instanceId(id).attributes(attributes).creatorRequestId(id));
    }

    private static Map<String, String> container(int number, String stage) {
        return Map.of("AWS_INSTANCE_IPV4", "10.0.0." + number, "AWS_INSTANCE_PORT", "80" + number, "stage", stage);
    }

    private List<String> discover(String service, String stage) {
        return client
                .discoverInstances(each -> each.namespaceName("shop.local")
                        .serviceName(service)
                        .healthStatus(HealthStatusFilter.HEALTHY)
                        .queryParameters(Map.of("stage", stage)))
                .instances()
                .stream()
                .map(each -> each.instanceId())
                .sorted()
                .toList();
    }

    /** What the JDK's own DNS client finds. */
    @SuppressWarnings({"JdkObsolete", "BanJNDI"}) // It wants a Hashtable, and asks a server of this test alone.
    private List<String> look(String name, String type) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(
                Context.PROVIDER_URL, "dns://127.0.0.1:" + haar.dnsPort().getAsInt());
        InitialDirContext context = new InitialDirContext(environment);
        try {
            Attribute found = context.getAttributes(name, new String[] {type}).get(type);
            List<String> values = new ArrayList<>();
            if (found != null) {
                Collections.list(found.getAll()).forEach(value -> values.add(value.toString()));
            }
            Collections.sort(values);
            return values;
        } finally {
            context.close();
        }
    }

    @Test
    void application_findsItsParts() throws Exception {
        String namespace = namespace();
        String basket = containers(namespace);
        register(basket, "blue", container(1, "prod"));
        register(basket, "green", container(2, "prod"));
        register(basket, "next", container(3, "gamma"));
        String function = client.createService(
                        each -> each.name("checkout").namespaceId(namespace).type("HTTP"))
                .service()
                .id();
        register(function, "one", Map.of("url", "http://localhost:9000/checkout", "stage", "prod"));
        String orders = client.createService(
                        each -> each.name("orders").namespaceId(namespace).type("HTTP"))
                .service()
                .id();
        register(orders, "queue", Map.of("arn", "arn:aws:sqs:us-east-1:000000000000:orders", "stage", "prod"));

        assertThat(discover("basket", "prod")).containsExactly("blue", "green");
        assertThat(discover("basket", "gamma")).containsExactly("next");
        assertThat(client.discoverInstances(
                                each -> each.namespaceName("shop.local").serviceName("orders"))
                        .instances()
                        .get(0)
                        .attributes())
                .containsEntry("arn", "arn:aws:sqs:us-east-1:000000000000:orders");
        assertThat(look("basket.shop.local", "A")).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(look("basket.shop.local", "SRV"))
                .containsExactly(
                        "1 1 801 blue.basket.shop.local.",
                        "1 1 802 green.basket.shop.local.",
                        "1 1 803 next.basket.shop.local.");
        assertThat(look("green.basket.shop.local", "A")).containsExactly("10.0.0.2");

        client.updateInstanceCustomHealthStatus(
                each -> each.serviceId(basket).instanceId("blue").status(CustomHealthStatus.UNHEALTHY));
        assertThat(discover("basket", "prod")).containsExactly("green");
        assertThat(look("basket.shop.local", "A")).containsExactly("10.0.0.2", "10.0.0.3");

        client.deregisterInstance(each -> each.serviceId(basket).instanceId("green"));
        client.deregisterInstance(each -> each.serviceId(basket).instanceId("next"));
        assertThat(look("basket.shop.local", "A"))
                .as("all are unhealthy: then all answer")
                .containsExactly("10.0.0.1");
        assertThat(catchThrowable(() -> look("nobody.shop.local", "A"))).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void blueGivesWayToGreen() throws Exception {
        String basket = containers(namespace());
        register(basket, "blue", container(1, "prod"));
        register(basket, "green", container(2, "gamma"));
        assertThat(discover("basket", "prod")).containsExactly("blue");
        register(basket, "green", container(2, "prod"));
        assertThat(discover("basket", "prod")).containsExactly("blue", "green");
        client.updateInstanceCustomHealthStatus(
                each -> each.serviceId(basket).instanceId("blue").status(CustomHealthStatus.UNHEALTHY));
        assertThat(discover("basket", "prod")).containsExactly("green");
        client.deregisterInstance(each -> each.serviceId(basket).instanceId("blue"));
        assertThat(discover("basket", "prod")).containsExactly("green");
        assertThat(look("basket.shop.local", "A")).containsExactly("10.0.0.2");
    }

    @Test
    void endpointThatDies_turnsUnhealthy_andLeavesDns() throws Exception {
        String operation = client.createPublicDnsNamespace(each -> each.name("shop.example"))
                .operationId();
        String namespace = client.getOperation(each -> each.operationId(operation))
                .operation()
                .targetsAsStrings()
                .get("NAMESPACE");
        String web = client.createService(each -> each.name("web")
                        .namespaceId(namespace)
                        .dnsConfig(dns -> dns.dnsRecords(
                                DnsRecord.builder().type(RecordType.A).ttl(10L).build()))
                        .healthCheckConfig(check -> check.type("HTTP").resourcePath("/health")))
                .service()
                .id();
        HttpServer first = endpoint("127.0.0.1");
        HttpServer second = endpoint("127.0.0.2");
        try {
            register(web, "first", container(first));
            register(web, "second", container(second));
            awaitHealth(web, Map.of("first", "HEALTHY", "second", "HEALTHY"));
            assertThat(look("web.shop.example", "A")).containsExactly("127.0.0.1", "127.0.0.2");
            first.stop(0);
            awaitHealth(web, Map.of("first", "UNHEALTHY", "second", "HEALTHY"));
            assertThat(look("web.shop.example", "A")).containsExactly("127.0.0.2");
            assertThat(client.discoverInstances(
                                    each -> each.namespaceName("shop.example").serviceName("web"))
                            .instances())
                    .extracting(each -> each.instanceId())
                    .containsExactly("second");
        } finally {
            second.stop(0);
        }
    }

    private static HttpServer endpoint(String address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Map<String, String> container(HttpServer server) {
        return Map.of(
                "AWS_INSTANCE_IPV4",
                server.getAddress().getHostString(),
                "AWS_INSTANCE_PORT",
                "" + server.getAddress().getPort());
    }

    /** Probes are made in real time, by real connections. */
    private void awaitHealth(String service, Map<String, String> expected) {
        Map<String, String> health = Map.of();
        for (int i = 0; i < 600 && !health.equals(expected); i++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            health = client.getInstancesHealthStatus(each -> each.serviceId(service))
                    .statusAsStrings();
        }
        assertThat(health).isEqualTo(expected);
    }

    @Test
    void sdkV1_findsTheSame() {
        AWSServiceDiscovery first = AWSServiceDiscoveryClientBuilder.standard()
                .withEndpointConfiguration(
                        new EndpointConfiguration(haar.endpoint().toString(), "us-east-1"))
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("test", "test")))
                .withClientConfiguration(new ClientConfiguration().withDisableHostPrefixInjection(true))
                .build();
        try {
            String operation = first.createPrivateDnsNamespace(new CreatePrivateDnsNamespaceRequest()
                            .withName("shop.local")
                            .withVpc("vpc-1"))
                    .getOperationId();
            String namespace = first.getOperation(new GetOperationRequest().withOperationId(operation))
                    .getOperation()
                    .getTargets()
                    .get("NAMESPACE");
            String basket = containers(namespace);
            for (int i = 1; i <= 2; i++) {
                first.registerInstance(new RegisterInstanceRequest()
                        .withServiceId(basket)
                        .withInstanceId("i" + i)
                        .withCreatorRequestId("i" + i)
                        .withAttributes(container(i, i == 1 ? "prod" : "gamma")));
            }
            DiscoverInstancesRequest prod = new DiscoverInstancesRequest()
                    .withNamespaceName("shop.local")
                    .withServiceName("basket")
                    .withHealthStatus("HEALTHY")
                    .addQueryParametersEntry("stage", "prod");
            assertThat(first.discoverInstances(prod).getInstances())
                    .extracting(HttpInstanceSummary::getInstanceId)
                    .containsExactly("i1");
            assertThat(discover("basket", "gamma")).containsExactly("i2");
            first.updateInstanceCustomHealthStatus(new UpdateInstanceCustomHealthStatusRequest()
                    .withServiceId(basket)
                    .withInstanceId("i1")
                    .withStatus("UNHEALTHY"));
            assertThat(first.discoverInstances(prod).getInstances()).isEmpty();
            assertThat(catchThrowable(() -> first.deleteService(new DeleteServiceRequest().withId(basket))))
                    .isInstanceOf(ResourceInUseException.class);
            first.deregisterInstance(
                    new DeregisterInstanceRequest().withServiceId(basket).withInstanceId("i1"));
            first.deregisterInstance(
                    new DeregisterInstanceRequest().withServiceId(basket).withInstanceId("i2"));
            first.deleteService(new DeleteServiceRequest().withId(basket));
            assertThat(catchThrowable(() -> first.discoverInstances(prod)))
                    .isInstanceOf(ServiceNotFoundException.class);
        } finally {
            first.shutdown();
        }
    }
}
