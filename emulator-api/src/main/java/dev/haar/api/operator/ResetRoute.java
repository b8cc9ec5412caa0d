package dev.haar.api.operator;

import dev.haar.api.protocol.Answer;
import java.util.List;
import java.util.Optional;

/** Throws state away on request: all of it, or that of one service, account or region. */
public final class ResetRoute {
    private final List<Resettable> resettables;

    public ResetRoute(List<Resettable> resettables) {
        this.resettables = List.copyOf(resettables);
    }

    /** Adds the route. */
    public void mount(OperatorRoutes routes) {
        routes.post("/_haar/reset", this::reset);
    }

    /** Resets everything. */
    public void resetAll() {
        resettables.forEach(resettable -> resettable.reset(Optional.empty(), Optional.empty()));
    }

    private Answer reset(OperatorRequest request) {
        Optional<String> service = request.parameter("service");
        List<Resettable> chosen = resettables.stream()
                .filter(resettable -> service.isEmpty() || service.get().equals(resettable.service()))
                .toList();
        if (chosen.isEmpty() && service.isPresent()) {
            return JsonAnswer.error(400, "There is no service " + service.get() + " to reset.");
        }
        chosen.forEach(resettable -> resettable.reset(request.parameter("account"), request.parameter("region")));
        return JsonAnswer.of(200, json -> {
            json.writeArrayFieldStart("reset");
            for (Resettable resettable : chosen) {
                json.writeString(resettable.service());
            }
            json.writeEndArray();
        });
    }
}
