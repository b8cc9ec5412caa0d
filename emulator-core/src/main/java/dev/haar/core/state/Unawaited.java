package dev.haar.core.state;

/**
 * The outcome of changes that nobody waits for, because memory is right whatever becomes of them.
 *
 * @param refusal what a refusal means, for the log
 */
public record Unawaited(String refusal) implements Commit {
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
