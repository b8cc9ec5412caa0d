package dev.haar.servicediscovery.registry;

import java.util.Map;

/**
 * A namespace.
 *
 * @param httpName what DiscoverInstances calls it; unique in its scope
 * @param description null for none
 * @param creatorRequestId null for none
 * @param vpc the VPC of a private one; else null
 * @param hostedZoneId the id of its zone; null without DNS
 * @param soaTtl how long its SOA record and that a name is not there are cached, in seconds
 * @param createdMillis when it was made, in milliseconds since the epoch
 */
public record Namespace(
        String id,
        Scope scope,
        NamespaceKind kind,
        String name,
        String httpName,
        String description,
        String creatorRequestId,
        String vpc,
        String hostedZoneId,
        long soaTtl,
        long createdMillis,
        Map<String, String> tags) {
    public Namespace {
        tags = Map.copyOf(tags);
    }

    /** Its ARN. */
    public String arn() {
        return scope.arn("namespace/" + id);
    }

    Namespace with(String newDescription, long newSoaTtl) {
        return new Namespace(
                id,
                scope,
                kind,
                name,
                httpName,
                newDescription,
                creatorRequestId,
                vpc,
                hostedZoneId,
                newSoaTtl,
                createdMillis,
                tags);
    }

    Namespace withTags(Map<String, String> newTags) {
        return new Namespace(
                id,
                scope,
                kind,
                name,
                httpName,
                description,
                creatorRequestId,
                vpc,
                hostedZoneId,
                soaTtl,
                createdMillis,
                newTags);
    }
}
