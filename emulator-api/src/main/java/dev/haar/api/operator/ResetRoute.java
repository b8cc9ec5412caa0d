package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;
import dev.haar.core.time.KeptClock;
import java.util.List;
import java.util.Optional;

/** Throws state away on request: all of it, or that of one service, account or region. */
public final class ResetRoute {
    private final List<Resettable> resettables;
    private final KeptClock clock;

    public ResetRoute(List<Resettable> resettables, KeptClock clock) {
        this.resettables = List.copyOf(resettables);
        this.clock = clock;
    }

    /** Adds the route. */
    public void mount(OperatorRoutes routes) {
        routes.post("/_haar/reset", this::reset);
    }

    /** Throws all state away and lets the clock, which nothing depends on any more, follow the machine's again. */
    public void resetAll() {
        resettables.forEach(resettable -> resettable.reset(Optional.empty(), Optional.empty()));
        clock.reset();
    }

    private Answer reset(OperatorRequest request) {
        Optional<String> service = request.parameter("service");
        Optional<String> account = request.parameter("account");
        Optional<String> region = request.parameter("region");
        List<Resettable> chosen = resettables.stream()
                .filter(resettable -> service.isEmpty() || service.get().equals(resettable.service()))
                .toList();
        if (chosen.isEmpty() && service.isPresent()) {
            return JsonAnswer.error(400, "There is no service " + service.get() + " to reset.");
        }
        if (service.isEmpty() && account.isEmpty() && region.isEmpty()) {
            resetAll();
        } else {
            chosen.forEach(resettable -> resettable.reset(account, region));
        }
        return JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("reset");
            for (Resettable resettable : chosen) {
                json.writeString(resettable.service());
            }
            json.writeEndArray();
        });
    }
}
