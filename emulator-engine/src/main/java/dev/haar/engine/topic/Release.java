package dev.haar.engine.topic;

import dev.haar.engine.protection.DataProtectionPolicy;
import java.util.HashMap;
import java.util.Map;

/** Which subscriptions the topic's data protection policy lets a message go to. Each body is looked at once for a principal. */
final class Release {
    private final DataProtectionPolicy policy;
    private final Publication publication;
    private final Map<Asked, Boolean> answers = new HashMap<>();

    private record Asked(String principal, String body) {}

    /** @param policy null for none */
    Release(DataProtectionPolicy policy, Publication publication) {
        this.policy = policy;
        this.publication = publication;
    }

    boolean admits(Subscription subscription) {
        return policy == null
                || answers.computeIfAbsent(
                        new Asked(subscription.principal(), publication.bodyFor(subscription)),
                        asked -> policy.releases(asked.principal(), asked.body()));
    }
}
