package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;
import dev.haar.core.time.KeptClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Throws state away on request: all of it, or that of one service, account or region. */
public final class ResetRoute {
    private static final Set<String> FILTERS = Set.of("service", "account", "region");

    private final List<Resettable> resettables;
    private final KeptClock clock;

    public ResetRoute(List<Resettable> resettables, KeptClock clock) {
        this.resettables = List.copyOf(resettables);
        this.clock = clock;
    }

    /** Adds the route. */
    public void mount(OperatorRoutes routes) {
        routes.postLater("/_haar/reset", this::reset);
    }

    /**
     * Throws all state away and lets the clock, which nothing depends on any more, follow the machine's again.
     *
     * @return done once that is kept
     */
    public CompletableFuture<Void> resetAll() {
        resettables.forEach(resettable -> resettable.reset(Optional.empty(), Optional.empty()));
        clock.reset();
        return clock.settle();
    }

    private CompletableFuture<Answer> reset(OperatorRequest request) {
        // A word that is misspelled or empty, a script's variable perhaps, must not throw everything away.
        for (String name : request.query().names()) {
            if (!FILTERS.contains(name) || request.parameter(name).isEmpty()) {
                return CompletableFuture.completedFuture(JsonAnswer.error(
                        400, "A reset is narrowed by service, account and region with a value, not by " + name + "."));
            }
        }
        Optional<String> service = request.parameter("service");
        Optional<String> account = request.parameter("account");
        Optional<String> region = request.parameter("region");
        List<Resettable> chosen = resettables.stream()
                .filter(resettable -> service.isEmpty() || service.get().equals(resettable.service()))
                .toList();
        if (chosen.isEmpty() && service.isPresent()) {
            return CompletableFuture.completedFuture(
                    JsonAnswer.error(400, "There is no service " + service.get() + " to reset."));
        }
        CompletableFuture<Void> kept;
        if (service.isEmpty() && account.isEmpty() && region.isEmpty()) {
            kept = resetAll();
        } else {
            chosen.forEach(resettable -> resettable.reset(account, region));
            kept = clock.settle();
        }
        return kept.thenApply(done -> JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("reset");
            for (Resettable resettable : chosen) {
                json.writeString(resettable.service());
            }
            json.writeEndArray();
        }));
    }
}
