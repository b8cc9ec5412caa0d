package dev.haar.servicediscovery.registry;

import dev.haar.core.state.Changes;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has the instances of services with a health check probed, and keeps what comes of it. */
final class Watches {
    private static final System.Logger LOG = System.getLogger(Watches.class.getName());

    private final Memory memory;
    private final Changes changes;
    private final HealthChecks checks;

    Watches(Memory memory, Changes changes, HealthChecks checks) {
        this.memory = memory;
        this.changes = changes;
        this.checks = checks;
    }

    /** Probes an instance as its service wants it, or no longer. */
    void watch(Service service, Instance instance) {
        String subject = Operation.subject(service.id(), instance.id());
        if (service.check() == null) {
            checks.forget(subject);
        } else {
            checks.watch(
                    subject,
                    service.check(),
                    instance,
                    status -> changes.inTurn(() -> keep(service.id(), instance, status))
                            .whenComplete((kept, failure) -> report(subject, failure)));
        }
    }

    void forget(String serviceId, String instanceId) {
        checks.forget(Operation.subject(serviceId, instanceId));
    }

    /** Nobody waits for what a probe found; the next one finds it again. */
    private static void report(String subject, Throwable failure) {
        if (failure != null) {
            LOG.log(System.Logger.Level.WARNING, "The health of " + subject + " could not be kept.", failure);
        }
    }

    private CompletableFuture<Void> keep(String serviceId, Instance probed, HealthStatus status) {
        ServiceEntry entry = memory.serviceIfThere(serviceId).orElse(null);
        Instance instance = entry == null ? null : entry.instance(probed.id());
        boolean same = instance != null && instance.attributes().equals(probed.attributes());
        Health health = Health.of(status);
        if (!same || instance.health().equals(health)) {
            return CompletableFuture.completedFuture(null);
        }
        return changes.keep(List.of(new RegistryChange.HealthKept(serviceId, probed.id(), health)), () -> {
            entry.show(entry.service(), instance.withHealth(health));
            return null;
        });
    }
}
