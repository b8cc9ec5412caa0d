package dev.haar.core.state.h2;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;
import java.util.List;

/** What one command hands over, until the command knows what became of it. */
final class Pending {
    private static final System.Logger LOG = System.getLogger(Pending.class.getName());

    private final List<? extends Change> changes;
    private final Commit commit;
    private boolean told;

    Pending(List<? extends Change> changes, Commit commit) {
        this.changes = changes;
        this.commit = commit;
    }

    List<? extends Change> changes() {
        return changes;
    }

    void kept() {
        tell(commit::kept);
    }

    /** Tells the command that it failed, unless it knows its outcome already. */
    void refused(StateStoreException reason) {
        if (!told) {
            tell(() -> commit.refused(reason));
        }
    }

    private void tell(Runnable outcome) {
        told = true;
        try {
            outcome.run();
        } catch (RuntimeException e) {
            // The file is right whatever the command makes of it; the others of its group want their answers.
            LOG.log(System.Logger.Level.ERROR, "A command failed on the outcome of its commit.", e);
        }
    }
}
