package dev.haar.servicediscovery.registry;

import java.util.Map;

/**
 * What a new namespace shall be.
 *
 * @param description null for none
 * @param creatorRequestId null for none
 * @param vpc the VPC of a private one; else null
 * @param soaTtl in seconds; null for AWS's 15
 */
public record NamespaceRequest(
        NamespaceKind kind,
        String name,
        String description,
        String creatorRequestId,
        String vpc,
        Long soaTtl,
        Map<String, String> tags) {}
