package dev.haar.engine.topic;

import dev.haar.engine.delivery.Courier;
import dev.haar.engine.delivery.Delivery;
import dev.haar.engine.delivery.Delivery.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Notes what it is to carry, and answers as it is told: at once, or not at all. */
final class FakeCourier implements Courier {
    final List<Delivery> carried = new ArrayList<>();
    private Answer answer = new Answer(Verdict.DELIVERED, 200, "");

    @Override
    public CompletableFuture<Answer> carry(Delivery delivery) {
        carried.add(delivery);
        return answer == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(answer);
    }

    void answers(Verdict verdict) {
        answer = switch (verdict) {
            case DELIVERED -> new Answer(verdict, 200, "");
            case RETRY -> new Answer(verdict, 503, "later");
            case REFUSED -> new Answer(verdict, 404, "gone");
        };
    }

    void answersNothing() {
        answer = null;
    }

    List<Delivery> notifications() {
        return of(MessageType.NOTIFICATION);
    }

    List<Delivery> of(MessageType type) {
        return carried.stream().filter(each -> each.type() == type).toList();
    }
}
