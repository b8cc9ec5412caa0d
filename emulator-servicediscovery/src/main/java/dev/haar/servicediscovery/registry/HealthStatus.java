package dev.haar.servicediscovery.registry;

/** How an instance is. */
public enum HealthStatus {
    HEALTHY,
    UNHEALTHY,
    UNKNOWN
}
