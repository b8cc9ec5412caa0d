package dev.haar.engine.queue;

import java.util.Set;
import java.util.function.Predicate;

/** A standard queue's order of delivery: the oldest message first, as far as tenants leave each other room. */
final class StandardBacklog extends Backlog {
    private final Tenant ungrouped = new Tenant(null);
    private final FairShare tenants = new FairShare(ungrouped);

    @Override
    Lane lane(String groupId) {
        return groupId == null ? ungrouped : tenants.tenant(groupId);
    }

    @Override
    void joined(Message message) {
        message.lane.messages.add(message);
    }

    @Override
    Message.Place offer(Message message) {
        return ((Tenant) message.lane).offer(message);
    }

    @Override
    void withdraw(Message message) {
        ((Tenant) message.lane).withdraw(message);
    }

    @Override
    void moved(Message message) {
        refresh((Tenant) message.lane);
    }

    @Override
    void left(Message message) {
        Tenant tenant = (Tenant) message.lane;
        tenant.left(message);
        refresh(tenant);
    }

    @Override
    boolean hasOffer() {
        return firstOffer() != null;
    }

    @Override
    boolean offersNoise() {
        Tenant next = ungrouped.firstOffer() == null ? tenants.next() : null;
        return next != null && tenants.isNoisy(next);
    }

    @Override
    Set<String> noisyTenants() {
        return tenants.noisy();
    }

    @Override
    boolean isQuietAndOut(String tenant) {
        return tenants.isQuietAndOut(tenant);
    }

    @Override
    void offer(int wanted, Predicate<Message> taker) {
        int taken = 0;
        while (taken < wanted) {
            Message message = firstOffer();
            if (message == null) {
                return;
            }
            if (taker.test(message)) {
                taken++;
            }
        }
    }

    /** Messages without a group belong to no tenant who could take too much; they are as good as a quiet one's. */
    private Message firstOffer() {
        Message free = ungrouped.firstOffer();
        Tenant next = tenants.next();
        if (next == null) {
            return free;
        }
        Message grouped = next.firstOffer();
        if (free == null) {
            return grouped;
        }
        return tenants.isNoisy(next) || free.sequence < grouped.sequence ? free : grouped;
    }

    private void refresh(Tenant tenant) {
        if (tenant != ungrouped) {
            tenants.refresh(tenant);
        }
    }
}
