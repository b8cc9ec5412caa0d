package dev.haar.api.service;

import java.util.List;

/** An AWS service as far as Haar has built it. */
public interface Service {
    /** What the service is on the wire. */
    ServiceModel model();

    /** Everything that the service can do. */
    List<Action<?, ?>> actions();
}
