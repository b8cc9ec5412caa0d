package dev.haar.servicediscovery.registry;

/**
 * How the endpoints of a service's instances are probed.
 *
 * @param path what HTTP asks for; null for TCP
 * @param threshold how many probes in a row must agree, 1 to 10
 */
public record HealthCheck(Type type, String path, int threshold) {
    /** What is spoken with the endpoint. */
    public enum Type {
        HTTP,
        HTTPS,
        TCP
    }
}
