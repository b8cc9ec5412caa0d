package dev.haar.core.state;

import java.util.List;

/** Keeps nothing beyond the process: what memory shows is all there is. */
public final class EphemeralStore implements StateStore {
    @Override
    public void commit(List<? extends Change> changes, Commit commit) {
        commit.kept();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
