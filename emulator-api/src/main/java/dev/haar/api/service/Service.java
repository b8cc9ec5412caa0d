package dev.haar.api.service;

import java.util.List;
import java.util.Map;

/** An AWS service as far as Haar has built it. */
public interface Service {
    /** What the service is on the wire. */
    ServiceModel model();

    /** Everything that the service can do. */
    List<Action<?, ?>> actions();

    /** How much of what the service has, in the order to tell it in; such as queues and messages. */
    default Map<String, Long> holdings() {
        return Map.of();
    }
}
