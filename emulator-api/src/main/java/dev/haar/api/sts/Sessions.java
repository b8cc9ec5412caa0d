package dev.haar.api.sts;

import dev.haar.api.service.Caller;
import dev.haar.core.arn.Arn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who the temporary credentials issued here belong to. The oldest are forgotten beyond a number that no test suite
 * reaches; then they are the root of their account. Safe for use by several threads.
 */
final class Sessions {
    /** What the unique ids of roles begin with. */
    static final String ROLE_PREFIX = "AROA";

    private static final int MOST = 10_000;

    private final Map<String, Identity> byAccessKeyId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Identity> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Whom GetCallerIdentity names.
     *
     * @param userId the unique id
     * @param account the account
     * @param arn the ARN
     */
    record Identity(String userId, String account, String arn) {
        static Identity root(Caller caller) {
            String arn = "arn:" + Arn.partitionOf(caller.region()) + ":iam::" + caller.account() + ":root";
            return new Identity(caller.account(), caller.account(), arn);
        }
    }

    synchronized void add(String accessKeyId, Identity identity) {
        byAccessKeyId.put(accessKeyId, identity);
    }

    /** Who somebody is: whom his credentials were made for here, else the root of his account. */
    Identity of(Caller caller) {
        return find(caller.accessKeyId()).orElseGet(() -> Identity.root(caller));
    }

    /** His unique id alone, which every message that is sent asks for. */
    String userIdOf(Caller caller) {
        return find(caller.accessKeyId()).map(Identity::userId).orElse(caller.account());
    }

    /** Whether a role's credentials have this access key id. */
    boolean isOfRole(String accessKeyId) {
        return find(accessKeyId)
                .filter(identity -> identity.userId().startsWith(ROLE_PREFIX))
                .isPresent();
    }

    private Optional<Identity> find(String accessKeyId) {
        if (accessKeyId == null || !accessKeyId.startsWith(AccessKeyIds.PREFIX)) {
            // Nearly every caller: no lock for him.
            return Optional.empty();
        }
        synchronized (this) {
            return Optional.ofNullable(byAccessKeyId.get(accessKeyId));
        }
    }

    synchronized void forget(Optional<String> account) {
        byAccessKeyId
                .values()
                .removeIf(identity -> account.isEmpty() || account.get().equals(identity.account()));
    }
}
