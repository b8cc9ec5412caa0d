package dev.haar.engine.queue;

import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;

/**
 * The outcome of changes that nobody waits for, because memory is right whatever becomes of them.
 *
 * @param refusal what a refusal means, for the log
 */
record Unawaited(String refusal) implements Commit {
    private static final System.Logger LOG = System.getLogger(Unawaited.class.getName());

    @Override
    public void kept() {
        // Nobody waits for it.
    }

    @Override
    public void refused(StateStoreException reason) {
        LOG.log(System.Logger.Level.WARNING, refusal, reason);
    }
}
