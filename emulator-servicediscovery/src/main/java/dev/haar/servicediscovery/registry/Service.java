package dev.haar.servicediscovery.registry;

import java.util.Map;

/**
 * A service.
 *
 * @param owner the account and region of its namespace
 * @param createdBy the account that made it
 * @param description null for none
 * @param creatorRequestId null for none
 * @param dns how it answers in DNS; null if its instances are found by the API only
 * @param check how its instances are probed; null if they are not
 * @param hasCustomHealth whether callers say how its instances are
 * @param createdMillis when it was made, in milliseconds since the epoch
 * @param attributes what belongs to the service itself
 * @param revision grows with every instance that is registered or deregistered
 */
public record Service(
        String id,
        String namespaceId,
        Scope owner,
        String createdBy,
        String name,
        String description,
        String creatorRequestId,
        DnsConfig dns,
        HealthCheck check,
        boolean hasCustomHealth,
        long createdMillis,
        Map<String, String> attributes,
        Map<String, String> tags,
        long revision) {
    public Service {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
    }

    /** Its ARN. */
    public String arn() {
        return owner.arn("service/" + id);
    }

    /** Whether anything tells how its instances are. */
    public boolean hasHealth() {
        return check != null || hasCustomHealth;
    }

    Service with(String newDescription, DnsConfig newDns, HealthCheck newCheck) {
        return copy(newDescription, newDns, newCheck, attributes, tags, revision);
    }

    Service withAttributes(Map<String, String> newAttributes) {
        return copy(description, dns, check, newAttributes, tags, revision);
    }

    Service withTags(Map<String, String> newTags) {
        return copy(description, dns, check, attributes, newTags, revision);
    }

    Service withRevision(long newRevision) {
        return copy(description, dns, check, attributes, tags, newRevision);
    }

    private Service copy(
            String newDescription,
            DnsConfig newDns,
            HealthCheck newCheck,
            Map<String, String> newAttributes,
            Map<String, String> newTags,
            long newRevision) {
        return new Service(
                id,
                namespaceId,
                owner,
                createdBy,
                name,
                newDescription,
                creatorRequestId,
                newDns,
                newCheck,
                hasCustomHealth,
                createdMillis,
                newAttributes,
                newTags,
                newRevision);
    }
}
