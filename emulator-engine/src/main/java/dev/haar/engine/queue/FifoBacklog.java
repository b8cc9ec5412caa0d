package dev.haar.engine.queue;

import dev.haar.core.util.IndexedHeap;
import dev.haar.engine.queue.Message.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A FIFO queue's order of delivery: the oldest message whose group has nothing in flight, as many of the same group as
 * possible, then the next such group. Only the first messages of the queue are searched for groups.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html">FIFO
 *     delivery logic</a>
 */
final class FifoBacklog extends Backlog {
    private final Map<String, FifoGroup> groups = new HashMap<>();
    private final IndexedHeap<FifoGroup> offering =
            new IndexedHeap<>(Comparator.comparingLong((FifoGroup group) -> group.offers));
    private final SearchWindow window;

    /** @param searched how many of the queue's first messages are searched for groups */
    FifoBacklog(int searched) {
        this.window = new SearchWindow(searched);
    }

    @Override
    FifoGroup lane(String groupId) {
        return groups.computeIfAbsent(groupId, FifoGroup::new);
    }

    @Override
    void joined(Message message) {
        message.lane.messages.add(message);
        window.joined(message);
    }

    @Override
    Place offer(Message message) {
        return Place.WAITING;
    }

    @Override
    void withdraw(Message message) {
        // What a group offers follows from the places of its messages alone.
    }

    @Override
    void moved(Message message) {
        refresh((FifoGroup) message.lane);
    }

    @Override
    void left(Message message) {
        window.leaving(message);
        FifoGroup group = (FifoGroup) message.lane;
        group.messages.remove(message);
        if (group.messages.isEmpty()) {
            groups.remove(group.id, group);
        }
        refresh(group);
    }

    @Override
    boolean hasOffer() {
        return !offering.isEmpty() && window.covers(offering.peek().offers);
    }

    @Override
    void offer(int wanted, Predicate<Message> taker) {
        int taken = 0;
        List<FifoGroup> visited = new ArrayList<>(2);
        while (taken < wanted && hasOffer()) {
            FifoGroup group = offering.poll();
            visited.add(group);
            Message message = group.firstOffer();
            while (message != null && taken < wanted) {
                if (taker.test(message)) {
                    taken++;
                }
                message = group.offerAfter(message);
            }
        }
        visited.forEach(this::refresh);
    }

    private void refresh(FifoGroup group) {
        Message first = group.firstOffer();
        if (first != null && offering.contains(group) && group.offers == first.sequence) {
            return;
        }
        offering.remove(group);
        if (first != null) {
            group.offers = first.sequence;
            offering.add(group);
        }
    }
}
