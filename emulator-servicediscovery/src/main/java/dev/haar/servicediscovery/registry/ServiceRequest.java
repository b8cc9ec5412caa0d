package dev.haar.servicediscovery.registry;

import java.util.Map;

/**
 * What a new service shall be.
 *
 * @param description null for none
 * @param creatorRequestId null for none
 * @param dns null for none
 * @param check null for none
 * @param isApiOnly whether it is kept out of DNS explicitly
 */
public record ServiceRequest(
        String name,
        String description,
        String creatorRequestId,
        DnsConfig dns,
        HealthCheck check,
        boolean hasCustomHealth,
        boolean isApiOnly,
        Map<String, String> tags) {}
