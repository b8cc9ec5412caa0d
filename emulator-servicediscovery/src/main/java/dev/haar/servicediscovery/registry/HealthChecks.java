package dev.haar.servicediscovery.registry;

import java.util.function.Consumer;

/** Probes the endpoints of instances. */
public interface HealthChecks {
    /** Nothing is probed, and whatever could be counts as healthy. */
    HealthChecks OFF = new HealthChecks() {
        @Override
        public void watch(String subject, HealthCheck check, Instance instance, Consumer<HealthStatus> verdict) {
            verdict.accept(HealthStatus.HEALTHY);
        }

        @Override
        public void forget(String subject) {
            // Nothing is watched.
        }
    };

    /**
     * Probes an instance from now on, instead of what was probed under that name before.
     *
     * @param subject a name for what is probed
     * @param verdict is told whenever the instance has become healthy or unhealthy
     */
    void watch(String subject, HealthCheck check, Instance instance, Consumer<HealthStatus> verdict);

    /** Ends the probing under that name, if there is any. */
    void forget(String subject);
}
