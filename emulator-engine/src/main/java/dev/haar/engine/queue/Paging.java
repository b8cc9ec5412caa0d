package dev.haar.engine.queue;

import dev.haar.core.state.Commit;
import dev.haar.core.state.StateStoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the end of a queue out of memory while that is full, and reads it in as the messages before it go. Guarded by its
 * queue.
 */
final class Paging {
    private static final System.Logger LOG = System.getLogger(Paging.class.getName());

    /** With fewer messages on offer than this, the next are read whatever memory holds: a batch must not wait for more. */
    private static final int FEW = 10;

    private static final long MOST_PEEKED = 16L << 20;

    final Tail tail;
    private final QueueContext queue;
    private final List<Runnable> waiting = new ArrayList<>(1);

    /** Messages that have left memory while a read was under way, which may have found them yet. */
    private final List<Long> departed = new ArrayList<>();

    /** Tenants whose messages the search for those of quiet ones has passed over. */
    private final Set<String> passedOver = new HashSet<>();

    private boolean reading;

    /** Whether the last read was such a search: they take turns with what the queue's order asks for. */
    private boolean hasSearched;

    /** Why the last read failed, until those who wait for it know. */
    private StateStoreException failure;

    Paging(QueueContext queue) {
        this.queue = queue;
        this.tail = new Tail(queue.address.isFifo());
    }

    /** Takes in the messages from before a restart: the first of them, those that were received, and where the others are. */
    void restore(QueueRows rows, QueueRows.StoredQueue stored, long now) throws SQLException {
        QueueRows.Rows head = rows.range(
                stored.number(),
                new Tail.Page.Range(stored.purgedUpTo(), MessageIds.LAST_SEQUENCE),
                memory().enough,
                memory().modest);
        head.messages().forEach(message -> queue.restore(message, now));
        if (head.upTo() == MessageIds.LAST_SEQUENCE) {
            return;
        }
        QueueRows.Count rest = rows.count(stored.number(), head.upTo());
        tail.restore(head.upTo(), rest.messages(), rest.last());
        // In a FIFO queue the queue's delay decides, whatever it was when a message was sent.
        long undelayed = queue.address.isFifo() ? now - queue.settings.delaySeconds() * 1000L : now;
        List<Long> received = new ArrayList<>();
        rows.standing(stored.number(), head.upTo(), now, undelayed, standing -> {
            if (standing.receives() > 0) {
                received.add(standing.sequence());
                tail.restoreAhead(standing.sequence());
            } else {
                tail.restoreDelay(standing.sequence(), queue.visibleAt(standing), now);
            }
        });
        rows.singles(stored.number(), received, message -> queue.stowage.stowIfFull(queue.restore(message, now)));
    }

    /** Whether a new message is to stay in the store. */
    boolean isDiverting() {
        return tail.isActive() || memory().isFull() && queue.inventory.size() >= FEW && !isModest(waiting());
    }

    /** Whether messages are on their way from the store: who finds none may wait for them. */
    boolean isReading() {
        return reading;
    }

    /** Why the last read failed, if it was the last thing that happened; else null. */
    StateStoreException failure() {
        return failure;
    }

    /** Looks at the first messages that are in the store alone, as far as nobody waits for them to come due. */
    CompletableFuture<List<Message>> peek(int most) {
        Tail.Page rest = tail.rest();
        if (rest == null || most == 0) {
            return CompletableFuture.completedFuture(List.of());
        }
        Set<Long> inMemory = tail.ahead();
        return queue.engine
                .store()
                .read(tables -> new QueueRows(tables).page(queue.address, rest, most, MOST_PEEKED))
                .thenApply(rows -> rows.messages().stream()
                        .filter(message -> !inMemory.contains(message.standing().sequence()))
                        .map(this::outside)
                        .toList());
    }

    /** A message as it is in the store, and in no structure of the queue. */
    private Message outside(QueueRows.StoredMessage stored) {
        QueueRows.Standing standing = stored.standing();
        String groupId = stored.content().groupId();
        Lane lane = queue.address.isFifo() ? new FifoGroup(groupId) : new Tenant(groupId);
        return new Message(standing.sequence(), lane, stored.content(), queue.visibleAt(standing));
    }

    /** Runs the task, with no lock held, once the read under way is over. */
    void whenRead(Runnable task) {
        waiting.add(task);
    }

    /** Has the next messages read if memory runs out of them. Part of each step. */
    void refill() {
        if (reading || failure != null || queue.isClosed() || !tail.isActive()) {
            return;
        }
        Tail.Page page = nextPage();
        if (page == null) {
            return;
        }
        hasSearched = page instanceof Tail.Page.Others;
        reading = true;
        queue.guard.afterwards(() -> queue.engine
                .store()
                .read(tables -> new QueueRows(tables).page(queue.address, page, memory().enough, memory().modest))
                .whenComplete((rows, reason) -> {
                    if (reason == null) {
                        queue.step(now -> take(page, rows, now));
                    } else {
                        queue.step(now -> fail(page, reason));
                    }
                }));
    }

    /** A change that is kept took the message out of the queue. */
    void left(Message message) {
        if (reading) {
            departed.add(message.sequence);
        } else {
            tail.left(message.sequence);
        }
    }

    private Tail.Page nextPage() {
        Tail.Page search = hasSearched ? null : search();
        if (search != null) {
            return search;
        }
        Tail.Page next = isShort() ? tail.next() : null;
        return next == null && hasSearched ? search() : next;
    }

    /**
     * While all that memory offers are messages of noisy tenants, those of others are looked for in the tail, past however
     * many of the noisy ones': that takes the time to read through these, and not until they have been consumed.
     */
    private Tail.Page search() {
        Inventory inventory = queue.inventory;
        if (!inventory.offersNoise()) {
            return null;
        }
        if (passedOver.stream().anyMatch(inventory::isQuietAndOut)) {
            passedOver.clear();
            tail.searchAnew();
        }
        if (!tail.isUnsearched()) {
            return null;
        }
        Set<String> noisy = inventory.noisyTenants();
        passedOver.addAll(noisy);
        return tail.search(noisy);
    }

    /** The step in which a read failed is over. */
    void forgetFailure() {
        failure = null;
    }

    private void take(Tail.Page page, QueueRows.Rows rows, long now) {
        if (queue.isClosed() || tail.isBeingPurged()) {
            tail.putBack(page);
            end();
            return;
        }
        List<QueueChange> expired = new ArrayList<>(0);
        for (QueueRows.StoredMessage message : rows.messages()) {
            QueueRows.Standing standing = message.standing();
            if (tail.takes(page, standing.sequence(), queue.visibleAt(standing), now)) {
                if (standing.retainedSince() <= now - queue.settings.messageRetentionMillis()) {
                    expired.add(new QueueChange.MessageDeleted(queue.address, standing.sequence()));
                } else {
                    queue.restore(message, now);
                }
            }
        }
        tail.read(page, rows.upTo());
        if (expired.isEmpty()) {
            end();
        } else {
            // The next read waits for it: reading is quicker than deleting, and there may be millions.
            queue.engine.store().commit(expired, new Sweep());
        }
    }

    /** Messages whose retention period ended while they were in the store are being deleted there. */
    private final class Sweep implements Commit {
        @Override
        public void kept() {
            queue.step(now -> end());
        }

        @Override
        public void refused(StateStoreException reason) {
            LOG.log(System.Logger.Level.DEBUG, "Expired messages stay in the store until the next start.", reason);
            queue.step(now -> end());
        }
    }

    private void fail(Tail.Page page, Throwable reason) {
        LOG.log(System.Logger.Level.WARNING, "Messages of " + queue.address.arn() + " could not be read.", reason);
        end();
        tail.putBack(page);
        failure = new StateStoreException("The messages could not be read.", reason);
    }

    private void end() {
        reading = false;
        departed.forEach(tail::left);
        departed.clear();
        waiting.forEach(queue.guard::afterwards);
        waiting.clear();
    }

    /** Whether there is less in memory to offer than consumers may ask for in the time that a read takes. */
    private boolean isShort() {
        Inventory inventory = queue.inventory;
        int offered = inventory.offered();
        boolean wanted = offered < memory().enough && !memory().isFull() || isModest(offered);
        if (queue.address.isFifo()) {
            return inventory.size() < queue.engine.rules().inFlightLimit() && (!inventory.hasOffer() || wanted);
        }
        return offered < FEW || wanted;
    }

    private boolean isModest(int messages) {
        return messages < memory().enough && messages * queue.inventory.averageBytes() < memory().modest;
    }

    private MessageMemory memory() {
        return queue.engine.memory();
    }

    private int waiting() {
        return queue.inventory.size() - queue.inventory.held();
    }
}
