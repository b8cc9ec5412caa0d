package dev.haar.api.operator;

import java.util.Optional;

/** State that {@code POST /_haar/reset} throws away. */
public interface Resettable {
    /** The id of the service whose state it is. */
    String service();

    /**
     * Forgets everything of the given account and region and ends whatever waits there.
     *
     * @param account the account; empty for all
     * @param region the region; empty for all
     */
    void reset(Optional<String> account, Optional<String> region);
}
