package dev.haar.engine.queue;

import dev.haar.core.state.Change;
import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStore;
import dev.haar.core.state.StateStoreException;
import java.util.ArrayList;
import java.util.List;

/** The changes of one command to one queue, each with what is to happen in memory once it is kept or refused. */
final class Transaction implements Commit {
    private final QueueContext queue;
    private final List<Change> changes = new ArrayList<>(1);
    private final List<Effect> effects = new ArrayList<>(1);

    Transaction(QueueContext queue) {
        this.queue = queue;
    }

    /** What a change does to memory. Both run guarded by the queue, with the time caught up. */
    interface Effect {
        void kept(long now);

        void refused(long now, StateStoreException reason);
    }

    void add(Change change, Effect effect) {
        changes.add(change);
        effects.add(effect);
    }

    /** Has something happen once the effects of the changes so far have. */
    void then(Effect effect) {
        effects.add(effect);
    }

    /** The changes so far, for a commit that spans queues. */
    List<Change> changes() {
        return changes;
    }

    /** Hands the changes to the store, if there are any. */
    void commit(StateStore store) {
        if (!changes.isEmpty()) {
            store.commit(changes, this);
        }
    }

    @Override
    public void kept() {
        queue.step(now -> {
            for (Effect effect : effects) {
                effect.kept(now);
            }
        });
    }

    @Override
    public void refused(StateStoreException reason) {
        queue.step(now -> {
            for (Effect effect : effects) {
                effect.refused(now, reason);
            }
        });
    }
}
