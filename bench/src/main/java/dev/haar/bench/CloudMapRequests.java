package dev.haar.bench;

import java.nio.ByteBuffer;

/** Requests to Cloud Map. */
record CloudMapRequests(String host) {
    static final String TARGET_PREFIX = "Route53AutoNaming_v20170314.";
    static final String NAMESPACE = "bench.local";
    /** How many instances a discovery asks for. */
    static final int WANTED = 10;

    ByteBuffer createNamespace() {
        return call("CreatePrivateDnsNamespace", "{\"Name\":\"" + NAMESPACE + "\",\"Vpc\":\"vpc-1\"}");
    }

    ByteBuffer getOperation(String id) {
        return call("GetOperation", "{\"OperationId\":\"" + id + "\"}");
    }

    ByteBuffer createService(String namespaceId, String name) {
        return call(
                "CreateService",
                "{\"Name\":\"" + name + "\",\"NamespaceId\":\"" + namespaceId
                        + "\",\"DnsConfig\":{\"DnsRecords\":[{\"Type\":\"A\",\"TTL\":60}]},"
                        + "\"HealthCheckCustomConfig\":{}}");
    }

    ByteBuffer register(String serviceId, int number) {
        return call(
                "RegisterInstance",
                "{\"ServiceId\":\"" + serviceId + "\",\"InstanceId\":\"" + instance(number) + "\",\"Attributes\":"
                        + attributes(number) + "}");
    }

    ByteBuffer discover(String service) {
        return call(
                "DiscoverInstances",
                "{\"NamespaceName\":\"" + NAMESPACE + "\",\"ServiceName\":\"" + service + "\",\"MaxResults\":" + WANTED
                        + "}");
    }

    static String service(int number) {
        return String.format("service-%03d", number);
    }

    static String instance(int number) {
        return String.format("instance-%03d", number);
    }

    static String attributes(int number) {
        return String.format(
                "{\"AWS_INSTANCE_IPV4\":\"10.0.0.%d\",\"AWS_INSTANCE_PORT\":\"8080\",\"stage\":\"prod\"}",
                100 + number % 100);
    }

    private ByteBuffer call(String action, String json) {
        return Requests.direct(
                Requests.head(
                        host,
                        "servicediscovery",
                        Requests.TARGET_HEADER + TARGET_PREFIX + action,
                        "application/x-amz-json-1.1"),
                json);
    }
}
