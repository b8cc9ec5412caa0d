package dev.haar.engine.delivery;

import dev.haar.core.state.Change;
import dev.haar.core.state.Changes;
import dev.haar.core.state.Restorable;
import dev.haar.core.state.StateStore;
import dev.haar.core.util.Guard;
import dev.haar.engine.delivery.DeliveryChange.MessageCaptured;
import dev.haar.engine.delivery.DeliveryChange.MessageForgotten;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The latest messages that would have left for mailboxes, telephones and devices. Safe for use by several threads. */
public final class Outbox implements Restorable {
    /** How many are shown; older ones give way. */
    static final int MOST = 10_000;

    private final Guard guard = new Guard();
    private final Deque<Captured> newestFirst = new ArrayDeque<>();
    private final Changes changes;
    private final Predicate<Delivery.Destination> reachable;

    /**
     * @param store where they are kept
     * @param reachable whether a telephone or device takes messages
     */
    public Outbox(StateStore store, Predicate<Delivery.Destination> reachable) {
        this.changes = new Changes(store);
        this.reachable = reachable;
    }

    /** Whether a telephone or device takes messages. */
    public boolean reaches(Delivery.Destination destination) {
        return reachable.test(destination);
    }

    /** What keeps a message, for whoever commits more than that and then calls {@link #show}. */
    public static Change change(Captured message) {
        return new MessageCaptured(message);
    }

    /** Shows a message that is kept. */
    public void show(Captured message) {
        guard.run(() -> {
            newestFirst.addFirst(message);
            if (newestFirst.size() > MOST) {
                changes.forget(
                        List.of(new MessageForgotten(newestFirst.removeLast().id())));
            }
        });
    }

    /** Keeps a message and shows it. */
    public CompletableFuture<Captured> capture(Captured message) {
        return changes.keep(List.of(change(message)), () -> {
            show(message);
            return message;
        });
    }

    /** The latest that match, newest first. */
    public List<Captured> latest(Predicate<Captured> filter, int limit) {
        return guard.call(() -> newestFirst.stream().filter(filter).limit(limit).toList());
    }

    /** Forgets those that match. */
    public void reset(Predicate<Captured> filter) {
        List<MessageForgotten> forgotten = new ArrayList<>();
        guard.run(() -> {
            Iterator<Captured> all = newestFirst.iterator();
            while (all.hasNext()) {
                Captured each = all.next();
                if (filter.test(each)) {
                    all.remove();
                    forgotten.add(new MessageForgotten(each.id()));
                }
            }
        });
        if (!forgotten.isEmpty()) {
            changes.forget(forgotten);
        }
    }

    @Override
    public void restore(Connection tables) throws SQLException {
        List<Captured> kept = DeliveryRows.captured(tables);
        guard.run(() -> {
            newestFirst.clear();
            kept.forEach(newestFirst::addFirst);
        });
    }
}
