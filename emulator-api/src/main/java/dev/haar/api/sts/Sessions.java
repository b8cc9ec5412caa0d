package dev.haar.api.sts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who the temporary credentials issued here belong to. The oldest are forgotten beyond a number that no test suite
 * reaches; then they are the root of their account. Safe for use by several threads.
 */
final class Sessions {
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
        static Identity root(String account) {
            return new Identity(account, account, "arn:aws:iam::" + account + ":root");
        }
    }

    synchronized void add(String accessKeyId, Identity identity) {
        byAccessKeyId.put(accessKeyId, identity);
    }

    synchronized Optional<Identity> find(String accessKeyId) {
        return Optional.ofNullable(byAccessKeyId.get(accessKeyId));
    }

    synchronized void forget(Optional<String> account) {
        byAccessKeyId
                .values()
                .removeIf(identity -> account.isEmpty() || account.get().equals(identity.account()));
    }
}
