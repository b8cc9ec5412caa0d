package dev.haar.servicediscovery.registry;

import dev.haar.core.arn.Arn;

/** The account and region that something belongs to. */
public record Scope(String account, String region) {
    String arn(String resource) {
        return Arn.of("servicediscovery", region, account, resource).toString();
    }
}
