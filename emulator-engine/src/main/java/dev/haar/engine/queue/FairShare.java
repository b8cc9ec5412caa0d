package dev.haar.engine.queue;

import dev.haar.core.util.IndexedHeap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tenants of a standard queue and whose turn it is. A tenant is noisy while consumers have at least 30 of its messages
 * and these are more than a tenth of all that consumers have; the messages of quiet tenants come first then, so that the
 * backlog of one does not become the waiting time of all. A message without a group id is a tenant of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">Fair
 *     queues</a>
 */
final class FairShare {
    private static final int NOISY_FROM = 30;
    private static final int NOISY_SHARE = 10;
    private static final Comparator<Tenant> BY_OLDEST = Comparator.comparingLong((Tenant tenant) -> tenant.offers);
    private static final Comparator<Tenant> BY_NOISE =
            Comparator.comparingInt((Tenant tenant) -> tenant.held).thenComparing(BY_OLDEST);

    private final Map<String, Tenant> tenants = new HashMap<>();
    private final IndexedHeap<Tenant> quiet = new IndexedHeap<>(BY_OLDEST);
    private final IndexedHeap<Tenant> noisy = new IndexedHeap<>(BY_NOISE);
    private final Tenant ungrouped;

    /** How many messages of all tenants with a name consumers have. */
    private int held;

    /** @param ungrouped the messages without a group id */
    FairShare(Tenant ungrouped) {
        this.ungrouped = ungrouped;
    }

    /** The tenant with this message group id. */
    Tenant tenant(String groupId) {
        return tenants.computeIfAbsent(groupId, Tenant::new);
    }

    /** Whether the tenant takes more than its share of the consumers. */
    boolean isNoisy(Tenant tenant) {
        return tenant.held >= NOISY_FROM && (long) tenant.held * NOISY_SHARE > held + ungrouped.held;
    }

    /** The group ids of the noisy ones: nine at most, since each has more than a tenth. */
    Set<String> noisy() {
        return tenants.values().stream()
                .filter(this::isNoisy)
                .map(tenant -> tenant.id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a tenant is not noisy and offers nothing. */
    boolean isQuietAndOut(String groupId) {
        Tenant tenant = tenants.get(groupId);
        return tenant == null || !isNoisy(tenant) && tenant.firstOffer() == null;
    }

    /** The tenant whose oldest message is next, or null. */
    Tenant next() {
        // What others hold changes who is noisy; it is enough to know it of those whose turn it would be.
        while (!quiet.isEmpty() && isNoisy(quiet.peek())) {
            enter(quiet.peek(), noisy);
        }
        while (!noisy.isEmpty() && !isNoisy(noisy.peek())) {
            enter(noisy.peek(), quiet);
        }
        return quiet.isEmpty() ? noisy.peek() : quiet.peek();
    }

    /** Something about the tenant has changed: what it offers, what consumers have of it, or whether it has messages. */
    void refresh(Tenant tenant) {
        // Out of its heap first: what it is ordered by has changed already.
        enter(tenant, null);
        held += tenant.held - tenant.counted;
        tenant.counted = tenant.held;
        Message first = tenant.firstOffer();
        if (first != null) {
            tenant.offers = first.sequence;
            enter(tenant, isNoisy(tenant) ? noisy : quiet);
        } else if (tenant.messages.isEmpty()) {
            tenants.remove(tenant.id, tenant);
        }
    }

    private static void enter(Tenant tenant, IndexedHeap<Tenant> turns) {
        if (tenant.turns != null) {
            tenant.turns.remove(tenant);
        }
        tenant.turns = turns;
        if (turns != null) {
            turns.add(tenant);
        }
    }
}
